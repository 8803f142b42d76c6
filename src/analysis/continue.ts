/** A scenario continued from a later month, with actuals in place of its past. */
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { pastOf } from '../engine/ask.ts';
import { formatMonth, type Month, parseMonth } from '../formula/month.ts';
import { isTakenOver } from '../scenario/actuals.ts';
import type { ActualFigure, Scenario } from '../scenario/scenario.ts';

/**
 * The scenario from a month on: earlier months become the past, and the actuals of the month before it become the
 * opening balances. The last month of the horizon stays. Throws Faults where the month is not simulated, or the actuals
 * lack what is needed.
 */
export function continuedFrom(scenario: Scenario, argument: Source): Scenario {
  const place = { source: argument, start: 0, end: argument.text.length };
  const month = readFirstMonth(argument);
  const { start, months, actuals } = scenario;
  const last = start + months - 1;
  if (month === start) return scenario;
  if (month < start || month > last) {
    const span = `months go from ${formatMonth(start)} to ${formatMonth(last)}`;
    const message = `${formatMonth(month)} is not simulated: ${span}`;
    throw new Faults([
      { severity: 'error', code: 'bad-dates', place, message, hint: 'it is the first month not known' },
    ]);
  }
  if (actuals.get(month - 1)?.figures.has('cash') !== true) {
    const before = formatMonth(month - 1);
    const message = `there is no cash in the actuals of ${before}, with which ${formatMonth(month)} opens`;
    const hint = `write actuals: {${before}: {cash: …}}, or give a file of the bank: --actuals bank.csv`;
    throw new Faults([{ severity: 'error', code: 'missing-key', place, message, hint }]);
  }
  const faults = unusable(scenario, month);
  if (faults.length > 0) throw new Faults(faults);
  const past = pastOf(scenario, month - start);
  const lost = unplaced(scenario, month, past.state);
  if (lost !== null) throw new Faults([lost]);
  return { ...scenario, start: month, months: last - month + 1, past };
}

/** The month that the argument names. Throws Faults where it names none. */
export function readFirstMonth(argument: Source): Month {
  const month = parseMonth(argument.text.trim());
  if (month !== null) return month;
  const place = { source: argument, start: 0, end: argument.text.length };
  const message = `"${argument.text}" is no month, YYYY-MM`;
  const hint = 'the first month that is not known';
  throw new Faults([{ severity: 'error', code: 'bad-value', place, message, hint }]);
}

/** Actuals that cannot become opening balances because they are below zero. */
function unusable(scenario: Scenario, until: Month): Diagnostic[] {
  const { start, actuals } = scenario;
  return [...actuals.values()]
    .filter(({ month }) => month >= start && month < until)
    .flatMap(({ month, figures }) =>
      [...figures]
        .filter(([, figure]) => isTakenOver(scenario, figure) && figure.value < 0)
        .map(([name, { value, place }]): Diagnostic => {
          const message = `${name} of ${formatMonth(month)} is ${value}, and what goes on from it cannot be below zero`;
          const hint = 'an overdraft is a debt of kind revolving, and cash 0';
          return { severity: 'error', code: 'negative-amount', place, message, hint };
        }),
    );
}

/** A balance of the last known month, other than 0, that no part of the model could hold; null where there is none. */
function unplaced(scenario: Scenario, from: Month, state: ReadonlyMap<string, number>): Diagnostic | null {
  const figures = scenario.actuals.get(from - 1)!.figures;
  const fault = ({ place }: ActualFigure, message: string, hint: string): Diagnostic => ({
    ...{ severity: 'error', code: 'bad-value', place, message, hint },
  });
  const before = formatMonth(from - 1);
  const receivable = figures.get('receivable');
  if (receivable !== undefined && receivable.value > 0 && scenario.revenue.size === 0) {
    const message = `actuals of ${before} have a receivable, and there is no revenue by which it could come in`;
    return fault(receivable, message, 'write the line that it belongs to under revenue');
  }
  const debt = figures.get('debt');
  const outstanding = [...scenario.debts.keys()].reduce((sum, name) => sum + state.get(`debts.${name} balance`)!, 0);
  if (debt === undefined || debt.value === 0 || outstanding > 0) return null;
  const message = `actuals of ${before} have a debt, and none of the file is outstanding then`;
  return fault(debt, message, 'write it under debts, with its principal or the month of its draw');
}

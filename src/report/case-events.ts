import type { ChartEvent, EventKind } from '../chart/chart-events.ts';
import type { CashChart } from '../chart/chart-input.ts';
import { columnAmount, percent } from '../chart/money.ts';
import type { Case, HappeningKind } from '../engine/answers.ts';
import { constantValue } from '../formula/constant.ts';
import type { Month } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Event, Funding, Scenario } from '../scenario/scenario.ts';
import { isTold } from './month-table.ts';
import { reportedMarks } from './reported-marks.ts';
import { calledBy } from './words.ts';

/**
 * The events of a case, by month: funding that arrives, loans drawn, repaid, called and converted, assets sold,
 * suspensions that begin and end, levers that come into force, zero cash, the failure.
 */
export function caseEvents(scenario: Scenario, result: Case, levers: Settings): ChartEvent[] {
  const { failure, zeroCash } = result.measures;
  const end = failure?.t ?? scenario.months - 1;
  const events: ChartEvent[] = [];
  for (let t = 0; t <= end; t++) {
    const month = scenario.start + t;
    if ((result.byMonth.equity_raised[t] as number) + (result.byMonth.grants[t] as number) > 0) {
      // Where the month is a formula or a test, the file alone does not tell which funding came in this month.
      const named = [...scenario.funding.values()].filter((f) => isIn(f.month, month, levers)).map(withChance);
      events.push({ t, kind: 'funding', label: named.length > 0 ? named.join(' + ') : 'funding' });
    }
    events.push(...happenings(scenario, result, t), ...suspensions(scenario, result, t));
    for (const [name, { value, from }] of levers) {
      const lever = scenario.levers.get(name);
      if (value === 0 || from !== month || t === 0) continue;
      events.push({ t, kind: 'lever', label: lever === undefined ? name : calledBy(lever) });
    }
  }
  if (zeroCash !== null) events.push({ t: zeroCash, kind: 'zero-cash', label: 'zero cash' });
  if (failure !== null) events.push({ t: failure.t, kind: 'failure', label: 'failure' });
  return events;
}

/** The funding's name, with its probability where that is below 1: `Seed round (60%)`. */
function withChance(funding: Funding): string {
  const chance = constantValue(funding.probability.node);
  return chance === null || chance >= 1 ? calledBy(funding) : `${calledBy(funding)} (${percent(chance)})`;
}

/** For each kind of happening its mark, and the words after the name. */
const HAPPENING: Readonly<Record<HappeningKind, { readonly kind: EventKind; readonly what: string }>> = {
  drawn: { kind: 'debt', what: '' },
  repaid: { kind: 'repayment', what: ' repaid' },
  called: { kind: 'call', what: ' called' },
  converted: { kind: 'conversion', what: ' converts' },
  sold: { kind: 'sale', what: ' sold' },
};

/** Events of assets and debts in month t, one event a kind. */
function happenings({ assets, debts }: Scenario, { happened }: Case, t: number): ChartEvent[] {
  return (Object.keys(HAPPENING) as HappeningKind[]).flatMap((what): ChartEvent[] => {
    const here = happened.filter(({ kind, months }) => kind === what && months[t] === 1);
    if (here.length === 0) return [];
    const names = here.map(({ name, amounts }) => {
      const entry = (what === 'sold' ? assets : debts).get(name)!;
      // The file states the amounts of other debts; a credit line gives and takes back as much as is needed.
      const isLine = debts.get(name)?.kind === 'revolving' && (what === 'drawn' || what === 'repaid');
      return calledBy(entry) + HAPPENING[what].what + (isLine ? ` ${columnAmount(amounts[t]!)}` : '');
    });
    return [{ t, kind: HAPPENING[what].kind, label: names.join(' + ') }];
  });
}

/** Suspensions that begin in month t, and those that ended with month t - 1. */
function suspensions({ creditors }: Scenario, result: Case, t: number): ChartEvent[] {
  return [...creditors.values()].flatMap((creditor): ChartEvent[] => {
    const { suspended } = result.creditors.get(creditor.name) ?? {};
    const [before, now] = [t === 0 ? 0 : (suspended?.[t - 1] ?? 0), suspended?.[t] ?? 0];
    if (before === now) return [];
    return [{ t, kind: 'suspension', label: `${calledBy(creditor)} ${now === 1 ? 'suspended' : 'resumes'}` }];
  });
}

/** Whether the event falls in the calendar month, as far as the file and the levers determine it. */
function isIn(event: Event | null, month: Month, levers: Settings): boolean {
  if (event?.kind === 'month') return event.month === month;
  if (event?.kind !== 'formula' || event.formula.node.op !== 'from') return false;
  return levers.get(event.formula.node.lever)?.from === month;
}

/** The chart of a case, without cursor and without a case to compare with. */
export function caseChart(scenario: Scenario, result: Case, levers: Settings): CashChart {
  return {
    start: scenario.start,
    openingCash: result.opening.cash,
    cash: result.byMonth.cash,
    ...(isTold(result, 'lowest_cash') ? { lowest: result.byMonth.lowest_cash } : {}),
    overdue: result.byMonth.overdue,
    reported: reportedMarks(scenario, result),
    reserve: result.reserve,
    baseline: null,
    events: caseEvents(scenario, result, levers),
    cursor: null,
    currency: scenario.currency,
  };
}

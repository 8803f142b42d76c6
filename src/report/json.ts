import { inCase } from '../analysis/measure.ts';
import {
  type Accounts,
  type Case,
  CREDITOR_NAMES,
  type Measures,
  MONTHLY_NAMES,
  type Warning,
} from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { formatMonth } from '../formula/month.ts';
import { WORLD, WORLD_NAMES } from '../scenario/measure-names.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { monthDays } from './month-days.ts';
import { overridesJson } from './overrides.ts';
import { lastMonth } from './words.ts';

/**
 * The object of `run --json` for the base case: arrays are one number a month, null is a value that does not occur.
 * `accounts` adds the days, where the file gives days.
 */
export function runJson(scenario: Scenario, result: Case, levers: Settings, accounts: Accounts | null = null): object {
  return {
    ...runHead(scenario, levers),
    worlds: 0,
    seed: scenario.seed,
    measures: measuresJson(result.measures, scenario.start),
    by_month: { month: monthsJson(scenario), ...pick(MONTHLY_NAMES, (name) => numbers(result.byMonth[name])) },
    lines: entries(result.lines, numbers),
    creditors: entries(result.creditors, (c) => pick(CREDITOR_NAMES, (name) => numbers(c[name]))),
    opening: { ...result.opening },
    happened: happenedJson(scenario, result),
    by_day: accounts === null ? [] : byDayJson(scenario, result, accounts),
    warnings: result.warnings.map(warningJson),
  };
}

/** Events of assets and debts by month, each with its amount. */
function happenedJson({ start, months }: Scenario, { happened }: Case): object[] {
  return Array.from({ length: months }, (_, t) => t).flatMap((t) =>
    happened
      .filter((one) => one.months[t] === 1)
      .map(({ kind, name, amounts }) => ({ month: formatMonth(start + t), kind, name, amount: amounts[t]! })),
  );
}

/** The days on which money moved, up to the failure; `day` is null for the month's end. */
function byDayJson(scenario: Scenario, result: Case, accounts: Accounts): object[] {
  const lived = lastMonth(result.measures.failure, scenario.months) + 1;
  return Array.from({ length: lived }, (_, t) => t).flatMap((t) =>
    monthDays(scenario, result, accounts, t).map(({ day, received, paid, cash }) => ({
      month: formatMonth(scenario.start + t),
      day,
      received: received.map(({ kind, name, amount }) => ({ kind, name, amount })),
      paid: paid.map(({ creditor, amount }) => ({ creditor: creditor.name, amount })),
      cash,
    })),
  );
}

/** The first keys of every object of `run --json`. */
export const runHead = (scenario: Scenario, levers: Settings): object => ({
  format: 1,
  command: 'run',
  ...questionHead(scenario, levers),
});

/** The first keys of an answer about one scenario. */
export const questionHead = (scenario: Scenario, levers: Settings): object => ({
  scenario: scenarioJson(scenario),
  ...overridesJson(scenario),
  plan: scenario.plan,
  levers: leversJson(levers),
});

/** The scenario's name, currency and horizon. */
export const scenarioJson = ({ name, currency, start, months }: Scenario): object => ({
  ...{ name, currency, start: formatMonth(start), months },
});

/** The months of the horizon as `YYYY-MM`. */
export const monthsJson = (scenario: Scenario): string[] =>
  Array.from({ length: scenario.months }, (_, t) => formatMonth(scenario.start + t));

/** The measures of one case under their JSON names, dates as `YYYY-MM`. */
export function measuresJson(measures: Measures, start: Month): object {
  const month = (t: number | null): string | null => (t === null ? null : formatMonth(start + t));
  const { failure, low } = measures;
  return pick(MEASURES_JSON, (name) => {
    // Failure and lowest cash are objects, with a second value beside the first.
    if (name === 'failure') return failure === null ? null : { month: month(failure.t), cause: failure.cause };
    if (name === 'low') return { cash: low.cash, month: month(low.t) };
    const found = inCase(name, measures, 0);
    return WORLD[name].unit === 'month' ? month(found) : found;
  });
}

/** Measures of the world as a whole; survival is left out, as it stands in `by_month`. */
export const MEASURES_JSON = WORLD_NAMES.filter((name) => name !== 'survival');

/** Each lever's value and first month in force, and its last month where it has one. */
export function leversJson(levers: Settings): object {
  return entries(levers, ({ value, from, until }) => ({
    value,
    from: formatMonth(from),
    ...(until === null ? {} : { until: formatMonth(until) }),
  }));
}

export function warningJson<Code extends string>({
  code,
  where,
  months,
  message,
}: WarningTold<Code>): WarningTold<Code> {
  return { code, where, months, message };
}

type WarningTold<Code extends string> = Omit<Warning, 'code'> & { readonly code: Code };

const numbers = (series: Float64Array): number[] => Array.from(series);

/** An object with the value of each name. */
export function pick<K extends string, V>(names: readonly K[], value: (name: K) => V): Record<string, V> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

/** The map as an object, with its values converted. */
export function entries<A, B>(map: ReadonlyMap<string, A>, value: (a: A) => B): Record<string, B> {
  return Object.fromEntries([...map].map(([name, a]) => [name, value(a)]));
}

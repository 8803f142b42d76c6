import {
  type Case,
  type CreditorName,
  creditorSeries,
  lineSeries,
  MONTHLY,
  type MonthlyName,
  type SamplerName,
  type Worlds,
} from '../engine/answers.ts';
import type { Numbers, NumberWanted, Window, WorldRange } from '../engine/ask.ts';
import type { Month } from '../formula/month.ts';
import { WORLD } from '../scenario/measure-names.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';

/** What a measure came to: a number, a month, null where it does not occur; or its months lie outside the horizon. */
export type Found = { readonly number: number } | { readonly month: Month } | null | 'outside';

export interface CheckResult {
  readonly check: Expectation;
  /** How its worlds were drawn; null for the base case. */
  readonly sampler: SamplerName | null;
  readonly found: Found;
  /** Null where nobody can tell: its months lie outside the horizon. */
  readonly holds: boolean | null;
}

/** The runs of many worlds that a scenario's checks ask for: those that ask for as many worlds are held to the same run. */
export function worldsAsked(
  { checks }: Scenario,
  seed: number,
  sampler: SamplerName,
): { readonly worlds: WorldRange; readonly series: readonly string[] }[] {
  const all = [...checks.values()];
  const counts = new Set(all.map(({ worlds }) => worlds).filter((count) => count > 0));
  return [...counts].map((count) => {
    const plain = all.filter(({ worlds, over }) => worlds === count && over === 'plain');
    const series = new Set(plain.flatMap(seriesOf));
    return { worlds: { first: 0, count, seed, sampler }, series: [...series] };
  });
}

/** Numbers of each of so many worlds, those of the runs that `worldsAsked` gives. */
export type AskNumbers = (worlds: number, numbers: readonly NumberWanted[]) => Numbers;

/**
 * Holds a scenario to its own checks: the base case, or as many worlds as a check asks for, of the runs that `worldsAsked` gives. What is
 * the least, the most or the mean of some months is asked for apart.
 */
export function runChecks(
  scenario: Scenario,
  result: Case,
  runs: readonly Worlds[] = [],
  ask: AskNumbers | null = null,
): CheckResult[] {
  return [...scenario.checks.values()].map((check) => {
    const many = runs.find(({ count }) => count === check.worlds);
    if (check.worlds > 0 && many === undefined) throw new Error(`${check.worlds} worlds were not run`);
    const found = many === undefined ? measure(scenario, result, check) : measureWorlds(scenario, many, check, ask);
    const sampler = many === undefined ? null : many.sampler;
    return { check, sampler, found, holds: found === 'outside' ? null : holds(check, found) };
  });
}

/** A measure of a world as a whole: numbers, and months as t; null where it does not occur. */
interface Whole {
  readonly numbers: ReadonlyMap<string, number | null>;
  readonly months: ReadonlyMap<string, number | null>;
}

/** A map, for a line of the scenario may be named as anything of an object's prototype is. */
const byName = (record: Record<string, number | null>): ReadonlyMap<string, number | null> =>
  new Map(Object.entries(record));

/** The value of a check's measure in a case. */
function measure(scenario: Scenario, result: Case, check: Expectation): Found {
  const { measures: m } = result;
  const survival = Float64Array.from({ length: scenario.months }, (_, t) =>
    m.failure === null || t < m.failure.t ? 1 : 0,
  );
  const whole: Whole = {
    numbers: byName({
      runway: m.runway,
      runway_now: m.runwayNow,
      low: m.low.cash,
      default_alive: m.defaultAlive,
      months_alive: m.monthsAlive,
    }),
    months: byName({
      zero_cash: m.zeroCash,
      first_unpaid: m.firstUnpaid,
      failure: m.failure?.t ?? null,
      insolvent: m.insolvent,
      break_even: m.breakEven,
    }),
  };
  return valueIn(scenario, check, survival, whole, ({ measure: name, of }, first, last) => {
    const values = valuesOf(result, name, of);
    if (check.over !== 'plain') return OVER[check.over](values.subarray(first, last + 1));
    return isFlow(name, of) ? total(values, first, last) : values[last]!;
  });
}

/** How the months asked for become one number. */
const OVER: Readonly<Record<'min' | 'max' | 'mean', (values: Float64Array) => number>> = {
  min: (values) => values.reduce((a, b) => Math.min(a, b)),
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
  mean: (values) => values.reduce((a, b) => a + b) / values.length,
};

/**
 * A measure over worlds: the share that survive or are default alive, the mean of months alive; else the median, or the mean of a flow
 * over several months.
 */
function measureWorlds(scenario: Scenario, worlds: Worlds, check: Expectation, ask: AskNumbers | null): Found {
  const { measures: m } = worlds;
  const whole: Whole = {
    numbers: byName({
      runway: m.runway.p50,
      runway_now: m.runwayNow.p50,
      low: m.low.cash.p50,
      default_alive: m.defaultAlive,
      months_alive: m.monthsAlive.mean,
    }),
    months: byName({
      zero_cash: m.zeroCash.p50,
      first_unpaid: m.firstUnpaid.p50,
      failure: m.failure.p50,
      insolvent: m.insolvent.p50,
      break_even: m.breakEven.p50,
    }),
  };
  return valueIn(scenario, check, worlds.survival, whole, ({ measure: name, of }, first, last) => {
    if (check.over !== 'plain')
      return medianOver(ask!, check, isMoreBetter(check, scenario.revenue), {
        over: check.over,
        from: first,
        to: last,
      });
    const { p50, mean } = worlds.byMonth.get(seriesOf(check)[0]!)!;
    // Medians of months do not add up to that of their sum; means do.
    return first === last || !isFlow(name, of) ? p50[last]! : total(mean, first, last);
  });
}

/** A check's measure: of the world as a whole, of survival by a month, or of the months that it names. */
function valueIn(
  { start, months }: Scenario,
  check: Expectation,
  survival: Float64Array,
  whole: Whole,
  byMonth: (check: Expectation, first: number, last: number) => number,
): Found {
  const { measure: name, from, to } = check;
  const number = whole.numbers.get(name);
  if (number !== undefined) return number === null ? null : { number };
  const month = whole.months.get(name);
  if (month !== undefined) return month === null ? null : { month: start + month };
  const last = to === null ? months - 1 : to - start;
  const first = from !== null ? from - start : check.over === 'plain' ? last : 0;
  if (first < 0 || last >= months) return 'outside';
  return { number: name === 'survival' ? survival[last]! : byMonth(check, first, last) };
}

/** The median over worlds of a number of some months. A world that failed before the last of them counts as worse than any that lives. */
function medianOver(
  ask: AskNumbers,
  check: Expectation,
  isMore: boolean,
  window: Pick<Window, 'over' | 'from' | 'to'>,
): number {
  const numbers = ask(check.worlds, [{ series: seriesOf(check)[0]!, ...window }, 'failure']);
  const failure = numbers.of(1);
  const worst = isMore ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const sorted = numbers
    .of(0)
    .map((x, w) => (failure[w]! >= 0 && failure[w]! < window.to ? worst : x))
    .sort();
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)]!, sorted[Math.ceil(half)]!];
  return Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : Number.NaN;
}

const total = (values: Float64Array, first: number, last: number): number =>
  values.slice(first, last + 1).reduce((a, b) => a + b, 0);

/** The series by month that a check reads; none for a measure of the world as a whole. */
function seriesOf({ measure: name, of }: Expectation): string[] {
  if (of !== null) return [creditorSeries(of, name)];
  if (Object.hasOwn(WORLD, name)) return [];
  return [Object.hasOwn(MONTHLY, name) ? name : lineSeries(name)];
}

/** Whether more of it is better: a line of revenue, or a measure of the company that says so. */
function isMoreBetter({ measure: name, of }: Expectation, revenue: ReadonlyMap<string, unknown>): boolean {
  if (of !== null) return false;
  return Object.hasOwn(MONTHLY, name) ? MONTHLY[name as MonthlyName].better === 'more' : revenue.has(name);
}

/** Flows add up over months; the lines of a scenario, and what a creditor is due and paid, are flows. */
function isFlow(name: string, of: string | null): boolean {
  if (of !== null) return name === 'due' || name === 'paid';
  return !Object.hasOwn(MONTHLY, name) || MONTHLY[name as MonthlyName].kind === 'flow';
}

function valuesOf(result: Case, name: string, of: string | null): Float64Array {
  if (of !== null) return result.creditors.get(of)![name as CreditorName];
  return Object.hasOwn(MONTHLY, name) ? result.byMonth[name as MonthlyName] : result.lines.get(name)!;
}

/**
 * Whether the bounds hold. What does not occur is later than any month, and more than any number: a company that never runs
 * out of cash keeps every promise of runway.
 */
function holds({ atLeast, atMost }: Expectation, found: Exclude<Found, 'outside'>): boolean {
  const value = found === null ? Number.POSITIVE_INFINITY : 'number' in found ? found.number : found.month;
  const number = (bound: Bound): number => bound.number ?? bound.month!;
  return (atLeast === null || value >= number(atLeast)) && (atMost === null || value <= number(atMost));
}

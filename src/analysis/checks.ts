import type { Case, SamplerName, Worlds } from '../engine/answers.ts';
import type { Numbers, NumberWanted, WorldRange } from '../engine/ask.ts';
import { isBalance, measureOf, measureText } from '../scenario/figure.ts';
import { isWorldName } from '../scenario/measure-names.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';
import { rankOf } from './difference.ts';
import {
  inEachWorld,
  isOutside,
  monthsOf,
  numbersOf,
  overWorlds,
  seriesOf,
  summed,
  type Value,
  valueInCase,
} from './measure.ts';

/** What a check's measure came to; or its months lie outside the horizon, or half of the worlds had failed before them. */
export type Found = Value | 'outside' | 'failed';

export interface CheckResult {
  readonly check: Expectation;
  /** How its worlds were drawn; null for the base case. */
  readonly sampler: SamplerName | null;
  readonly found: Found;
  /** Null where nobody can tell: its months lie outside the horizon. */
  readonly holds: boolean | null;
}

/** A run of many worlds that checks ask for. */
export interface RunAsked {
  readonly worlds: WorldRange;
  readonly series: readonly string[];
  /** Numbers of each world, for what no summary tells: the least, the most and the mean of several months. */
  readonly numbers: readonly NumberWanted[];
}

/** What came of it. `numbers` is null where none were asked for. */
export interface RunDone {
  readonly worlds: Worlds;
  readonly numbers: Numbers | null;
}

/** The runs of many worlds that a scenario's checks ask for: those that ask for as many worlds are held to the same run. */
export function worldsAsked(scenario: Scenario, seed: number, sampler: SamplerName): RunAsked[] {
  const all = [...scenario.checks.values()].filter((check) => !isOutside(scenario, check));
  const counts = new Set([...scenario.checks.values()].map(({ worlds }) => worlds).filter((count) => count > 0));
  return [...counts].map((count) => {
    const own = all.filter(({ worlds }) => worlds === count);
    const series = own.filter(({ over }) => over === 'plain').flatMap((check) => seriesOf(check) ?? []);
    const numbers = own.filter(({ over }) => over !== 'plain').flatMap((check) => numbersOf(scenario, check));
    return { worlds: { first: 0, count, seed, sampler }, series: [...new Set(series)], numbers };
  });
}

/** Holds a scenario to its own checks: the base case, or as many worlds as a check asks for, of the runs that `worldsAsked` asks. */
export function runChecks(scenario: Scenario, result: Case, runs: readonly RunDone[] = []): CheckResult[] {
  /** By run, how many of its numbers the checks before this one have read. */
  const read = new Map<RunDone, number>();
  return [...scenario.checks.values()].map((check) => {
    const run = runs.find(({ worlds }) => worlds.count === check.worlds);
    if (check.worlds > 0 && run === undefined) throw new Error(`${check.worlds} worlds were not run`);
    const sampler = run === undefined ? null : run.worlds.sampler;
    if (isOutside(scenario, check)) return { check, sampler, found: 'outside', holds: null };
    if (run === undefined) {
      const found = valueInCase(scenario, result, check);
      return { check, sampler, found, holds: isWithin(check, rankOf(found)) };
    }
    const at = read.get(run) ?? 0;
    const found = check.over === 'plain' ? inSummary(scenario, run.worlds, check) : median(scenario, check, run, at);
    if (check.over !== 'plain') read.set(run, at + numbersOf(scenario, check).length);
    return { check, sampler, found, holds: found !== 'failed' && isWithin(check, rankOf(found)) };
  });
}

/** Over worlds: the share that survive or are default alive; else the median, or the mean of a flow over several months. */
function inSummary(scenario: Scenario, worlds: Worlds, check: Expectation): Value | 'failed' {
  const { measure, of } = check;
  const { first, last } = monthsOf(scenario, check);
  if (of === null && isWorldName(measure)) {
    const found = overWorlds(measure, worlds, last);
    if (typeof found === 'number') return { number: found };
    if (found.p50 === null) return null;
    return measureOf(scenario, check).unit === 'month' ? { month: scenario.start + found.p50 } : { number: found.p50 };
  }
  const { p50, mean } = worlds.byMonth.get(seriesOf(check)!)!;
  // Medians of months do not add up to that of their sum; means do.
  const isSingle = first === last || isBalance(measure, of);
  const number = isSingle ? p50[last]! : summed(mean.subarray(first, last + 1), 'sum');
  return Number.isNaN(number) ? 'failed' : { number };
}

/** The median of what the months of each world come to. */
function median(scenario: Scenario, check: Expectation, { numbers }: RunDone, at: number): Value | 'failed' {
  const sorted = inEachWorld(scenario, check, numbers!, at).sort();
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)]!, sorted[Math.ceil(middle)]!];
  return Number.isFinite(low) && Number.isFinite(high) ? { number: (low + high) / 2 } : 'failed';
}

/**
 * Whether a number, or a month by the calendar, is within the bounds. What does not occur is later than any month, and more than any
 * number: a company that never runs out of cash keeps every promise of runway.
 */
export function isWithin({ atLeast, atMost }: Pick<Expectation, 'atLeast' | 'atMost'>, value: number): boolean {
  const number = (bound: Bound): number => bound.number ?? bound.month!;
  return (atLeast === null || value >= number(atLeast)) && (atMost === null || value <= number(atMost));
}

/** A check of a balance over several months, which is taken at the last alone, and how to ask for every month. */
export function lastMonthOnly(scenario: Scenario): { readonly where: string; readonly message: string }[] {
  const ranged = [...scenario.checks.values()].filter(
    ({ measure, of, over, from, to }) => over === 'plain' && from !== to && isBalance(measure, of),
  );
  return ranged.map((check) => {
    const every = [
      ...(check.atLeast === null ? [] : [measureText({ ...check, over: 'min' })]),
      ...(check.atMost === null ? [] : [measureText({ ...check, over: 'max' })]),
    ];
    const way = every.length === 0 ? '' : `; ${every.join(' and ')} asks for every month`;
    return { where: `checks.${check.name}`, message: `of several months a balance is taken at the last alone${way}` };
  });
}

import type { Case, SamplerName, Worlds } from '../engine/answers.ts';
import type { Numbers, NumberWanted, WorldRange } from '../engine/ask.ts';
import { isBalance, measureOf } from '../scenario/figure.ts';
import { isWorldName } from '../scenario/measure-names.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';
import { rankOf } from './difference.ts';
import {
  asksOutside,
  inEachWorld,
  type MeasureValue,
  monthsOf,
  numbersOf,
  seriesFor,
  summed,
  typicalOverWorlds,
  valueInCase,
} from './measure.ts';

/**
 * What a check's measure came to; or its months lie outside the horizon, or half of the worlds had failed before them.
 */
export type CheckFound = MeasureValue | 'outside' | 'failed';

export interface CheckResult {
  readonly check: Expectation;
  /** How its worlds were drawn; null for the base case. */
  readonly sampler: SamplerName | null;
  readonly found: CheckFound;
  /** Null where nobody can tell: its months lie outside the horizon. */
  readonly holds: boolean | null;
}

/**
 * The runs of many worlds that a scenario's checks ask for: those that ask for as many worlds are held to the same run.
 */
export function worldsAsked(
  { checks }: Scenario,
  seed: number,
  sampler: SamplerName,
): { readonly worlds: WorldRange; readonly series: readonly string[] }[] {
  const all = [...checks.values()];
  const counts = new Set(all.map(({ worlds }) => worlds).filter((count) => count > 0));
  return [...counts].map((count) => {
    const plain = all.filter(({ worlds, over }) => worlds === count && over === 'plain');
    const series = new Set(plain.flatMap((check) => seriesFor(check) ?? []));
    return { worlds: { first: 0, count, seed, sampler }, series: [...series] };
  });
}

/** Numbers of each of so many worlds, those of the runs that `worldsAsked` gives. */
export type AskNumbers = (worlds: number, numbers: readonly NumberWanted[]) => Numbers;

/**
 * Holds a scenario to its own checks: the base case, or as many worlds as a check asks for, of the runs that
 * `worldsAsked` gives. What is the least, the most or the mean of some months is asked for apart.
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
    const sampler = many === undefined ? null : many.sampler;
    if (asksOutside(scenario, check)) return { check, sampler, found: 'outside', holds: null };
    const found = many === undefined ? valueInCase(scenario, result, check) : overMany(scenario, many, check, ask);
    return { check, sampler, found, holds: found !== 'failed' && isWithin(check, rankOf(found)) };
  });
}

/**
 * Over worlds: the share that survive or are default alive, the mean of months alive; else the median, or the mean of a
 * flow over several months.
 */
function overMany(
  scenario: Scenario,
  worlds: Worlds,
  check: Expectation,
  ask: AskNumbers | null,
): MeasureValue | 'failed' {
  const { measure, of } = check;
  const { first, last } = monthsOf(scenario, check);
  if (of === null && isWorldName(measure)) {
    const found = typicalOverWorlds(measure, worlds, last);
    if (found === null) return null;
    return measureOf(scenario, check).unit === 'month' ? { month: scenario.start + found } : { number: found };
  }
  if (check.over !== 'plain') return median(scenario, check, ask!);
  const { p50, mean } = worlds.byMonth.get(seriesFor(check)!)!;
  // Medians of months do not add up to that of their sum; means do.
  const isSingle = first === last || isBalance(measure, of);
  const number = isSingle ? p50[last]! : summed(mean.subarray(first, last + 1), 'sum');
  return Number.isNaN(number) ? 'failed' : { number };
}

/** The median of what the months of each world come to. */
function median(scenario: Scenario, check: Expectation, ask: AskNumbers): MeasureValue | 'failed' {
  const numbers = ask(check.worlds, numbersOf(scenario, check));
  const sorted = inEachWorld(scenario, check, numbers).sort();
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)]!, sorted[Math.ceil(middle)]!];
  return Number.isFinite(low) && Number.isFinite(high) ? { number: (low + high) / 2 } : 'failed';
}

/**
 * Whether a number, or a month by the calendar, is within the bounds. What does not occur is later than any month, and
 * more than any number: a company that never runs out of cash keeps every promise of runway.
 */
export function isWithin({ atLeast, atMost }: Pick<Expectation, 'atLeast' | 'atMost'>, value: number): boolean {
  const number = (bound: Bound): number => bound.number ?? bound.month!;
  return (atLeast === null || value >= number(atLeast)) && (atMost === null || value <= number(atMost));
}

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
 * Value of a check's measure; `outside`: its months lie outside the horizon; `failed`: at least half of the worlds (or
 * the base case) failed before them.
 */
export type CheckFound = MeasureValue | 'outside' | 'failed';

export interface CheckResult {
  readonly check: Expectation;
  /** How the check's worlds were drawn; null for the base case. */
  readonly sampler: SamplerName | null;
  readonly found: CheckFound;
  /** Null where the months of the check lie outside the horizon: it neither holds nor fails. */
  readonly holds: boolean | null;
}

/** The runs of many worlds that a scenario's checks need. Checks that ask for the same number of worlds share a run. */
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

/** Asks the engine for numbers of each world, in the run of so many worlds that `worldsAsked` lists. */
export type AskNumbers = (worlds: number, numbers: readonly NumberWanted[]) => Numbers;

/**
 * Evaluates a scenario's own checks, in the base case or over as many worlds as a check asks for. `runs` answer
 * `worldsAsked`; `ask` is needed for checks of a minimum, maximum or mean over months. Throws where a run is missing.
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
 * Value of a check's measure over worlds: the share of worlds for survival and default alive, the mean for months alive
 * and for a flow summed over several months, the median for all else.
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
  // The sum of monthly medians is not the median of the sum; for means the two agree.
  const isSingle = first === last || isBalance(measure, of);
  const number = isSingle ? p50[last]! : summed(mean.subarray(first, last + 1), 'sum');
  return Number.isNaN(number) ? 'failed' : { number };
}

/** Median over the worlds of the figure, which is one number a world. */
function median(scenario: Scenario, check: Expectation, ask: AskNumbers): MeasureValue | 'failed' {
  const numbers = ask(check.worlds, numbersOf(scenario, check));
  const sorted = inEachWorld(scenario, check, numbers).sort();
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)]!, sorted[Math.ceil(middle)]!];
  return Number.isFinite(low) && Number.isFinite(high) ? { number: (low + high) / 2 } : 'failed';
}

/**
 * Whether a number, or a calendar month, is within the bounds. A value that does not occur is infinite: a company that
 * never runs out of cash keeps every promise of runway.
 */
export function isWithin({ atLeast, atMost }: Pick<Expectation, 'atLeast' | 'atMost'>, value: number): boolean {
  const number = (bound: Bound): number => bound.number ?? bound.month!;
  return (atLeast === null || value >= number(atLeast)) && (atMost === null || value <= number(atMost));
}

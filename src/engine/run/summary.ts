/** Sums up worlds: from counts, sums and percentiles to spreads, shares and causes. */

import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import { OPENING_NAMES } from '../month/opening.ts';
import { openingFinal } from '../month/outcome.ts';
import type { SpreadFinal, WorldRange } from './asked.ts';
import type { Counts } from './counts.ts';
import {
  type Cause,
  type Endings,
  type Failing,
  type MonthSpread,
  PERCENTILES,
  type Spread,
  type SpreadSeries,
  type Worlds,
} from './spread.ts';
import { standingWarnings, tallyWarnings } from './warnings.ts';

/**
 * What is known of a range of worlds: counts, and by column a sum and percentiles. Columns are the months of each of
 * `series`, then of each of `means`, then `spreads`.
 */
export interface Known {
  readonly model: Model;
  /** The worlds that were run: `count` may be less than was asked for. */
  readonly range: WorldRange;
  readonly counts: Counts;
  /** Series by month. */
  readonly series: readonly string[];
  /** Series by month of which the mean alone is known. */
  readonly means: readonly string[];
  /** Finals. */
  readonly spreads: readonly SpreadFinal[];
  /** The sum of a column; of a month of a series, over the worlds that live. */
  sum(column: number): number;
  /** The percentiles of a column, in the order of `PERCENTILES`; infinite among worlds in which it does not occur. */
  percentiles(column: number): ArrayLike<number>;
}

/** Sums up how worlds end. */
export function endingsOf(known: Known): Endings {
  const { model, range, counts } = known;
  const { first, count, seed, sampler = 'random' } = range;
  const { failure } = counts.months;
  const alive = livingBefore(failure, count);
  return {
    first,
    count,
    seed,
    sampler,
    byMonth: new Map(known.series.map((name, i) => [name, seriesSpread(known, i, alive)])),
    means: new Map(known.means.map((name, i) => [name, meansOf(known, known.series.length + i, alive)])),
    alive,
    survival: survivalOf(counts, count),
    failing: failure.map((n) => n / count),
    openingCash: finalSpread(known, 'open cash'),
    causes: causesOf(model, counts),
    ends: { failure: Float64Array.from(counts.ends.failure), cause: Float64Array.from(counts.ends.cause) },
  };
}

/** Sums up all that is known of worlds. */
export function summarise(known: Known, settings: Settings): Worlds {
  const { model, counts } = known;
  const { count } = known.range;
  return {
    ...endingsOf(known),
    measures: measuresOver(counts, count, (name) => finalSpread(known, name)),
    opening: Object.fromEntries(
      OPENING_NAMES.map((name) => [name, finalSpread(known, openingFinal(name))]),
    ) as unknown as Worlds['opening'],
    warnings: [...standingWarnings(model, settings), ...tallyWarnings(model, counts.tallies, count)],
  };
}

/** The measures of `count` worlds, from their counts, and the spreads of numbers that are no month. */
export function measuresOver(
  { months, alive }: Counts,
  count: number,
  spread: (name: 'runway' | 'runwayNow' | 'monthsAlive' | 'low') => Spread,
): Worlds['measures'] {
  return {
    zeroCash: monthSpread(months.zeroCash, count),
    firstUnpaid: monthSpread(months.firstUnpaid, count),
    runway: spread('runway'),
    runwayNow: spread('runwayNow'),
    failure: monthSpread(months.failure, count),
    monthsAlive: spread('monthsAlive'),
    low: { cash: spread('low'), month: monthSpread(months.lowMonth, count) },
    insolvent: monthSpread(months.insolvent, count),
    breakEven: monthSpread(months.breakEven, count),
    defaultAlive: alive / count,
  };
}

/** By month, the share of worlds that have not failed by its end, from 0 to 1. */
export function survivalOf({ months: { failure } }: Counts, count: number): Float64Array {
  return livingBefore(failure, count).map((n, t) => (n - failure[t]!) / count);
}

/** By month, how many worlds have not failed in an earlier one. */
function livingBefore(failure: Float64Array, count: number): Float64Array {
  let alive = count;
  return failure.map((n) => {
    const before = alive;
    alive -= n;
    return before;
  });
}

const total = (counts: Float64Array): number => counts.reduce((a, b) => a + b, 0);

/** The spread of a month; `counts` has by t how many of `worlds` worlds have it. */
function monthSpread(counts: Float64Array, worlds: number): MonthSpread {
  const by = (percent: number): number | null => monthBy(counts, worlds, percent);
  return { p5: by(5), p25: by(25), p50: by(50), p75: by(75), p95: by(95), never: (worlds - total(counts)) / worlds };
}

/** The first t by which at least `percent` percent of `worlds` worlds are counted; null where so many never are. */
function monthBy(counts: Float64Array, worlds: number, percent: number): number | null {
  let sum = 0;
  const at = counts.findIndex((n) => {
    sum += n;
    return sum * 100 >= percent * worlds;
  });
  return at === -1 ? null : at;
}

/** The spread of a final; a percentile that falls among worlds in which it does not occur is null. */
function finalSpread(known: Known, name: SpreadFinal): Spread {
  const { series, means, spreads, range, model } = known;
  const column = (series.length + means.length) * model.scenario.months + spreads.indexOf(name);
  return spreadFrom(known.sum(column) / range.count, known.percentiles(column));
}

/** A spread, with null in place of what is not finite. */
export function spreadFrom(mean: number, found: ArrayLike<number>): Spread {
  const finite = (x: number): number | null => (Number.isFinite(x) ? x + 0 : null);
  const percentiles = PERCENTILES.map((percent, i) => [`p${percent}`, finite(found[i]!)]);
  return { mean: finite(mean), ...Object.fromEntries(percentiles) };
}

/** The number, or NaN where it is infinite, for it falls among worlds that have failed. */
const ofTheLiving = (x: number): number => (Number.isFinite(x) ? x + 0 : Number.NaN);

/** The spread of series number `index`; `alive` is `Endings.alive`. */
function seriesSpread(known: Known, index: number, alive: Float64Array): SpreadSeries {
  const spread = Object.fromEntries(PERCENTILES.map((p) => [`p${p}`, new Float64Array(alive.length)]));
  for (let t = 0; t < alive.length; t++) {
    const found = known.percentiles(index * alive.length + t);
    PERCENTILES.forEach((p, i) => {
      spread[`p${p}`]![t] = ofTheLiving(found[i]!);
    });
  }
  return { mean: meansOf(known, index, alive), ...spread } as unknown as SpreadSeries;
}

const meansOf = (known: Known, index: number, alive: Float64Array): Float64Array =>
  alive.map((n, t) => ofTheLiving(known.sum(index * alive.length + t) / n));

/** The causes that end a world, the commonest first. */
export function causesOf(model: Model, { months, failures, examples }: Counts): Cause[] {
  const all = total(months.failure);
  const causes = model.month.causes.map((cause, i): Cause => {
    const byMonth = failures[i]!;
    const count = total(byMonth);
    const share = count / all;
    return {
      cause,
      share,
      count,
      medianT: monthBy(byMonth, count, 50) ?? 0,
      examples: examplesOf(byMonth, examples[i]!),
    };
  });
  return causes.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

/** `Cause.examples`, from failures of a cause by month, and the first world of each month. */
function examplesOf(failures: Float64Array, firsts: Float64Array): Failing[] {
  const count = total(failures);
  if (count === 0) return [];
  const months = new Set(PERCENTILES.map((percent) => monthBy(failures, count, percent)!));
  return [...months].map((t) => ({ world: firsts[t]!, t }));
}

/** From worlds to spreads: percentiles, shares and causes. */

import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import { OPENING_FINALS, OPENING_NAMES } from '../month/opening.ts';
import type { Counts } from './counts.ts';
import type { Kept, WorldsRequest } from './kept.ts';
import {
  type Cause,
  type Endings,
  type Failing,
  type MonthSpread,
  PERCENTILES,
  type Percentile,
  type Spread,
  type SpreadSeries,
  type Worlds,
} from './spread.ts';
import { leverWarnings, tallyWarnings } from './warnings.ts';

/** Sums up how worlds end; `request.count` of them. */
export function endingsOf(model: Model, request: WorldsRequest, kept: Kept): Endings {
  const { first, count, seed, sampler = 'random', series } = request;
  const { months } = model.scenario;
  const { failure } = kept.counts.months;
  let alive = count;
  return {
    first,
    count,
    seed,
    sampler,
    byMonth: new Map(series.map((name, i) => [name, seriesSpread(kept, i, months)])),
    survival: failure.map((n) => {
      alive -= n;
      return alive / count;
    }),
    failing: failure.map((n) => n / count),
    openingCash: toSpread(kept.finalSpread('openCash')),
    causes: causesOf(model, kept.counts),
  };
}

/** Sums up what was kept of a range of worlds; `request.count` of them. */
export function summarise(model: Model, settings: Settings, request: WorldsRequest, kept: Kept): Worlds {
  const { count } = request;
  const { counts } = kept;
  const { failure } = counts.months;
  return {
    ...endingsOf(model, request, kept),
    measures: {
      zeroCash: monthSpread(counts.months.zeroCash, count),
      runway: toSpread(kept.finalSpread('runway')),
      runwayNow: toSpread(kept.finalSpread('runwayNow')),
      failure: monthSpread(failure, count),
      low: { cash: toSpread(kept.finalSpread('low')), month: monthSpread(counts.months.lowMonth, count) },
      insolvent: monthSpread(counts.months.insolvent, count),
      breakEven: monthSpread(counts.months.breakEven, count),
      defaultAlive: counts.alive / count,
    },
    opening: Object.fromEntries(
      OPENING_NAMES.map((name) => [name, toSpread(kept.finalSpread(OPENING_FINALS[name]))]),
    ) as unknown as Worlds['opening'],
    warnings: [...leverWarnings(model, settings), ...tallyWarnings(model, counts.tallies, count)],
  };
}

const total = (counts: Float64Array): number => counts.reduce((a, b) => a + b, 0);

/** Of so many worlds, counted by month, the first month by which at least that share has it. */
function monthSpread(counts: Float64Array, worlds: number): MonthSpread {
  const by = (percent: number): number | null => monthBy(counts, worlds, percent);
  return { p5: by(5), p25: by(25), p50: by(50), p75: by(75), p95: by(95), never: (worlds - total(counts)) / worlds };
}

/** The first month by which at least `percent` of `worlds` are counted; null where never so many are. */
function monthBy(counts: Float64Array, worlds: number, percent: number): number | null {
  let sum = 0;
  const at = counts.findIndex((n) => {
    sum += n;
    return sum * 100 >= percent * worlds;
  });
  return at === -1 ? null : at;
}

/** A mean and percentiles by name; those that fall where it does not occur are infinite, and become null. */
function toSpread(found: ArrayLike<number>): Spread {
  const known = (x: number): number | null => (Number.isFinite(x) ? x + 0 : null);
  const spread: Record<'mean' | Percentile, number | null> = {
    mean: known(found[0]!),
    p5: 0,
    p25: 0,
    p50: 0,
    p75: 0,
    p95: 0,
  };
  PERCENTILES.forEach((percent, i) => {
    spread[`p${percent}`] = known(found[i + 1]!);
  });
  return spread;
}

function seriesSpread(kept: Pick<Kept, 'seriesSpread'>, index: number, months: number): SpreadSeries {
  const series = Object.fromEntries(
    ['mean', ...PERCENTILES.map((p) => `p${p}`)].map((name) => [name, new Float64Array(months)]),
  );
  for (let t = 0; t < months; t++) {
    const found = kept.seriesSpread(index, t);
    series.mean![t] = found[0]! + 0;
    PERCENTILES.forEach((p, i) => {
      series[`p${p}`]![t] = found[i + 1]! + 0;
    });
  }
  return series as unknown as SpreadSeries;
}

/** Causes by how often they end a world. */
function causesOf(model: Model, { months, failures, examples }: Counts): Cause[] {
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

/** Worlds from early to late failures, of those counted by month, and the first of each month. */
function examplesOf(failures: Float64Array, firsts: Float64Array): Failing[] {
  const count = total(failures);
  if (count === 0) return [];
  const months = new Set(PERCENTILES.map((percent) => monthBy(failures, count, percent)!));
  return [...months].map((t) => ({ world: firsts[t]!, t }));
}

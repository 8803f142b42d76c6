/** From worlds to spreads: percentiles, shares and causes. */

import { mean, percentiles } from '../numeric/select.ts';
import type { Settings } from '../scenario/override.ts';
import type { Kept, WorldsRequest } from './kept.ts';
import type { Model } from './model.ts';
import type { FinalName } from './outcome.ts';
import {
  type Cause,
  type Failing,
  type MonthSpread,
  PERCENTILES,
  type Percentile,
  type Spread,
  type SpreadSeries,
  type Worlds,
} from './spread.ts';
import { leverWarnings, tallyWarnings } from './warnings.ts';

/** Sums up what was kept of a range of worlds. */
export function summarise(model: Model, settings: Settings, request: WorldsRequest, kept: Kept): Worlds {
  const { first, count, seed, sampler = 'random', series } = request;
  const { months } = model.scenario;
  const final = (name: FinalName): Float64Array => kept.finals.get(name)!;
  const failure = final('failure');
  const failures = countByMonth(failure, months);
  let alive = count;
  return {
    first,
    count,
    seed,
    sampler,
    byMonth: new Map(series.map((name, i) => [name, seriesSpread(kept, i, months)])),
    survival: Float64Array.from(failures, (n) => {
      alive -= n;
      return alive / count;
    }),
    failing: Float64Array.from(failures, (n) => n / count),
    measures: {
      zeroCash: monthSpread(final('zeroCash'), months),
      runway: toSpread(kept.finalSpread('runway')),
      runwayNow: toSpread(kept.finalSpread('runwayNow')),
      failure: monthSpread(failure, months),
      low: { cash: toSpread(kept.finalSpread('low')), month: monthSpread(final('lowMonth'), months) },
      insolvent: monthSpread(final('insolvent'), months),
      breakEven: monthSpread(
        final('breakEven').map((t, w) => (failure[w]! < 0 ? t : -1)),
        months,
      ),
      defaultAlive: kept.alive.reduce((sum, x) => sum + x, 0) / count,
    },
    causes: causesOf(model, first, failure, final('cause')),
    opening: openingSpreads(model, final),
    warnings: [...leverWarnings(model, settings), ...tallyWarnings(model, kept.tallies, count)],
  };
}

/** How many worlds have their month in each month; those that never have it (-1) in none. */
function countByMonth(t: Float64Array, months: number): Int32Array {
  const counts = new Int32Array(months);
  for (let w = 0; w < t.length; w++) if (t[w]! >= 0) counts[t[w]!]!++;
  return counts;
}

/** The first month by which at least that share of worlds has it. */
function monthSpread(t: Float64Array, months: number): MonthSpread {
  const counts = countByMonth(t, months);
  const happened = counts.reduce((a, b) => a + b, 0);
  const by = (percent: number): number | null => monthBy(counts, t.length, percent);
  return { p5: by(5), p25: by(25), p50: by(50), p75: by(75), p95: by(95), never: (t.length - happened) / t.length };
}

/** The first month by which at least `percent` of `total` are counted; null where never so many are. */
function monthBy(counts: Int32Array, total: number, percent: number): number | null {
  let sum = 0;
  const at = counts.findIndex((n) => {
    sum += n;
    return sum * 100 >= percent * total;
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

const spreadOf = (values: Float64Array): Spread => toSpread([mean(values), ...percentiles(values, PERCENTILES)]);

function seriesSpread(kept: Kept, index: number, months: number): SpreadSeries {
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
function causesOf(model: Model, first: number, failure: Float64Array, cause: Float64Array): Cause[] {
  const failures = failure.reduce((n, t) => n + (t >= 0 ? 1 : 0), 0);
  const causes = model.month.causes.map((name, i): Cause => {
    const own = failure.map((t, w) => (cause[w] === i ? t : -1));
    const counts = countByMonth(own, model.scenario.months);
    const count = counts.reduce((a, b) => a + b, 0);
    const examples = count === 0 ? [] : examplesOf(first, own, counts, count);
    return { cause: name, share: count / failures, count, medianT: monthBy(counts, count, 50) ?? 0, examples };
  });
  return causes.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

/** Worlds from early to late failures, of those counted by month. */
function examplesOf(first: number, failure: Float64Array, counts: Int32Array, count: number): Failing[] {
  const months = new Set(PERCENTILES.map((percent) => monthBy(counts, count, percent)!));
  return [...months].map((t) => ({ world: first + failure.indexOf(t), t }));
}

function openingSpreads(model: Model, final: (name: FinalName) => Float64Array): Worlds['opening'] {
  const [cash, receivable, due_later] = [final('openCash'), final('openReceivable'), final('openDueLater')];
  const [overdue, debt] = [final('openOverdue'), final('openDebt')];
  const owed = due_later.map((x, w) => x + overdue[w]! + debt[w]!);
  const equity = cash.map((x, w) => x + receivable[w]! + model.scenario.assets - owed[w]!);
  const values = { cash, receivable, due_later, overdue, debt, owed, equity };
  return Object.fromEntries(
    Object.entries(values).map(([name, of]) => [name, spreadOf(of)]),
  ) as unknown as Worlds['opening'];
}

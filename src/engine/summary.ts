/** From worlds to spreads: percentiles, shares and causes. */

import { mean, newScratch, percentiles, type Scratch } from '../numeric/select.ts';
import type { Settings } from '../scenario/override.ts';
import type { Kept, WorldsRequest } from './kept.ts';
import type { Model } from './model.ts';
import type { FinalName } from './outcome.ts';
import {
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
  const scratch = newScratch(count);
  const spread = (name: FinalName) => spreadOf(final(name));
  return {
    first,
    count,
    seed,
    sampler,
    byMonth: new Map(
      series.map((name, i) => [name, seriesSpread(kept.series[i]!, months, kept.stride, count, scratch)]),
    ),
    survival: Float64Array.from(failures, (n) => {
      alive -= n;
      return alive / count;
    }),
    failing: Float64Array.from(failures, (n) => n / count),
    measures: {
      zeroCash: monthSpread(final('zeroCash'), months),
      runway: spreadOf(withNever(final('runway'))),
      runwayNow: spreadOf(withNever(final('runwayNow'))),
      failure: monthSpread(failure, months),
      low: { cash: spread('low'), month: monthSpread(final('lowMonth'), months) },
      insolvent: monthSpread(final('insolvent'), months),
      breakEven: monthSpread(
        final('breakEven').map((t, w) => (failure[w]! < 0 ? t : -1)),
        months,
      ),
      defaultAlive: kept.alive.reduce((sum, x) => sum + x, 0) / count,
    },
    causes: causesOf(model, failure, final('cause')),
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

/** What does not occur (-1) counts as more than any number. */
const withNever = (values: Float64Array): Float64Array => values.map((x) => (x < 0 ? Number.POSITIVE_INFINITY : x));

function spreadOf(values: Float64Array): Spread {
  const found = percentiles(values, PERCENTILES);
  const known = (x: number): number | null => (Number.isFinite(x) ? x + 0 : null);
  const spread: Record<'mean' | Percentile, number | null> = {
    mean: known(mean(values)),
    p5: 0,
    p25: 0,
    p50: 0,
    p75: 0,
    p95: 0,
  };
  PERCENTILES.forEach((percent, i) => {
    spread[`p${percent}`] = known(found[i]!);
  });
  return spread;
}

function seriesSpread(
  values: Float64Array,
  months: number,
  stride: number,
  worlds: number,
  scratch: Scratch,
): SpreadSeries {
  const series = Object.fromEntries(
    ['mean', ...PERCENTILES.map((p) => `p${p}`)].map((name) => [name, new Float64Array(months)]),
  );
  for (let t = 0; t < months; t++) {
    const column = values.subarray(t * stride, t * stride + worlds);
    series.mean![t] = mean(column) + 0;
    percentiles(column, PERCENTILES, scratch).forEach((x, i) => {
      series[`p${PERCENTILES[i]!}`]![t] = x + 0;
    });
  }
  return series as unknown as SpreadSeries;
}

/** Causes by how often they end a world. */
function causesOf(model: Model, failure: Float64Array, cause: Float64Array): Worlds['causes'] {
  const failures = failure.reduce((n, t) => n + (t >= 0 ? 1 : 0), 0);
  const causes = model.month.causes.map((name, i) => {
    const counts = countByMonth(
      failure.map((t, w) => (cause[w] === i ? t : -1)),
      model.scenario.months,
    );
    const count = counts.reduce((a, b) => a + b, 0);
    return { cause: name, share: count / failures, count, medianT: monthBy(counts, count, 50) ?? 0 };
  });
  return causes.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
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

import type { MonthSpread, Percentile, Spread, SpreadSeries, Worlds } from '../../src/engine/run/spread.ts';
import { PERCENTILES } from '../../src/engine/run/spread.ts';

const NEVER: MonthSpread = { p5: null, p25: null, p50: null, p75: null, p95: null, never: 1 };

/** A spread with the same number in every world; null: none in any. */
export const everywhere = (value: number | null): Spread => ({
  mean: value,
  p5: value,
  p25: value,
  p50: value,
  p75: value,
  p95: value,
});

/** A spread of these percentiles, p5 to p95, and this mean. */
export const spread = (percentiles: readonly (number | null)[], mean: number | null = percentiles[2]!): Spread =>
  ({ mean, ...byPercentile((i) => percentiles[i]!) }) as Spread;

/** A spread of months, p5 to p95 as t; `never` is the share of worlds without the event. */
export const monthSpread = (percentiles: readonly (number | null)[], never = 0): MonthSpread =>
  ({ ...byPercentile((i) => percentiles[i]!), never }) as MonthSpread;

/** A series whose i-th percentile is `factors[i]` times the values, and whose mean is the values. */
export const fan = (values: readonly number[], factors: readonly number[] = [1, 1, 1, 1, 1]): SpreadSeries =>
  ({
    mean: Float64Array.from(values),
    ...byPercentile((i) => Float64Array.from(values, (v) => v * factors[i]!)),
  }) as SpreadSeries;

function byPercentile<T>(value: (i: number) => T): Record<Percentile, T> {
  return Object.fromEntries(PERCENTILES.map((p, i) => [`p${p}`, value(i)])) as Record<Percentile, T>;
}

interface Parts
  extends Partial<
    Omit<Worlds, 'byMonth' | 'means' | 'alive' | 'survival' | 'failing' | 'measures' | 'opening' | 'openingCash'>
  > {
  readonly byMonth?: Readonly<Record<string, SpreadSeries>>;
  readonly failing?: readonly number[];
  readonly measures?: Partial<Worlds['measures']>;
  readonly opening?: Partial<Worlds['opening']>;
}

/**
 * A thousand worlds of `months` months: amounts that are not given are 0, events that are not given do not occur, and
 * survival follows from `failing`.
 */
export function someWorlds(months: number, { byMonth, failing, measures, opening, ...rest }: Parts = {}): Worlds {
  const zeros = Array<number>(months).fill(0);
  const fails = failing ?? zeros;
  const count = rest.count ?? 1000;
  let alive = count;
  const living: number[] = [];
  return {
    first: 0,
    count,
    seed: 1,
    sampler: 'random',
    byMonth: new Map(Object.entries({ cash: fan(zeros), overdue: fan(zeros), owed: fan(zeros), ...byMonth })),
    means: new Map(),
    survival: Float64Array.from(fails, (share) => {
      living.push(alive);
      alive -= Math.round(share * count);
      return alive / count;
    }),
    alive: Float64Array.from(living),
    failing: Float64Array.from(fails),
    openingCash: opening?.cash ?? everywhere(0),
    measures: {
      zeroCash: NEVER,
      firstUnpaid: NEVER,
      monthsAlive: everywhere(null),
      runway: everywhere(null),
      runwayNow: everywhere(null),
      failure: NEVER,
      low: { cash: everywhere(0), month: monthSpread([0, 0, 0, 0, 0]) },
      insolvent: NEVER,
      breakEven: NEVER,
      defaultAlive: 0,
      ...measures,
    },
    causes: [],
    ends: { failure: new Float64Array(0), cause: new Float64Array(0) },
    opening: {
      cash: everywhere(0),
      receivable: everywhere(0),
      prepaid: everywhere(0),
      assets: everywhere(0),
      deferred_income: everywhere(0),
      due_later: everywhere(0),
      overdue: everywhere(0),
      debt: everywhere(0),
      owed: everywhere(0),
      equity: everywhere(0),
      ...opening,
    },
    warnings: [],
    ...rest,
  };
}

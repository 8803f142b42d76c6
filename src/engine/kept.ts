import type { FinalName } from './outcome.ts';

/** How worlds are drawn: independently, or as the points of a scrambled Sobol' sequence. The first is the default. */
export const SAMPLERS = ['random', 'sobol'] as const;
export type SamplerName = (typeof SAMPLERS)[number];

export interface WorldsRequest {
  /** Worlds `first` to `first + count - 1`: any range gives what the whole run gives for it. */
  readonly first: number;
  readonly count: number;
  readonly seed: number;
  /** `random` where none is given. */
  readonly sampler?: SamplerName;
  /** Series by month that are kept. */
  readonly series: readonly string[];
}

/** What is kept of a range of worlds. */
export interface Kept {
  readonly finals: ReadonlyMap<FinalName, Float64Array>;
  /** Mean and percentiles of a series in a month. */
  seriesSpread(series: number, month: number): ArrayLike<number>;
  /** The same of a final that is not a month. */
  finalSpread(name: SpreadFinal): ArrayLike<number>;
  readonly tallies: Float64Array;
  /** By world, 1 where it lives without later funding. */
  readonly alive: Float64Array;
}

/** Finals that are amounts or lengths of time. */
export const SPREAD_FINALS = ['runway', 'runwayNow', 'low'] as const satisfies readonly FinalName[];
export type SpreadFinal = (typeof SPREAD_FINALS)[number];

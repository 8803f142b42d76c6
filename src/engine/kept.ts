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
  /** By series, month × stride + world. */
  readonly series: readonly Float64Array[];
  readonly stride: number;
  readonly finals: ReadonlyMap<FinalName, Float64Array>;
  readonly tallies: Float64Array;
  /** By world, 1 where it lives without later funding. */
  readonly alive: Uint8Array;
}

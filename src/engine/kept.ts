import type { FinalName } from './outcome.ts';

export interface WorldsRequest {
  /** Worlds `first` to `first + count - 1`: any range gives what the whole run gives for it. */
  readonly first: number;
  readonly count: number;
  readonly seed: number;
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

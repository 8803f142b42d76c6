import type { SamplerName } from '../draws/sampler.ts';
import { OPENING_FINALS, type OpeningName } from '../month/opening.ts';
import type { Counts } from './counts.ts';

export interface WorldsRequest {
  /** Worlds `first` to `first + count - 1`: any range gives what the whole run gives for it. */
  readonly first: number;
  readonly count: number;
  readonly seed: number;
  /** `random` where none is given. */
  readonly sampler?: SamplerName;
  /** Series by month of which mean and percentiles are wanted. */
  readonly series: readonly string[];
}

export interface EndingsRequest extends WorldsRequest {
  /** Series by month of which the mean alone is wanted. */
  readonly means?: readonly string[];
}

/** What is kept of a range of worlds: what is counted, and by column a mean and percentiles. */
export interface Kept {
  readonly counts: Counts;
  /** Of a series in a month. */
  seriesSpread(series: number, month: number): ArrayLike<number>;
  /** Of a final that is not a month. */
  finalSpread(name: SpreadFinal): ArrayLike<number>;
}

/** Finals that are amounts or lengths of time, the opening balances first. */
export type SpreadFinal = (typeof OPENING_FINALS)[OpeningName] | 'runway' | 'runwayNow' | 'low';
export const SPREAD_FINALS: readonly SpreadFinal[] = [...Object.values(OPENING_FINALS), 'runway', 'runwayNow', 'low'];

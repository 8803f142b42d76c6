/**
 * The weighted interval score of what happened against percentiles that were told before: how far it lay from the
 * median, how wide the bands were, and how far outside of them it fell. The less the better; in the unit of the figure.
 * J. Bracher, E. Ray, T. Gneiting, N. Reich, PLoS Comput. Biol. 17 (2021).
 */
import type { Percentile } from '../engine/answers.ts';

/** The numbers told before, none of them above the next. */
export type ToldBands = Readonly<Record<Percentile, number>>;

/** The score and its three parts, which sum to it. */
export interface IntervalScore {
  readonly total: number;
  /** For the width of the bands: what they cost even where all is inside. */
  readonly width: number;
  /** For what was told too low: what happened lay above. */
  readonly tooLow: number;
  /** For what was told too high: what happened lay below. */
  readonly tooHigh: number;
}

/** The central bands: between which percentiles each lies, and α, the share that it leaves outside. */
const BANDS = [
  { low: 'p25', high: 'p75', alpha: 0.5 },
  { low: 'p5', high: 'p95', alpha: 0.1 },
] as const;
/** The weight of the median's distance; that of a band is α/2. */
const MEDIAN_WEIGHT = 0.5;

/** Where what happened lies among the bands; a bound belongs to the band inside of it. */
export const WHERE = ['below p5', 'p5 to p25', 'p25 to p75', 'p75 to p95', 'above p95'] as const;
export type Where = (typeof WHERE)[number];

export function intervalScore(told: ToldBands, actual: number): IntervalScore {
  const off = actual - told.p50;
  let width = 0;
  let tooLow = off > 0 ? MEDIAN_WEIGHT * off : 0;
  let tooHigh = off < 0 ? -MEDIAN_WEIGHT * off : 0;
  for (const { low, high, alpha } of BANDS) {
    width += (alpha / 2) * (told[high] - told[low]);
    // The weight α/2 and the interval score's 2/α for what falls outside cancel.
    tooLow += Math.max(0, actual - told[high]);
    tooHigh += Math.max(0, told[low] - actual);
  }
  const parts = BANDS.length + MEDIAN_WEIGHT;
  [width, tooLow, tooHigh] = [width / parts, tooLow / parts, tooHigh / parts];
  return { total: width + tooLow + tooHigh, width, tooLow, tooHigh };
}

/** What differs by rounding alone, over the size of the numbers, is on the bound. */
const ROUNDING = 1e-9;

export function whereIn(told: ToldBands, actual: number): Where {
  const room = ROUNDING * Math.max(Math.abs(actual), Math.abs(told.p5), Math.abs(told.p95));
  if (actual < told.p5 - room) return 'below p5';
  if (actual < told.p25 - room) return 'p5 to p25';
  if (actual <= told.p75 + room) return 'p25 to p75';
  return actual <= told.p95 + room ? 'p75 to p95' : 'above p95';
}

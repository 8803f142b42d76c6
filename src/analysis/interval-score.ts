/**
 * The weighted interval score of an actual against forecast percentiles, in the unit of the figure; smaller is better.
 * It adds up the distance from the median, the widths of the bands, and how far the actual lies outside of them. J.
 * Bracher, E. Ray, T. Gneiting, N. Reich, PLoS Comput. Biol. 17 (2021).
 */
import type { Percentile } from '../engine/answers.ts';

/** The forecast percentiles, each at least the one before. */
export type ForecastBands = Readonly<Record<Percentile, number>>;

/** The score and its three parts, which sum to it; all from 0 up. */
export interface IntervalScore {
  readonly total: number;
  /** For the widths of the bands, even where the actual lies inside of all. */
  readonly width: number;
  /** For a forecast that was too low: the actual lies above. */
  readonly tooLow: number;
  /** For a forecast that was too high: the actual lies below. */
  readonly tooHigh: number;
}

/** The central bands: the percentiles at both ends, and α, the probability outside of the band. */
const BANDS = [
  { low: 'p25', high: 'p75', alpha: 0.5 },
  { low: 'p5', high: 'p95', alpha: 0.1 },
] as const;
/** Weight of the distance from the median; that of a band is α/2. */
const MEDIAN_WEIGHT = 0.5;

/** Where the actual lies among the bands; a value on the bound of a band lies in the band. */
export const WHERE = ['below p5', 'p5 to p25', 'p25 to p75', 'p75 to p95', 'above p95'] as const;
export type Where = (typeof WHERE)[number];

/** Scores one actual against the percentiles that were forecast for it, both in the same unit. */
export function intervalScore(told: ForecastBands, actual: number): IntervalScore {
  const off = actual - told.p50;
  let width = 0;
  let tooLow = off > 0 ? MEDIAN_WEIGHT * off : 0;
  let tooHigh = off < 0 ? -MEDIAN_WEIGHT * off : 0;
  for (const { low, high, alpha } of BANDS) {
    width += (alpha / 2) * (told[high] - told[low]);
    // A band weighs α/2, and the interval score charges 2/α per unit outside of the band: the two cancel.
    tooLow += Math.max(0, actual - told[high]);
    tooHigh += Math.max(0, told[low] - actual);
  }
  const parts = BANDS.length + MEDIAN_WEIGHT;
  [width, tooLow, tooHigh] = [width / parts, tooLow / parts, tooHigh / parts];
  return { total: width + tooLow + tooHigh, width, tooLow, tooHigh };
}

/** Tolerance for rounding, relative to the size of the numbers: an actual so near to a bound lies on it. */
const ROUNDING = 1e-9;

/** The band that the actual lies in, bounds and rounding errors included. */
export function whereIn(told: ForecastBands, actual: number): Where {
  const room = ROUNDING * Math.max(Math.abs(actual), Math.abs(told.p5), Math.abs(told.p95));
  if (actual < told.p5 - room) return 'below p5';
  if (actual < told.p25 - room) return 'p5 to p25';
  if (actual <= told.p75 + room) return 'p25 to p75';
  return actual <= told.p95 + room ? 'p75 to p95' : 'above p95';
}

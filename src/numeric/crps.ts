/**
 * Scores of a forecast, given as equally likely outcomes, against what happened. Smaller is better; 0 says that all
 * outcomes are what happened.
 */
import { sumOf } from './sum.ts';

/**
 * The continuous ranked probability score, in the unit of the values: the integral over x of (F(x) - [x >= observed])²,
 * F(x) being the share of the values that are at most x. Of one value it is the absolute error. Computed as E|X - y| -
 * E|X - X'| / 2 with y what was observed, X and X' independent outcomes: T. Gneiting and A. E. Raftery, J. Am. Stat.
 * Assoc. 102 (2007) 359–378, equation 20. Throws a RangeError where there is no value, or a number is not finite.
 */
export function crps(values: Float64Array, observed: number): number {
  const n = values.length;
  if (n === 0 || !Number.isFinite(observed)) throw new RangeError(`no score of ${n} values against ${observed}`);
  const sorted = values.slice().sort();
  if (!(Number.isFinite(sorted[0]) && Number.isFinite(sorted[n - 1]))) throw new RangeError('a value is not finite');
  const errors = sumOf(sorted.map((value) => Math.abs(value - observed))) / n;
  // The sum over pairs i < j of x[j] - x[i] counts the i-th value, from 0, 2i - n + 1 times.
  const apart = sumOf(sorted.map((value, i) => value * (2 * i - n + 1))) / (n * n);
  return Math.max(0, errors - apart);
}

/** What is known of when something happened, as months t from 0: not before `from`, and no later than `to`. */
export interface KnownMonth {
  readonly from: number;
  /** Infinite where it may never have happened. */
  readonly to: number;
}

/**
 * The score of a forecast of the month in which something happens, in months: the sum over the months t of the horizon,
 * from 0, of (share of outcomes in which it happened by t - [it had happened by t])². Months of which it is not known
 * whether it had happened are left out. `months` has for each outcome the month t, infinite for never. Throws a
 * RangeError where there is no outcome, or `from` is after `to`.
 */
export function monthScore(months: Float64Array, horizon: number, { from, to }: KnownMonth): number {
  if (months.length === 0 || !(from <= to)) throw new RangeError(`no score of ${months.length} from ${from} to ${to}`);
  let score = 0;
  for (let t = 0; t < horizon; t++) {
    if (t >= from && t < to) continue;
    const share = months.reduce((count, month) => count + Number(month <= t), 0) / months.length;
    score += (share - Number(t >= to)) ** 2;
  }
  return score;
}

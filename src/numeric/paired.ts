/** Differences between two measurements of the same things, as of worlds under two plans. */
import { normalQuantile } from './normal.ts';
import { sumOf } from './sum.ts';

/** A mean and its interval, low and high; null where there is one pair alone, which tells nothing of the spread. */
export interface PairedMean {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * The mean of `values[i] - base[i]`, and the interval of mean ± z standard errors of those differences at a confidence
 * between 0 and 1. The two of a pair may be correlated; the pairs must be drawn independently. Throws a RangeError
 * unless both have the same length, above 0.
 */
export function pairedMean(values: Float64Array, base: Float64Array, confidence = 0.95): PairedMean {
  const n = values.length;
  if (n === 0 || n !== base.length) throw new RangeError(`no pairs: ${n} and ${base.length}`);
  const differences = values.map((value, i) => value - base[i]!);
  const mean = sumOf(differences) / n;
  if (n === 1) return { mean, interval: null };
  const squares = differences.map((difference) => (difference - mean) ** 2);
  const reach = scoreOf(confidence) * Math.sqrt(sumOf(squares) / (n - 1) / n);
  return { mean, interval: [mean - reach, mean + reach] };
}

/**
 * The interval of a difference between two shares of the same `total` things, of which `gained` count under the second
 * condition alone and `lost` under the first alone: the normal approximation after half a thing is added to each of the
 * four cells. It is of use also where nothing differs, and says then how much may have gone unseen. A. Agresti and Y.
 * Min, Statistics in Medicine 24 (2005) 729–740, "Wald+2". Throws a RangeError unless both counts are from 0 and their
 * sum is at most the total, which is above 0.
 */
export function pairedShareInterval(
  gained: number,
  lost: number,
  total: number,
  confidence = 0.95,
): [low: number, high: number] {
  if (!(total > 0 && gained >= 0 && lost >= 0 && gained + lost <= total))
    throw new RangeError(`no pairs: ${gained} gained and ${lost} lost of ${total}`);
  const n = total + 2;
  const change = gained - lost;
  const reach = (scoreOf(confidence) * Math.sqrt(gained + lost + 1 - (change * change) / n)) / n;
  return [Math.max(-1, change / n - reach), Math.min(1, change / n + reach)];
}

/** The standard normal quantile z with that probability between -z and z. */
function scoreOf(confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`a confidence is between 0 and 1, and ${confidence} is not`);
  return normalQuantile(0.5 + confidence / 2);
}

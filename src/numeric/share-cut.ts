/** Even shares of a range that a sample says, by which values are told apart. */

/** Most values that have a share of their own: they have the first shares. */
export const MOST_COMMON = 2;

/** A value that a sample holds more than once, and the share in which it would be among the others. */
interface Common {
  readonly value: number;
  readonly share: number;
}

/** Shares: a value's is its distance from `low` times `scale`, at most `last`, and after those of common values. */
export interface Cut {
  readonly low: number;
  readonly scale: number;
  readonly last: number;
  /** Rising; the i-th has the share i. */
  readonly common: readonly Common[];
}

/** Added to a number from 0 to 2^31, it leaves the nearest whole number in the lower half of the bits. */
export const ROUNDER = 2 ** 52;

/** Shares by a sorted sample. Where it has no range, or one that overflows, all values but common ones are in one. */
export function cutBy(sample: Float64Array, last: number): Cut {
  let [from, to] = [0, sample.length - 1];
  while (from < to && sample[from] === -Infinity) from++;
  while (to > from && !(sample[to]! < Infinity)) to--;
  const low = Number.isFinite(sample[from]) ? sample[from]! : 0;
  const even = last / (sample[to]! - low);
  const scale = even > 0 && even < Infinity ? even : 0;
  return {
    low,
    scale,
    last,
    common: commonIn(sample).map((value) => ({ value, share: shareOf(value, low, scale, last) })),
  };
}

/**
 * The share of a value that is not common: monotone, so a higher value is never in a lower share, whatever lies outside
 * the range.
 */
function shareOf(x: number, low: number, scale: number, last: number): number {
  const place = (x - low) * scale;
  const kept = place > 0 ? Math.min(place, last) : 0;
  return kept + ROUNDER - ROUNDER + MOST_COMMON;
}

/** The values that a sorted sample holds most often, and more than once: rising. */
function commonIn(sample: Float64Array): number[] {
  const runs: { readonly value: number; readonly length: number }[] = [];
  for (let i = 0, start = 0; i < sample.length; start = i) {
    while (i < sample.length && Object.is(sample[i], sample[start])) i++;
    if (i - start > 1) runs.push({ value: sample[start]!, length: i - start });
  }
  if (runs.length > MOST_COMMON) {
    const [, second] = runs.map(({ length }) => length).sort((a, b) => b - a);
    return runs
      .filter(({ length }) => length >= second!)
      .slice(0, MOST_COMMON)
      .map(({ value }) => value);
  }
  return runs.map(({ value }) => value);
}

/**
 * Shares: numbers from 0 that sort values into even parts of a sample's range, as buckets do in select.ts; values that
 * the sample holds often have a share to themselves.
 */

/** Most common values, which have shares 0 and 1 to themselves. */
export const MOST_COMMON = 2;

/** A value that a sample holds more than once, and the share that it would have if it were not common. */
interface CommonValue {
  readonly value: number;
  readonly share: number;
}

/** How shares are found: of a value that is not common (x - low) · scale, from 0 to `last`, plus `MOST_COMMON`. */
export interface Cut {
  readonly low: number;
  readonly scale: number;
  readonly last: number;
  /** Rising; the i-th, from 0, has share i. */
  readonly common: readonly CommonValue[];
}

/** Added to a number from 0 to 2^31, it leaves the nearest whole number in the lower 32 bits of the sum. */
export const ROUNDER = 2 ** 52;

/** Shares by a sorted sample. Where it has no range, or one that overflows, all values that are not common have one. */
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

/** The share of a value that is not common. It never falls as x rises, outside the sample's range neither. */
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

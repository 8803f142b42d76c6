/**
 * Points of low discrepancy: Sobol's sequence, scrambled after A. B. Owen, Randomly permuted (t,m,s)-nets and
 * (t,s)-sequences (1995), so that each point is uniform and the mean over 2^m of them has no bias. The scrambling is
 * hashed, after S. Laine and T. Karras, Stratified sampling for stochastic transparency, EGSR 2011, and B. Burley,
 * Practical hash-based Owen scrambling, JCGT 9 (2020), with the hash of N. Vegdahl, Building a better LK hash (2021):
 * that of 2011 ties each point's second place to its first.
 */
import { directionNumbers } from './direction-numbers.ts';
import { finish } from './murmur.ts';
import { CHUNK, philox4x32, type Stream, unit } from './philox.ts';

/** A word with its 32 bits in reverse order. */
export function reversed(x: number): number {
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}

/** Flips each bit or not, as a hash of the seed and the bits below it says (Vegdahl's). */
function flipped(x: number, seed: number): number {
  x ^= Math.imul(x, 0x3d20adea);
  x = Math.imul((x + seed) | 0, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  return x ^ Math.imul(x, 0x53a22864);
}

/** Nested uniform scrambling of a coordinate: flips each binary place or not, by the seed and the places before it. */
export const scrambled = (point: number, seed: number): number => reversed(flipped(reversed(point), seed));

/**
 * Fills `out` with the coordinates of points `first` to `first + count - 1` in the dimension with these direction
 * numbers, 32 binary places each; indices are below 2^32. From one index to the next its last ones and the zero before
 * them change, so that one exclusive or leads from point to point.
 */
export function fillPoints(out: Int32Array, numbers: Int32Array, first: number, count: number): void {
  // By the number of leading zeros of the one bit that the next index gains: what to combine to reach the next point.
  const steps = new Int32Array(33);
  let point = 0;
  let sum = 0;
  for (let k = 0; k < 32; k++) {
    if ((first >>> k) & 1) point ^= numbers[k]!;
    sum ^= numbers[k]!;
    steps[31 - k] = sum;
  }
  for (let i = 0; i < count; i++) {
    out[i] = point;
    const next = (first + i + 1) | 0;
    point ^= steps[Math.clz32(next & -next)]!;
  }
}

/**
 * Fills out[offset], out[offset + 1], … with one number for each of `worlds` worlds from `firstWorld` on. A world's
 * number does not depend on the range.
 */
export type FillRange = (out: Float64Array, offset: number, firstWorld: number, worlds: number) => void;

const points = new Int32Array(CHUNK);

/**
 * Prepares uniform numbers, 0 < u < 1, of 52 binary places: world i has the coordinate of point i in the dimension,
 * scrambled by the stream and the month. The places after the 32nd are a hash of those before it.
 */
export function sobolUniforms(dimension: number, stream: Stream, month: number): FillRange {
  // The direction numbers are reversed once, here, instead of point by point.
  const numbers = directionNumbers(dimension).map(reversed);
  const [seed, later] = scramblingSeeds(stream, month);
  return (out, offset, firstWorld, worlds) => {
    for (let done = 0; done < worlds; done += CHUNK) {
      const n = Math.min(CHUNK, worlds - done);
      fillPoints(points, numbers, firstWorld + done, n);
      for (let i = 0; i < n; i++) {
        const high = reversed(flipped(points[i]!, seed));
        out[offset + done + i] = unit(finish(high ^ later), high);
      }
    }
  };
}

/** Two words of the stream that no draw reads, for draws have 0 in the last word of the counter. */
function scramblingSeeds({ key0, key1 }: Stream, month: number): [number, number] {
  const block = Int32Array.of(0, month, 0, 1);
  philox4x32(block, key0, key1);
  return [block[0]!, block[1]!];
}

/** Numbers put in bins of about equal count; equal numbers are in the same bin. */
export interface Bins {
  readonly count: number;
  /** By number its bin, from 0: a greater number is in the same bin or a later one. */
  readonly of: Int32Array;
  /** How many numbers are in each bin: none is empty. */
  readonly sizes: Float64Array;
}

/**
 * Puts numbers in about `most` bins. A value that occurs often enough to fill a bin has one to itself, so that values
 * beside it that are rare are not lost in it. Bins do not depend on the order of the numbers. Throws a RangeError where
 * there is no number.
 */
export function equalCountBins(x: Float64Array, most: number): Bins {
  const n = x.length;
  if (n === 0) throw new RangeError('no numbers to put in bins');
  const sorted = x.slice().sort();
  const edges: number[] = [];
  let [begun, isFull] = [0, false];
  for (let start = 0, end: number; start < n; start = end) {
    end = start + 1;
    while (end < n && sorted[end] === sorted[start]) end++;
    const isEnough = (end - start) * most >= n && end - start > 1;
    const isPast = Math.floor((start * most) / n) > Math.floor((begun * most) / n);
    if (start > 0 && (isFull || isEnough || isPast)) {
      // A bin begins with its edge, so that numbers equal to it are together.
      edges.push(sorted[start]!);
      begun = start;
    }
    isFull = isEnough;
  }
  const of = Int32Array.from(x, (value) => edgesUpTo(edges, value));
  const sizes = new Float64Array(edges.length + 1);
  for (const bin of of) sizes[bin] = sizes[bin]! + 1;
  return { count: sizes.length, of, sizes };
}

/** How many edges are at most `value`. */
function edgesUpTo(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The mean of `values` in each bin. */
export function binMeans({ of, sizes }: Bins, values: Float64Array): Float64Array {
  const sums = new Float64Array(sizes.length);
  for (let i = 0; i < of.length; i++) sums[of[i]!] = sums[of[i]!]! + values[i]!;
  return sums.map((sum, bin) => sum / sizes[bin]!);
}

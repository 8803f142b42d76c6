/**
 * Sums and means whose bits depend on the values and their order alone. Blocks of `SUM_BLOCK` values are summed in
 * pairs, and the sums of blocks exactly: they come out the same however the blocks are shared out, in whatever order.
 */

/** Values of a block: they are summed in pairs, with rounding, and the sums of blocks are added exactly. */
export const SUM_BLOCK = 1024;

/**
 * A sum of numbers that is rounded once, at the end, whatever their order: numbers whose bits do not overlap stand for
 * it (J. R. Shewchuk, Discrete & Computational Geometry 18, 1997). It is infinite once a sum on the way overflows.
 */
export class ExactSum {
  /** Numbers that do not overlap, from small to large, whose exact sum is that of all finite numbers added. */
  private parts: number[] = [];
  /** The sum of the numbers that are not finite; 0 where there is none. */
  private endless = 0;

  add(x: number): void {
    if (!Number.isFinite(x)) {
      this.endless += x;
      return;
    }
    const { parts } = this;
    let kept = 0;
    let rest = x;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const sum = rest + part;
      if (!Number.isFinite(sum)) {
        this.endless += sum;
        return;
      }
      const lost = Math.abs(rest) < Math.abs(part) ? rest - (sum - part) : part - (sum - rest);
      if (lost !== 0) parts[kept++] = lost;
      rest = sum;
    }
    parts[kept] = rest;
    while (parts.length > kept + 1) parts.pop();
  }

  /** Numbers whose exact sum is this sum: added to another, they add all that was added to this one. */
  terms(): number[] {
    return this.endless === 0 ? [...this.parts] : [...this.parts, this.endless];
  }

  /** The sum, rounded to the nearest double, and of two equally near to the even one. */
  value(): number {
    if (this.endless !== 0) return this.endless;
    let i = this.parts.length - 1;
    let sum = this.parts[i] ?? 0;
    let lost = 0;
    while (i > 0 && lost === 0) {
      const before = sum;
      const part = this.parts[--i]!;
      sum = before + part;
      lost = part - (sum - before);
    }
    // What was rounded away may be just half a unit in the last place: then the next part says on which side of it.
    if (i > 0 && lost !== 0 && Math.sign(lost) === Math.sign(this.parts[i - 1]!)) {
      const twice = 2 * lost;
      if (sum + twice - sum === twice) sum += twice;
    }
    return sum;
  }
}

/** The mean. NaN where there is no value. */
export const mean = (values: Float64Array): number => sumOf(values) / values.length;

/** The sum, by blocks of `SUM_BLOCK`. */
export const sumOf = (values: Float64Array): number => blockSum(values, pairwise);

/** The sum with 0 in place of values that are not finite. */
export const sumOfFinite = (values: Float64Array): number => blockSum(values, pairwiseOfFinite);

function blockSum(values: Float64Array, sum: (values: Float64Array) => number): number {
  if (values.length <= SUM_BLOCK) return sum(values);
  const all = new ExactSum();
  for (let at = 0; at < values.length; at += SUM_BLOCK) all.add(sum(values.subarray(at, at + SUM_BLOCK)));
  return all.value();
}

/** Most values that are summed without being halved. */
export const LEAF = 128;

/**
 * The sum of at most a block, by halves of halves, down to at most `LEAF` values, which are summed in eight interleaved
 * parts (N. J. Higham, SIAM J. Sci. Comput. 14, 1993: the error grows with the logarithm of n).
 */
export const pairwise = (values: Float64Array): number => sum(values, 0, values.length);

/** `pairwise` with 0 in place of values that are not finite. */
export function pairwiseOfFinite(values: Float64Array): number {
  const all = pairwise(values);
  return Number.isFinite(all) ? all : pairwise(values.map((x) => (Number.isFinite(x) ? x : 0)));
}

function sum(x: Float64Array, start: number, end: number): number {
  const n = end - start;
  if (n > LEAF) {
    const middle = start + ((n >>> 1) & ~7);
    return sum(x, start, middle) + sum(x, middle, end);
  }
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  let i = start;
  for (; i + 8 <= end; i += 8) {
    a += x[i]!;
    b += x[i + 1]!;
    c += x[i + 2]!;
    d += x[i + 3]!;
    e += x[i + 4]!;
    f += x[i + 5]!;
    g += x[i + 6]!;
    h += x[i + 7]!;
  }
  for (; i < end; i++) a += x[i]!;
  return a + b + (c + d) + (e + f + (g + h));
}

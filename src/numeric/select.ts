/**
 * Order statistics and percentiles without sorting. One pass counts values by buckets; only the few buckets that hold a
 * wanted rank are looked into, by finer buckets. The buckets of the first pass are even parts of the range of a sample;
 * later ones go by the high bits of a whole number that has the order of the doubles, then by its next bits (radix
 * selection: Knuth, The Art of Computer Programming 3, 5.2.5 and 5.3.3), so no column takes more than a few passes. The
 * answers are exactly those of sorting: -∞ first, -0 before 0, ∞ last.
 */
import { HIGH, LOW } from './double.ts';

const MAX_BUCKETS = 4096;
/** Up to this many values are sorted, which is quicker than counting them. */
const FEW = 48;

/** Work arrays to select from columns of at most `size` values; any number of columns, one after the other. */
export interface SelectScratch {
  readonly size: number;
  /** How many values each bucket has; all 0 between calls. */
  readonly counts: Int32Array;
  /** The bucket of each value. */
  readonly buckets: Uint16Array;
  /** The values of buckets that are still looked into: each pass reads one of the two and writes the other. */
  readonly values: readonly [Float64Array, Float64Array];
}

export const newScratch = (size: number): SelectScratch => ({
  size,
  counts: new Int32Array(MAX_BUCKETS + 3),
  buckets: new Uint16Array(size),
  values: [new Float64Array(size), new Float64Array(size)],
});

/**
 * The values of the given ranks, 0 for the lowest; ranks must rise, each once. Throws a RangeError where a value that
 * is looked at is NaN, a rank is not a whole number from 0 to n - 1, or the scratch is too small.
 */
export function orderStatistics(values: Float64Array, ranks: readonly number[], scratch: SelectScratch): Float64Array {
  const n = values.length;
  ranks.forEach((rank, i) => {
    const above = i === 0 ? -1 : ranks[i - 1]!;
    if (!Number.isInteger(rank) || rank <= above || rank >= n) throw new RangeError(`no rank ${rank} of ${n} values`);
  });
  if (n > scratch.size) throw new RangeError(`scratch for ${scratch.size} values, and there are ${n}`);
  const out = new Float64Array(ranks.length);
  const whole = { index: 0, start: 0, end: n, r0: 0, r1: ranks.length, below: 0 };
  if (ranks.length > 0) select({ ranks, out, scratch }, values, whole, 0);
  return out;
}

/** How percentiles of columns of one length are interpolated between order statistics. */
export interface Interpolation {
  /** The ranks that are needed, rising. */
  readonly ranks: readonly number[];
  /** The percentiles, in the order asked for; `found` has the values of `ranks`. */
  from(found: ArrayLike<number>): Float64Array;
}

/** The interpolation for n values, of type 7 as `percentiles` says; `percents` are from 0 to 100. */
export function interpolation(n: number, percents: readonly number[]): Interpolation {
  const places = percents.map((percent) => ((n - 1) * percent) / 100);
  const ranks = [...new Set(places.flatMap((place) => [Math.floor(place), Math.ceil(place)]))].sort((a, b) => a - b);
  const parts = places.map((place) => ({
    low: ranks.indexOf(Math.floor(place)),
    high: ranks.indexOf(Math.ceil(place)),
    share: place - Math.floor(place),
  }));
  return {
    ranks,
    from: (found) => Float64Array.from(parts, ({ low, high, share }) => interpolate(found[low]!, found[high]!, share)),
  };
}

/**
 * Percentiles by linear interpolation between order statistics (type 7 of Hyndman and Fan, The American Statistician
 * 50, 1996). `percents` are from 0 to 100. A percentile that lies between a finite and an infinite value is infinite.
 * Throws a RangeError where a value is NaN or there is none.
 */
export function percentiles(
  values: Float64Array,
  percents: readonly number[],
  scratch: SelectScratch = newScratch(values.length),
): Float64Array {
  const { ranks, from } = interpolation(values.length, percents);
  return from(orderStatistics(values, ranks, scratch));
}

function interpolate(low: number, high: number, share: number): number {
  if (low === high || share === 0) return low;
  if (high === Infinity) return high;
  const width = high - low;
  return width === Infinity ? low * (1 - share) + high * share : low + width * share;
}

/** What one call looks for: `out[i]` is to be the value of rank `ranks[i]`. */
interface Search {
  readonly ranks: readonly number[];
  readonly out: Float64Array;
  readonly scratch: SelectScratch;
}

/** Values of a column that would stand side by side once sorted; they lie at `start` to `end` - 1 of an array. */
interface Bucket {
  /** Its place among the buckets of its pass. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** The wanted ranks `ranks[r0]` to `ranks[r1 - 1]` fall among them. */
  readonly r0: number;
  readonly r1: number;
  /** How many values of the column lie below these. */
  readonly below: number;
}

export const NOT_A_NUMBER = 'a value is not a number';

/**
 * Finds the wanted ranks of a bucket, whose values lie in `from`: in pass 0 the column, then the scratch arrays by
 * turns.
 */
function select(search: Search, from: Float64Array, bucket: Bucket, turn: number): void {
  const { start, end, r0, r1, below } = bucket;
  const { ranks, out, scratch } = search;
  const to = scratch.values[turn & 1]!;
  if (end - start <= FEW) {
    const few = to.subarray(0, end - start);
    few.set(from.subarray(start, end));
    few.sort();
    if (Number.isNaN(few[few.length - 1])) throw new RangeError(NOT_A_NUMBER);
    for (let r = r0; r < r1; r++) out[r] = few[ranks[r]! - below]!;
    return;
  }
  if (allEqual(from, start, end)) {
    out.fill(from[start]!, r0, r1);
    return;
  }
  const most = Math.min(MAX_BUCKETS, Math.max(64, (end - start) >>> 3));
  const { counts, buckets } = scratch;
  const used =
    turn === 0 ? spread(from, start, end, most, buckets, counts) : refine(from, start, end, most, buckets, counts);
  const wanted = locate(counts, used, search, bucket);
  take(from, start, end, buckets, counts, to);
  for (const { index } of wanted) counts[index] = 0;
  for (const found of wanted) select(search, to, found, turn + 1);
}

/** Whether all values are the same, the sign of 0 included. */
function allEqual(values: Float64Array, start: number, end: number): boolean {
  const first = values[start]!;
  for (let i = start; i < end; i++) if (values[i] !== first) return false;
  if (first !== 0) return true;
  for (let i = start; i < end; i++) if (!Object.is(values[i], first)) return false;
  return true;
}

/** About how many values of a bucket are sampled. */
const SAMPLE = 64;

/**
 * Counts values by buckets that are even parts of the range of a sample; values below it have the first bucket, those
 * above it the last. Returns how many buckets there are. Rounding is monotone, so a higher value is never in a lower
 * bucket. Throws a RangeError where a value is NaN.
 */
function spread(
  values: Float64Array,
  start: number,
  end: number,
  most: number,
  buckets: Uint16Array,
  counts: Int32Array,
): number {
  const step = Math.floor((end - start) / SAMPLE) || 1;
  let low = Infinity;
  let high = -Infinity;
  for (let i = start; i < end; i += step) {
    const x = values[i]!;
    if (x < low && x !== -Infinity) low = x;
    if (x > high && x !== Infinity) high = x;
  }
  // Where the sample has no range, or one that overflows, all in it share a bucket, which `refine` takes apart.
  const usable = high - low > 0 && high - low < Infinity && (most - 1) / (high - low) < Infinity;
  const scale = usable ? (most - 1) / (high - low) : 0;
  const last = most + 1;
  for (let i = start; i < end; i++) {
    const x = values[i]!;
    let bucket: number;
    if (x >= low && x <= high) bucket = (((x - low) * scale) | 0) + 1;
    else if (x < low) bucket = 0;
    else if (x > high) bucket = last;
    else {
      counts.fill(0);
      throw new RangeError(NOT_A_NUMBER);
    }
    buckets[i] = bucket;
    counts[bucket]!++;
  }
  return last + 1;
}

/**
 * Counts values by the high bits of a key, a signed 32-bit number that never falls as they rise: the high word of the
 * double, with the bits below the sign inverted in numbers below 0; or, where all high words are alike, the low word as
 * an unsigned number, inverted where the numbers are below 0. Returns how many buckets there are.
 */
function refine(
  values: Float64Array,
  start: number,
  end: number,
  most: number,
  buckets: Uint16Array,
  counts: Int32Array,
): number {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  let word = HIGH;
  let flip = 0x7fffffff;
  let base = 0;
  let { min, max } = keyRange(words, start, end, word, flip, base);
  if (min === max) {
    word = LOW;
    flip = 0;
    base = min < 0 ? 0x7fffffff : 0x80000000 | 0;
    ({ min, max } = keyRange(words, start, end, word, flip, base));
  }
  const span = (max - min) >>> 0;
  let shift = 0;
  while (span >>> shift >= most) shift++;
  for (let i = start; i < end; i++) {
    const w = words[2 * i + word]!;
    const bucket = ((w ^ ((w >> 31) & flip) ^ base) - min) >>> shift;
    buckets[i] = bucket;
    counts[bucket]!++;
  }
  return (span >>> shift) + 1;
}

/** The least and the greatest key. */
function keyRange(
  words: Int32Array,
  start: number,
  end: number,
  word: number,
  flip: number,
  base: number,
): { min: number; max: number } {
  let min = 0x7fffffff;
  let max = -0x80000000;
  for (let i = start; i < end; i++) {
    const w = words[2 * i + word]!;
    const key = w ^ ((w >> 31) & flip) ^ base;
    if (key < min) min = key;
    if (key > max) max = key;
  }
  return { min, max };
}

/**
 * The buckets that hold a wanted rank. Their counts become the place where their values will start, plus 1; others 0.
 */
function locate(counts: Int32Array, used: number, { ranks }: Search, whole: Bucket): Bucket[] {
  const wanted: Bucket[] = [];
  let { start, r0, below } = whole;
  for (let index = 0; index < used; index++) {
    const n = counts[index]!;
    if (n === 0) continue;
    counts[index] = 0;
    if (r0 < whole.r1 && ranks[r0]! < below + n) {
      let r1 = r0;
      while (r1 < whole.r1 && ranks[r1]! < below + n) r1++;
      wanted.push({ index, start, end: start + n, r0, r1, below });
      counts[index] = start + 1;
      start += n;
      r0 = r1;
    }
    below += n;
  }
  return wanted;
}

/** Copies the values of the wanted buckets, bucket by bucket. */
function take(
  from: Float64Array,
  start: number,
  end: number,
  buckets: Uint16Array,
  counts: Int32Array,
  to: Float64Array,
): void {
  for (let i = start; i < end; i++) {
    const place = counts[buckets[i]!]!;
    if (place === 0) continue;
    to[place - 1] = from[i]!;
    counts[buckets[i]!] = place + 1;
  }
}

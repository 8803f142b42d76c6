/**
 * Quantiles in memory that does not grow with the values: they are counted in buckets so narrow that any number of a
 * bucket stands for all of it (C. Masson, J. E. Rim and H. K. Lee, DDSketch, PVLDB 12, 2019, whose guarantee is kept
 * here). A bucket is a 512th of what lies between two powers of two, so the high bits of a double name it. Sketches of
 * parts add up to that of the whole.
 */
import { HIGH, LOW } from './double.ts';
import { interpolation, NOT_A_NUMBER, sumOfFinite } from './select.ts';

/** Bits of the fraction that name a bucket. */
const FRACTION_BITS = 9;
const BUCKETS = 2 ** FRACTION_BITS;
const LOST_BITS = 20 - FRACTION_BITS;
/** A page is what has the same sign and exponent: 12 bits. */
const PAGES = 4096;
const NEGATIVE = PAGES / 2;
const EXPONENT = 0x7ff;

/**
 * How far the sketch's answer for a rank may be from the value of that rank, over that value. Of a bucket from l to u
 * the harmonic mean is nowhere farther off than (u - l) / (u + l), at most 1 / 1025.
 */
export const RELATIVE_ERROR = 0.001;

/** How many values a bucket can count. */
export const MOST_VALUES = 2 ** 32 - 1;

const NONE = new Uint32Array(0);

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

export class Sketch {
  count = 0;
  private min = Infinity;
  private max = -Infinity;
  /** The sum of the finite values so far, as rounded. */
  private finite = 0;
  /** What rounding has taken from that sum. */
  private rest = 0;
  /** By sign and exponent, where the counts of its buckets stand in `pages`, and 0 where nothing is counted. */
  private readonly places = new Uint16Array(PAGES);
  private readonly pages: Uint32Array[] = [NONE];

  /**
   * Adds values. Infinite ones count as such, those nearer 0 than 2^-1022 as 0. Throws a RangeError where one is NaN,
   * or there are more than `MOST_VALUES`.
   */
  add(values: Float64Array): void {
    const n = values.length;
    if (n === 0) return;
    this.count = counted(this.count + n);
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * n);
    const { places, pages } = this;
    let { min, max } = this;
    for (let i = 0; i < n; i++) {
      const x = values[i]!;
      if (x < min) min = x;
      if (x > max) max = x;
      if (Number.isNaN(x)) throw new RangeError(NOT_A_NUMBER);
      const high = words[2 * i + HIGH]!;
      const name = high >>> 20;
      const page = places[name] === 0 ? this.newPage(name) : pages[places[name]!]!;
      const bucket = (high >>> LOST_BITS) & (BUCKETS - 1);
      page[bucket] = page[bucket]! + 1;
    }
    this.min = min;
    this.max = max;
    this.total(sumOfFinite(values));
  }

  /** Adds what another has counted. */
  merge(other: Sketch): void {
    this.count = counted(this.count + other.count);
    other.places.forEach((place, name) => {
      if (place === 0) return;
      const page = this.places[name] === 0 ? this.newPage(name) : this.pages[this.places[name]!]!;
      other.pages[place]!.forEach((n, i) => {
        page[i] = page[i]! + n;
      });
    });
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.total(other.finite);
    this.total(other.rest);
  }

  /**
   * The sum of the finite values, not from buckets: parts are summed in pairs, and their sums with what rounding takes.
   */
  get sumOfFinite(): number {
    return this.finite + this.rest;
  }

  /** The sum of all values. */
  get sum(): number {
    if (this.max === Infinity) return Infinity;
    return this.min === -Infinity ? -Infinity : this.sumOfFinite;
  }

  /** NaN where there is no value. */
  get mean(): number {
    return this.sum / this.count;
  }

  /**
   * The values of the given ranks, from 0, rising: each within `RELATIVE_ERROR` of the true one, never outside the
   * values, and never -0. Throws a RangeError where a rank is not there.
   */
  orderStatistics(ranks: readonly number[]): Float64Array {
    const out = new Float64Array(ranks.length);
    let below = 0;
    let r = 0;
    for (const [value, n] of this.buckets()) {
      below += n;
      for (; r < ranks.length && ranks[r]! < below; r++) out[r] = Math.max(this.min, Math.min(value, this.max)) + 0;
    }
    if (r < ranks.length) throw new RangeError(`no rank ${ranks[r]} of ${this.count} values`);
    return out;
  }

  /** Percentiles of type 7, from 0 to 100, between order statistics that are so near the true ones. */
  percentiles(percents: readonly number[]): Float64Array {
    const { ranks, from } = interpolation(this.count, percents);
    return from(this.orderStatistics(ranks));
  }

  private newPage(name: number): Uint32Array {
    const page = new Uint32Array(BUCKETS);
    this.places[name] = this.pages.push(page) - 1;
    return page;
  }

  /** Neumaier's sum (ZAMM 54, 1974). */
  private total(x: number): void {
    const sum = this.finite + x;
    if (Number.isFinite(sum))
      this.rest += Math.abs(this.finite) >= Math.abs(x) ? this.finite - sum + x : x - sum + this.finite;
    this.finite = sum;
  }

  /** The buckets that hold something, rising: the number that stands for each, and how many it holds. */
  private *buckets(): Generator<readonly [number, number]> {
    for (let page = PAGES - 1; page >= NEGATIVE; page--) {
      const counts = this.pages[this.places[page]!]!;
      for (let i = counts.length - 1; i >= 0; i--) if (counts[i]! > 0) yield [-middle(page - NEGATIVE, i), counts[i]!];
    }
    for (let page = 0; page < NEGATIVE; page++) {
      const counts = this.pages[this.places[page]!]!;
      for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) yield [middle(page, i), counts[i]!];
    }
  }
}

function counted(values: number): number {
  if (values > MOST_VALUES) throw new RangeError(`a sketch counts at most ${MOST_VALUES} values`);
  return values;
}

/** The harmonic mean of a bucket's ends; of the lowest exponent's all 0. */
function middle(exponent: number, bucket: number): number {
  if (exponent === 0) return 0;
  if (exponent === EXPONENT) return Infinity;
  halves[HIGH] = (exponent << 20) | (bucket << LOST_BITS);
  halves[LOW] = 0;
  return double[0]! * (1 + 1 / (2 * (BUCKETS + bucket) + 1));
}

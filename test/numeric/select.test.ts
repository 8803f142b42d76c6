import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newScratch, orderStatistics, percentiles } from '../../src/numeric/select.ts';
import { mean } from '../../src/numeric/sum.ts';

const scratch = newScratch(20_000);

/** The definition: sort, then interpolate. */
function bySorting(values: Float64Array, percents: readonly number[]): number[] {
  const sorted = values.slice().sort();
  return percents.map((percent) => {
    const place = ((values.length - 1) * percent) / 100;
    const low = sorted[Math.floor(place)]!;
    const high = sorted[Math.ceil(place)]!;
    const share = place - Math.floor(place);
    if (low === high || share === 0) return low;
    if (Math.abs(low) === Infinity || Math.abs(high) === Infinity) return high === Infinity ? high : low;
    return high - low === Infinity ? low * (1 - share) + high * share : low + (high - low) * share;
  });
}

const bitsOf = (values: Float64Array): BigInt64Array =>
  new BigInt64Array(values.buffer, values.byteOffset, values.length);

const ALL = [0, 1, 5, 25, 50, 75, 95, 99.9, 100];

const anything = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, Infinity, -Infinity, 1, -1, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
);
const columns = fc.oneof(
  fc.array(anything, { minLength: 1, maxLength: 400 }),
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 400 }),
  fc.array(fc.constantFrom(0, -0), { minLength: 40, maxLength: 400 }),
  // Alike in their high words, told apart by the low ones; and all over the range of doubles.
  fc.array(
    fc.integer({ min: -1000, max: 1000 }).map((i) => 1 + i * 2 ** -52),
    { minLength: 60, maxLength: 400 },
  ),
  fc.array(
    fc.integer({ min: -1000, max: 1000 }).map((i) => -1 + i * 2 ** -50),
    { minLength: 60, maxLength: 400 },
  ),
  fc.array(
    fc.double({ min: -300, max: 300, noNaN: true }).map((e) => 10 ** e),
    { minLength: 60, maxLength: 400 },
  ),
);

describe('percentiles', () => {
  test('are those of sorting, to the bit', () => {
    fc.assert(
      fc.property(columns, (column) => {
        const values = Float64Array.from(column);
        const before = bitsOf(values.slice());
        expect([...percentiles(values, ALL, scratch)]).toEqual(bySorting(values, ALL));
        expect(bitsOf(values)).toEqual(before);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test('of large columns are those of sorting', () => {
    let state = 1;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 8) / 2 ** 24;
    };
    const shapes: (() => number)[] = [
      () => next() * 30e6 - 8e6,
      () => 100 + next() * 1e-9,
      () => Math.floor(next() * 40),
      () => (next() < 0.3 ? Infinity : Math.floor(next() * 36)),
      () => (next() < 0.999 ? 7 : next()),
      () => Math.exp(next() * 1400 - 700),
      () => (next() < 0.5 ? -1 : 1) * Math.exp(next() * 80),
      () => (next() < 0.9999 ? next() : 1e300),
      () => (next() < 0.5 ? 0 : -0),
      () => 1 / Math.floor(1 + next() * 1e5),
    ];
    for (const shape of shapes) {
      for (const n of [49, 1000, 20_000]) {
        const values = Float64Array.from({ length: n }, shape);
        expect([...percentiles(values, ALL, scratch)]).toEqual(bySorting(values, ALL));
      }
    }
  });

  test('of a part of an array read that part alone, and leave the scratch as it was', () => {
    const all = Float64Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3000);
    const part = all.subarray(1000, 2000);
    expect(percentiles(part, ALL, scratch)).toEqual(percentiles(part.slice(), ALL));
    expect(scratch.counts.every((x) => x === 0)).toBe(true);
  });

  test('interpolate as type 7 does, and are infinite next to what is later than any month', () => {
    expect([...percentiles(Float64Array.of(1, 2, 3, 4), [25, 50, 90])]).toEqual([1.75, 2.5, 3.7]);
    expect([...percentiles(Float64Array.of(5), [0, 50, 100])]).toEqual([5, 5, 5]);
    expect([...percentiles(Float64Array.of(1, Infinity, 3), [50, 51])]).toEqual([3, Infinity]);
  });

  test('refuse NaN wherever it stands, and a column without values', () => {
    for (const n of [1, 40, 5000]) {
      for (const at of [0, n >> 1, n - 1]) {
        const values = Float64Array.from({ length: n }, (_, i) => (i === at ? Number.NaN : i % 7));
        expect(() => percentiles(values, [50], scratch)).toThrow(RangeError);
      }
    }
    expect(() => percentiles(new Float64Array(0), [50])).toThrow(RangeError);
    expect(() => percentiles(new Float64Array(60).fill(Number.NaN), [50])).toThrow(RangeError);
    expect(() => orderStatistics(Float64Array.of(1, 2), [1, 0], scratch)).toThrow(RangeError);
    expect(scratch.counts.every((x) => x === 0)).toBe(true);
  });
});

describe('the mean', () => {
  test('is exact where pairwise sums are, and of one value that value', () => {
    expect(mean(Float64Array.from({ length: 1001 }, (_, i) => i))).toBe(500);
    expect(mean(Float64Array.of(0.1))).toBe(0.1);
    expect(mean(Float64Array.of(1, Infinity))).toBe(Infinity);
    expect(mean(new Float64Array(0))).toBeNaN();
  });

  test('of a million tenths errs by the logarithm of n, where a running sum errs by n', () => {
    // 7 sums one after the other in a leaf of 8 parts of 16, 3 of parts, 13 of halves: below 32 roundings of half a
    // unit.
    expect(Math.abs(mean(new Float64Array(1e6).fill(0.1)) - 0.1)).toBeLessThanOrEqual(0.1 * 32 * 2 ** -53);
  });
});

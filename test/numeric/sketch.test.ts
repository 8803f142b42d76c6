import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentiles } from '../../src/numeric/select.ts';
import { RELATIVE_ERROR, Sketch } from '../../src/numeric/sketch.ts';

const sketchOf = (values: readonly number[]): Sketch => {
  const sketch = new Sketch();
  sketch.add(Float64Array.from(values));
  return sketch;
};
const everyRank = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Any double of which the guarantee holds: infinities and zeros too, but none nearer 0 than 2^-1022. */
const value = fc.oneof(
  fc.double({ noNaN: true }).filter((x) => x === 0 || Math.abs(x) >= 2 ** -1022),
  fc.double({ min: -1e7, max: 1e7, noNaN: true }).map((x) => Math.round(x * 100) / 100),
);

/** The first value that is farther from the true one than the guarantee says. */
const off = (found: Float64Array, exact: Float64Array): number =>
  found.findIndex((x, i) => x !== exact[i] && !(Math.abs(x - exact[i]!) <= RELATIVE_ERROR * Math.abs(exact[i]!)));

describe('a sketch', () => {
  test('is for every rank within its error of the sorted value: of any sign and size, zeros and infinities exactly', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (values) => {
        const sorted = Float64Array.from(values).sort();
        expect(off(sketchOf(values).orderStatistics(everyRank(values.length)), sorted)).toBe(-1);
      }),
    );
  });

  test('errs by no more at the ends of its buckets', () => {
    const ends = Array.from({ length: 1024 }, (_, i) => {
      const low = (1 + (i >> 1) / 512) * 2 ** 20;
      return i % 2 === 0 ? low : low + 2 ** 20 / 512 - 2 ** -32;
    });
    for (const x of ends) expect(off(sketchOf([0, x, 1e9]).orderStatistics([1]), Float64Array.of(x))).toBe(-1);
  });

  test('has the percentiles of a large sample within its error, and its mean to rounding', () => {
    // A skewed sample with losses: exp of a sine less a third.
    const values = Float64Array.from({ length: 100_000 }, (_, i) => 1e6 * (Math.exp(3 * Math.sin(i)) - 1 / 3));
    const percents = [0, 5, 25, 50, 75, 95, 100];
    const sketch = new Sketch();
    for (let at = 0; at < values.length; at += 7000) sketch.add(values.subarray(at, at + 7000));
    expect(off(sketch.percentiles(percents), percentiles(values, percents))).toBe(-1);
    expect(sketch.mean).toBeCloseTo(1e6 * (4.880792585865024 - 1 / 3), -4);
    expect(sketch.count).toBe(100_000);
  });

  test('of one number said over and over is exact', () => {
    const sketch = sketchOf(Array<number>(999).fill(400_000.1));
    expect([...sketch.percentiles([5, 50, 95])]).toEqual([400_000.1, 400_000.1, 400_000.1]);
  });

  test('adds up: parts merged answer as the whole does', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.array(value, { minLength: 1 }), (a, b) => {
        const [part, other] = [sketchOf(a), sketchOf(b)];
        part.merge(other);
        const ranks = everyRank(a.length + b.length);
        expect(part.orderStatistics(ranks)).toEqual(sketchOf([...a, ...b]).orderStatistics(ranks));
        expect(part.count).toBe(ranks.length);
      }),
    );
  });

  test('keeps of the mean what a plain sum would lose', () => {
    const sketch = new Sketch();
    sketch.add(Float64Array.of(1e16));
    for (let i = 0; i < 10; i++) sketch.add(Float64Array.of(1));
    sketch.add(Float64Array.of(-1e16));
    expect(sketch.mean).toBe(10 / 12);
  });

  test('has an infinite mean where a value is infinite', () => {
    const sketch = sketchOf([1, Infinity]);
    sketch.add(Float64Array.of(2));
    expect(sketch.mean).toBe(Infinity);
    const [half, all] = sketch.percentiles([50, 100]);
    expect(half).toBeCloseTo(2, 2);
    expect(all).toBe(Infinity);
  });

  test('refuses what is no number, and ranks that are not there', () => {
    expect(() => sketchOf([1, Number.NaN])).toThrow(RangeError);
    expect(() => sketchOf([1, 2]).orderStatistics([2])).toThrow(RangeError);
    expect(new Sketch().mean).toBeNaN();
  });
});

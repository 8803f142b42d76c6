import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/numeric/normal.ts';
import { wilson } from '../../src/numeric/wilson.ts';

const near = (value: number, reference: number, relative: number): void =>
  expect(Math.abs(value - reference)).toBeLessThanOrEqual(relative * Math.abs(reference));

describe('the normal distribution', () => {
  // From 50 digits; the approximations claim 16.
  test.each([
    [-10, 7.619853024160525e-24],
    [-6, 9.86587645037698e-10],
    [-3.3, 0.0004834241423837775],
    [-1, 0.15865525393145705],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [0.6, 0.7257468822499265],
    [1, 0.8413447460685429],
    [2.5, 0.9937903346742238],
    [5, 0.9999997133484281],
  ])('is at most %d with probability %d', (z, p) => near(normalCdf(z), p, 2e-15));

  test.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798407],
    [1e-6, -4.753424308822899],
    [0.001, -3.0902323061678136],
    [0.05, -1.6448536269514726],
    [0.2, -0.8416212335729142],
    [0.4, -0.2533471031357997],
    [0.7, 0.5244005127080407],
    [0.95, 1.6448536269514722],
  ])('has the %d-quantile %d', (p, z) => near(normalQuantile(p), z, 2e-15));

  test('has quantiles that undo its probabilities', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        const p = normalCdf(z);
        // An error of p moves the quantile by that over the density; near 1 a double has fewer digits for p.
        const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        const tolerance = 1e-15 * (Math.abs(z) + 1) + (z < 0 ? 4e-15 / (1 + Math.abs(z)) : 4e-16 / density);
        expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(tolerance);
      }),
      { seed: 1, numRuns: 10_000 },
    );
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect([normalCdf(-Infinity), normalCdf(-40), normalCdf(Infinity)]).toEqual([0, 0, 1]);
    expect(normalQuantile(-0.1)).toBeNaN();
  });
});

describe("Wilson's interval", () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d of %d is %d to %d', (count, total, low, high) => {
    const found = wilson(count, total);
    expect(found[0]).toBeCloseTo(low, 4);
    expect(found[1]).toBeCloseTo(high, 4);
  });

  test('holds the share, is from 0 to 1, and is the mirror of that of the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, u) => {
        const count = Math.round(u * total);
        const [low, high] = wilson(count, total, 0.9);
        expect(0 <= low && low <= count / total && count / total <= high && high <= 1).toBe(true);
        const [restLow, restHigh] = wilson(total - count, total, 0.9);
        expect(restLow).toBeCloseTo(1 - high, 12);
        expect(restHigh).toBeCloseTo(1 - low, 12);
      }),
    );
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => wilson(0, 0)).toThrow(RangeError);
  });
});

import { describe, expect, test } from 'vitest';
import { crps, monthScore } from '../../src/numeric/crps.ts';
import { normalQuantile } from '../../src/numeric/normal.ts';

/** Values that stand for a distribution: its quantiles in the middle of equal shares. */
const spread = (count: number, quantile: (share: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => quantile((i + 0.5) / count));

/** The standard normal density, and its integral by the trapezoid rule. */
const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
function below(z: number): number {
  const steps = 4000;
  const width = (z + 10) / steps;
  let sum = (density(-10) + density(z)) / 2;
  for (let i = 1; i < steps; i++) sum += density(-10 + i * width);
  return sum * width;
}

describe('the CRPS', () => {
  test('of one value is the absolute error', () => {
    expect(crps(Float64Array.of(3), 5)).toBe(2);
    expect(crps(Float64Array.of(5), 5)).toBe(0);
  });

  test('of two values, by hand: the area under (F - [x >= y])²', () => {
    // F is 1/2 from 0 to 4. Against 1: 1/4 over (0, 1), 1/4 over (1, 4).
    expect(crps(Float64Array.of(4, 0), 1)).toBeCloseTo(1, 12);
    // Against 6: 1/4 over (0, 4) and 1 over (4, 6).
    expect(crps(Float64Array.of(4, 0), 6)).toBeCloseTo(3, 12);
  });

  test('of a uniform distribution from 0 to 1 is y² - y + 1/3 within it, and 1/3 at its ends', () => {
    const uniform = spread(20_000, (share) => share);
    for (const y of [0, 0.2, 0.5, 0.9, 1]) expect(crps(uniform, y)).toBeCloseTo(y * y - y + 1 / 3, 7);
    expect(crps(uniform, 3)).toBeCloseTo(2 + 1 / 3, 7);
  });

  test.each([-2, 0, 0.7, 3])('of a normal distribution has its closed form, at %d deviations', (z) => {
    const [mean, deviation] = [100, 15];
    const values = spread(20_000, (share) => mean + deviation * normalQuantile(share));
    const closed = deviation * (z * (2 * below(z) - 1) + 2 * density(z) - 1 / Math.sqrt(Math.PI));
    expect(Math.abs(crps(values, mean + z * deviation) / closed - 1)).toBeLessThan(1e-3);
  });

  test('does not depend on the order, and scales and shifts with its unit', () => {
    const values = Float64Array.of(7, 1, 4, 4, -2, 9);
    const score = crps(values, 3);
    expect(crps(values.slice().reverse(), 3)).toBe(score);
    expect(
      crps(
        values.map((x) => 1000 * x + 50),
        3050,
      ),
    ).toBeCloseTo(1000 * score, 9);
  });

  test('has no value where a value is not a number, or there is none', () => {
    expect(() => crps(new Float64Array(), 1)).toThrow(RangeError);
    expect(() => crps(Float64Array.of(1, Number.POSITIVE_INFINITY), 1)).toThrow(RangeError);
    expect(() => crps(Float64Array.of(1), Number.NaN)).toThrow(RangeError);
  });
});

describe('the score of a month', () => {
  const never = Number.POSITIVE_INFINITY;
  // By the months 0 to 5 the shares 0, 1/4, 1/2, 1/2, 3/4, 3/4 have failed.
  const months = Float64Array.of(1, 2, 4, never);

  test('is the sum over months of (share by then - what happened)²', () => {
    expect(monthScore(months, 6, { from: 2, to: 2 })).toBeCloseTo(1 / 16 + 1 / 4 + 1 / 4 + 1 / 16 + 1 / 16, 12);
    // Never within the horizon: nothing happened in any month.
    expect(monthScore(months, 6, { from: never, to: never })).toBeCloseTo(1 / 16 + 2 / 4 + 2 * (9 / 16), 12);
  });

  test('leaves out the months of which nobody knows', () => {
    expect(monthScore(months, 6, { from: 3, to: never })).toBeCloseTo(1 / 16 + 1 / 4, 12);
    expect(monthScore(months, 6, { from: 0, to: 4 })).toBeCloseTo(2 / 16, 12);
    expect(monthScore(months, 6, { from: 0, to: never })).toBe(0);
  });

  test('of one month is how many months it is off, which is its CRPS', () => {
    expect(monthScore(Float64Array.of(2), 12, { from: 7, to: 7 })).toBe(5);
    expect(monthScore(Float64Array.of(2, 5, 9), 12, { from: 7, to: 7 })).toBeCloseTo(
      crps(Float64Array.of(2, 5, 9), 7),
      12,
    );
  });
});

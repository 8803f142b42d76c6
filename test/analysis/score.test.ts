import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ForecastBands, intervalScore, whereIn } from '../../src/analysis/interval-score.ts';
import { varianceOf } from '../../src/analysis/plan-gap.ts';

const told: ForecastBands = { p5: 10, p25: 20, p50: 30, p75: 40, p95: 60 };

describe('the weighted interval score', () => {
  // The width: 0.25 × 20 and 0.05 × 50 are 7.5; over two bands and a half that is 3.
  test.each([
    ['at the median', 30, { total: 3, width: 3, tooLow: 0, tooHigh: 0 }],
    // Half of 40 from the median, 30 above p75, 10 above p95: 60, over two and a half.
    ['above all', 70, { total: 27, width: 3, tooLow: 24, tooHigh: 0 }],
    // Half of 15 from the median, 5 below p25: 12.5.
    ['between p5 and p25', 15, { total: 8, width: 3, tooLow: 0, tooHigh: 5 }],
    // Half of 40, 30 below p25, 20 below p5: 70.
    ['below all', -10, { total: 31, width: 3, tooLow: 0, tooHigh: 28 }],
  ])('by hand, %s', (_, actual, expected) => {
    expect(intervalScore(told, actual)).toEqual(expected);
  });

  test('of a figure told without doubt is the distance', () => {
    const sure: ForecastBands = { p5: 8, p25: 8, p50: 8, p75: 8, p95: 8 };
    expect(intervalScore(sure, 13)).toEqual({ total: 5, width: 0, tooLow: 5, tooHigh: 0 });
  });

  test('is the mean pinball loss of the five percentiles, twice', () => {
    // Bracher et al. 2021, equation 3: both are one score.
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: 5, maxLength: 5 }), number, (five, actual) => {
        const [p5, p25, p50, p75, p95] = five.sort((a, b) => a - b) as [number, number, number, number, number];
        const loss = (q: number, at: number): number => (actual >= at ? q * (actual - at) : (1 - q) * (at - actual));
        const pinball =
          (2 * (loss(0.05, p5) + loss(0.25, p25) + loss(0.5, p50) + loss(0.75, p75) + loss(0.95, p95))) / 5;
        const { total, width, tooLow, tooHigh } = intervalScore({ p5, p25, p50, p75, p95 }, actual);
        expect(total).toBeCloseTo(pinball, 4);
        expect(total).toBe(width + tooLow + tooHigh);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('a bound belongs to the band inside of it', () => {
    const at = (actual: number) => whereIn(told, actual);
    expect([9, 10, 19, 20, 40, 41, 60, 61].map(at)).toEqual([
      ...['below p5', 'p5 to p25', 'p5 to p25', 'p25 to p75'],
      ...['p25 to p75', 'p75 to p95', 'p75 to p95', 'above p95'],
    ]);
    expect(whereIn({ p5: 0.3, p25: 0.3, p50: 0.3, p75: 0.3, p95: 0.3 }, 0.1 + 0.2)).toBe('p25 to p75');
  });
});

const planned = (actuals: readonly number[], plan = 100) =>
  actuals.map((actual, i) => ({ month: 24_312 + i, plan, actual }));

describe('plan against actual', () => {
  test('a gap that later months make up was timing', () => {
    expect(varianceOf(planned([80, 120, 100]), false)).toEqual({
      ...{ plan: 300, actual: 300, gap: 0, timing: 20, permanent: 0, open: 0 },
    });
  });

  test('a gap not made up within three months is permanent, a younger one open', () => {
    // 50 short in the first month, 20 of it made up three months later; the last month is 7 over.
    expect(varianceOf(planned([50, 100, 100, 120, 107]), false)).toEqual({
      ...{ plan: 500, actual: 477, gap: -23, timing: 20, permanent: -30, open: 7 },
    });
    // Four months later is too late: the 20 are a gap of their own.
    expect(varianceOf(planned([80, 100, 100, 100, 120]), false)).toMatchObject({ timing: 0, permanent: -20, open: 20 });
  });

  test('the oldest gap is made up first', () => {
    // 10 and 20 short, then 15 over: it closes the 10 and 5 of the 20.
    expect(varianceOf(planned([90, 80, 115, 100, 100, 100]), false)).toMatchObject({
      timing: 15,
      permanent: -15,
      open: 0,
    });
  });

  test('of a balance what is new in each month counts, and the last month is what it comes to', () => {
    // 10 below from the first month on: one gap, which stayed.
    expect(varianceOf(planned([90, 90, 90, 90]), true)).toEqual({
      ...{ plan: 100, actual: 90, gap: -10, timing: 0, permanent: -10, open: 0 },
    });
    // 30 below, and two months later 30 back.
    expect(varianceOf(planned([70, 70, 100]), true)).toMatchObject({ gap: 0, timing: 30, permanent: 0, open: 0 });
  });

  test('the gap is always permanent and open together', () => {
    const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(numbers, fc.boolean(), (gaps, isBalance) => {
        const { gap, permanent, open, timing } = varianceOf(planned(gaps, 0), isBalance);
        expect(permanent + open).toBeCloseTo(gap, 9);
        expect(timing).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

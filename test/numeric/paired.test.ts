import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairedMean, pairedShareInterval } from '../../src/numeric/paired.ts';

const counts = fc
  .tuple(fc.nat(500), fc.nat(500), fc.nat(500))
  .map(([gained, lost, rest]) => ({ gained, lost, total: gained + lost + rest + 1 }));

describe('the interval of a paired difference of shares', () => {
  test('is Agresti and Min’s, worked by hand on the approval of a prime minister, asked twice of 1,600 people', () => {
    // 86 came to approve, 150 ceased to: (86 - 150) / 1602 = -0.03995, and 1.96 √(237 - 64² / 1602) / 1602 = 0.01873.
    const [low, high] = pairedShareInterval(86, 150, 1600);
    expect(low).toBeCloseTo(-0.05868, 5);
    expect(high).toBeCloseTo(-0.02122, 5);
  });

  test('tells what may have gone unseen where nothing differs', () => {
    const [low, high] = pairedShareInterval(0, 0, 998);
    expect(high).toBeCloseTo(1.959964 / 1000, 8);
    expect(low).toBe(-high);
  });

  test('holds the difference that was found, and turns round with it', () => {
    fc.assert(
      fc.property(counts, ({ gained, lost, total }) => {
        const [low, high] = pairedShareInterval(gained, lost, total);
        const found = (gained - lost) / total;
        expect(low).toBeLessThanOrEqual(found);
        expect(high).toBeGreaterThanOrEqual(found);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        const [other, another] = pairedShareInterval(lost, gained, total);
        expect([-another, -other]).toEqual([low, high]);
      }),
    );
  });

  test('refuses what is no count', () => {
    for (const [gained, lost, total] of [
      [0, 0, 0],
      [-1, 0, 5],
      [3, 3, 5],
    ] as const)
      expect(() => pairedShareInterval(gained, lost, total)).toThrow(RangeError);
    expect(() => pairedShareInterval(1, 1, 5, 1)).toThrow(RangeError);
  });
});

describe('the mean of paired differences', () => {
  test('is worked by hand', () => {
    // Differences 1, 2, 3, 6: mean 3, variance (4 + 1 + 0 + 9) / 3, standard error √(14 / 3 / 4) = 1.0801.
    const { mean, interval } = pairedMean(Float64Array.of(11, 22, 33, 46), Float64Array.of(10, 20, 30, 40));
    expect(mean).toBe(3);
    expect(interval![0]).toBeCloseTo(3 - 1.959964 * 1.0801234, 6);
    expect(interval![1]).toBeCloseTo(3 + 1.959964 * 1.0801234, 6);
  });

  test('of equals is 0 without doubt, and of one pair says nothing of doubt', () => {
    expect(pairedMean(Float64Array.of(5, 7, 9), Float64Array.of(5, 7, 9))).toEqual({ mean: 0, interval: [0, 0] });
    expect(pairedMean(Float64Array.of(5), Float64Array.of(2))).toEqual({ mean: 3, interval: null });
    expect(() => pairedMean(new Float64Array(0), new Float64Array(0))).toThrow(RangeError);
    expect(() => pairedMean(new Float64Array(2), new Float64Array(3))).toThrow(RangeError);
  });
});

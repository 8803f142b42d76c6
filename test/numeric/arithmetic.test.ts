import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFunction, clamp, compareNumbers, round, truthy } from '../../src/numeric/arithmetic.ts';

describe('round', () => {
  test.each([
    [0.5, 1],
    [-0.5, -1],
    [1.5, 2],
    [2.5, 3],
    [-2.5, -3],
    [2.4999999999999996, 2],
    [0.49999999999999994, 0],
    [-0.49999999999999994, -0],
    [0, 0],
    [-0, -0],
    [1e-320, 0],
    [1e300, 1e300],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    // From 2^51 on only halves are left, from 2^52 on whole numbers alone, from 2^53 on even ones.
    [2 ** 51 + 0.5, 2 ** 51 + 1],
    [-(2 ** 51) - 0.5, -(2 ** 51) - 1],
    [2 ** 52 - 0.5, 2 ** 52],
    [2 ** 52 + 0.5, 2 ** 52],
    [2 ** 52 + 1, 2 ** 52 + 1],
    [2 ** 53 - 1, 2 ** 53 - 1],
    [2 ** 53 + 2, 2 ** 53 + 2],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ])('of %d is %d', (x, expected) => {
    expect(round(x)).toBe(expected);
  });

  test('gives a whole number at most a half away, and turns with the sign', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const whole = round(x);
        expect(Number.isInteger(whole)).toBe(true);
        expect(Math.abs(whole - x)).toBeLessThanOrEqual(0.5);
        expect(round(-x)).toBe(-whole);
        if (Math.abs(whole - x) === 0.5) expect(Math.abs(whole)).toBeGreaterThan(Math.abs(x));
      }),
    );
  });
});

describe('clamp', () => {
  test('keeps a number from low to high', () => {
    expect([-1, 0, 3, 5, 7].map((x) => clamp(x, 0, 5))).toEqual([0, 0, 3, 5, 5]);
  });

  test('gives low where low is above high', () => {
    expect([-1, 3, 7].map((x) => clamp(x, 5, 0))).toEqual([5, 5, 5]);
  });

  test('gives no number where one of them is none', () => {
    expect([clamp(Number.NaN, 0, 1), clamp(0, Number.NaN, 1), clamp(0, 0, Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

test('anything but zero is true', () => {
  expect([0, -0, 1, -1, 1e-320, Number.POSITIVE_INFINITY, Number.NaN].map(truthy)).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
});

test('comparisons are exact, and none holds of what is no number but that it differs', () => {
  const signs = ['<', '<=', '>', '>=', '==', '!='] as const;
  const all = (a: number, b: number) => signs.filter((sign) => compareNumbers(sign, a, b));
  expect(all(1, 2)).toEqual(['<', '<=', '!=']);
  expect(all(2, 2)).toEqual(['<=', '>=', '==']);
  expect(all(0, -0)).toEqual(['<=', '>=', '==']);
  expect(all(0.1 + 0.2, 0.3)).toEqual(['>', '>=', '!=']);
  expect(all(Number.NaN, 1)).toEqual(['!=']);
});

test('least and greatest of many', () => {
  const many = Array.from({ length: 500 }, (_, i) => (i * 7919) % 503);
  expect(applyFunction('min', many)).toBe(Math.min(...many));
  expect(applyFunction('max', many)).toBe(Math.max(...many));
  expect(applyFunction('min', [4])).toBe(4);
  expect(applyFunction('max', [1, Number.NaN, 3])).toBeNaN();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LAWS,
  type LawName,
  lawFault,
  lawMedian,
  lawQuantile,
  lawShareBelow,
  pertShape,
} from '../../src/numeric/laws.ts';

/** Medians in closed form, or known from elsewhere. */
const MEDIANS: readonly (readonly [LawName, readonly number[], number])[] = [
  ['normal', [7, 2], 7],
  ['normal', [-3, 0], -3],
  ['lognormal', [9, 0.4], 9],
  ['lognormal', [1e-9, 3], 1e-9],
  ['uniform', [2, 4], 3],
  ['uniform', [-1, 2], 0.5],
  ['uniform', [5, 5], 5],
  ['triangular', [0, 1, 2], 1],
  ['triangular', [0, 0, 1], 1 - Math.SQRT1_2],
  ['triangular', [0, 1, 1], Math.SQRT1_2],
  ['triangular', [0, 0.25, 1], 1 - Math.sqrt(0.375)],
  ['triangular', [-2, 4, 6], -2 + Math.sqrt(24)],
  ['triangular', [3, 3, 3], 3],
  ['pert', [0, 1, 2], 1],
  ['pert', [4, 4, 4], 4],
  // PERT(0, 0, 1) is beta(1, 5): 1 - (1 - x)^5 = 1/2; PERT(0, 1, 1) is beta(5, 1): x^5 = 1/2.
  ['pert', [0, 0, 1], 1 - 2 ** -0.2],
  ['pert', [0, 1, 1], 2 ** -0.2],
  ['pert', [10, 20, 20], 10 + 10 * 2 ** -0.2],
  // PERT(0, 1, 4) is beta(2, 4): 1 - (1 - x)^5 - 5 x (1 - x)^4 = 1/2 at x = 0.3138101704556974.
  ['pert', [0, 1, 4], 4 * 0.3138101704556974],
  ['beta', [1, 1], 0.5],
  ['beta', [2, 2], 0.5],
  ['beta', [0.5, 0.5], 0.5],
  ['beta', [0.01, 0.01], 0.5],
  ['beta', [3, 1], 2 ** (-1 / 3)],
  ['beta', [1, 3], 1 - 2 ** (-1 / 3)],
  ['beta', [0.01, 1], 2 ** -100],
  ['beta', [2, 4], 0.3138101704556974],
  // Beta(2, 3): 6 x^2 - 8 x^3 + 3 x^4 = 1/2.
  ['beta', [2, 3], 0.38572756813238945],
  ['bernoulli', [0], 0],
  ['bernoulli', [0.49999999999999994], 0],
  ['bernoulli', [0.5], 1],
  ['bernoulli', [1], 1],
  ['whole', [1, 6], 3],
  ['whole', [1, 5], 3],
  ['whole', [-3, 0], -2],
  ['whole', [-2, -1], -2],
  ['whole', [4, 4], 4],
];

describe('the median that stands for a distribution in the base case: ', () => {
  test.each(MEDIANS)('%s(%j) has %d', (law, params, median) => {
    expect(lawFault(law, params)).toBeNull();
    expect(Math.abs(lawMedian(law, params) - median)).toBeLessThanOrEqual(1e-12 * Math.abs(median));
  });

  test('known elsewhere, solves its equation', () => {
    const five = (x: number) => 1 - (1 - x) ** 5 - 5 * x * (1 - x) ** 4;
    const four = (x: number) => 6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4;
    expect(five(0.3138101704556974)).toBeCloseTo(0.5, 14);
    expect(four(0.38572756813238945)).toBeCloseTo(0.5, 14);
  });

  test('of a triangular distribution has half of the triangle below it', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(numbers, (three) => {
        const [low, mode, high] = three.sort((a, b) => a - b) as [number, number, number];
        fc.pre(high - low > 1e-3);
        const m = lawMedian('triangular', [low, mode, high]);
        expect(m).toBeGreaterThanOrEqual(low);
        expect(m).toBeLessThanOrEqual(high);
        const width = high - low;
        const below =
          m <= mode ? (m - low) ** 2 / (width * (mode - low)) : 1 - (high - m) ** 2 / (width * (high - mode));
        // m is rounded to its own size, which may be far above the width.
        expect(Math.abs(below - 0.5)).toBeLessThanOrEqual(1e-14 + (8 * Number.EPSILON * 1e6) / width);
      }),
    );
  });

  test('lies inside the bounds, and moves with them', () => {
    const bounds = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(500), fc.nat(500));
    fc.assert(
      fc.property(bounds, ([low, up, more]) => {
        const [mode, high] = [low + up, low + up + more];
        for (const law of ['triangular', 'pert'] as const) {
          const median = lawMedian(law, [low, mode, high]);
          expect(median).toBeGreaterThanOrEqual(low);
          expect(median).toBeLessThanOrEqual(high);
          expect(lawMedian(law, [low + 64, mode + 64, high + 64])).toBeCloseTo(median + 64, 9);
        }
      }),
    );
  });
});

test('PERT(low, mode, high) is a beta distribution of weight 4', () => {
  expect(pertShape(0, 1, 4)).toEqual([2, 4]);
  expect(pertShape(0, 2, 4)).toEqual([3, 3]);
  expect(pertShape(10, 10, 20)).toEqual([1, 5]);
});

describe('parameters', () => {
  test.each<[LawName, readonly number[], RegExp]>([
    ['normal', [0, -1], /deviation/],
    ['lognormal', [0, 1], /median/],
    ['lognormal', [1, -1], /sigma/],
    ['uniform', [2, 1], /order/],
    ['triangular', [0, 2, 1], /order/],
    ['triangular', [1, 0, 2], /order/],
    ['pert', [0, 2, 1], /order/],
    ['beta', [0, 1], /above 0/],
    ['beta', [1, 0], /above 0/],
    ['bernoulli', [-0.1], /from 0 to 1/],
    ['bernoulli', [1.1], /from 0 to 1/],
    ['whole', [1.5, 2], /whole/],
    ['whole', [1, 2.5], /whole/],
    ['whole', [2, 1], /order/],
  ])('%s(%j) is refused', (law, params, why) => {
    expect(lawFault(law, params)).toMatch(why);
  });

  test('of every law are refused where one is no finite number', () => {
    for (const law of Object.keys(LAWS) as LawName[]) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(lawFault(law, [bad, bad, bad]), law).toMatch(/not a finite number/);
      }
    }
  });

  test('that are allowed have a median that is finite, however large they are', () => {
    const huge: readonly (readonly [LawName, readonly number[]])[] = [
      ['uniform', [-1e308, 1e308]],
      ['triangular', [-1e308, 0, 1e308]],
      ['triangular', [0, 1e200, 1e300]],
      ['pert', [-1e308, 0, 1e308]],
      ['whole', [1e308, 1e308]],
    ];
    const infinite = huge.filter(([law, p]) => lawFault(law, p) === null && !Number.isFinite(lawMedian(law, p)));
    expect(infinite).toEqual([]);
  });

  test('of a beta distribution so large that its shape is lost are refused, or their median is right', () => {
    const median = lawFault('beta', [1e300, 2e300]) === null ? lawMedian('beta', [1e300, 2e300]) : 1 / 3;
    expect(median).toBeCloseTo(1 / 3, 9);
  });
});

describe('the share of draws that are no greater', () => {
  test.each<[LawName, number[], number, number]>([
    ['uniform', [2, 4], 2.5, 0.25],
    ['uniform', [2, 4], 1, 0],
    ['uniform', [2, 4], 4, 1],
    ['normal', [10, 2], 12, 0.8413447460685429],
    ['beta', [3, 1], 0.5, 0.125],
    ['bernoulli', [0.2], 0, 0.8],
    ['bernoulli', [0.2], 1, 1],
    ['whole', [1, 10], 3, 0.3],
    ['normal', [5, 0], 5, 1],
    ['normal', [5, 0], 4.9, 0],
  ])('of %s(%j) than %d', (law, params, x, share) => {
    expect(lawShareBelow(law, x, params)).toBeCloseTo(share, 10);
  });

  test('undoes the quantile of a continuous law', () => {
    for (const p of [0.001, 0.3, 0.5, 0.999]) {
      for (const [law, params] of [
        ['lognormal', [9, 0.4]],
        ['pert', [0, 1, 4]],
        ['triangular', [-2, 4, 6]],
      ] as const) {
        expect(lawShareBelow(law, lawQuantile(law, p, params), params), law).toBeCloseTo(p, 10);
      }
    }
  });
});

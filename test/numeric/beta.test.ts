import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaCdf, betaQuantile, logGamma } from '../../src/numeric/beta.ts';

const EPSILON = Number.EPSILON;

/** log-uniform from 0.01 to 1000, where every shape is as likely. */
const shape = fc.double({ min: -2, max: 3, noNaN: true }).map((x) => 10 ** x);
const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
/** A fraction whose complement is exact. */
const dyadic = fc.integer({ min: 1, max: 2 ** 20 - 1 }).map((n) => n / 2 ** 20);

/**
 * How far the cdf may be wrong, relative to itself. It is the exponential of a sum of logarithms, each of which may be
 * off by a few units in the last place of its own size, times a continued fraction that rounds ten times a term, some
 * 15 + 2·√max(a, b) terms (DLMF 8.17(v): O(√max(a, b))).
 */
function noise(x: number, a: number, b: number): number {
  const parts = [logGamma(a + b), logGamma(a), logGamma(b), a * Math.log(x), b * Math.log1p(-x)];
  const terms = 15 + 2 * Math.sqrt(Math.max(a, b));
  return EPSILON * (8 * parts.reduce((sum, part) => sum + Math.abs(part), 0) + 10 * terms);
}

/** The double `steps` places up or down from a positive one. */
function neighbour(x: number, steps: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0) + BigInt(steps);
  view.setBigInt64(0, bits < 0n ? 0n : bits);
  return view.getFloat64(0);
}

describe('the logarithm of the gamma function', () => {
  test('is that of factorials at whole numbers', () => {
    let factorial = 1;
    for (let n = 1; n <= 18; n++) {
      expect(Math.abs(logGamma(n) - Math.log(factorial)), `n = ${n}`).toBeLessThanOrEqual(
        1e-15 * Math.max(1, 10 * Math.log(factorial)),
      );
      factorial *= n;
    }
  });

  test('of a half is that of the root of pi', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(logGamma(1.5)).toBeCloseTo(Math.log(Math.PI) / 2 - Math.LN2, 14);
  });

  test('grows by ln x from x to x + 1', () => {
    fc.assert(
      fc.property(shape, (x) => {
        const size = Math.abs(logGamma(x + 1)) + Math.abs(logGamma(x)) + Math.abs(Math.log(x)) + 1;
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(16 * EPSILON * size);
      }),
    );
  });
});

describe('the regularised incomplete beta function', () => {
  test('is symmetric: I_x(a, b) + I_(1-x)(b, a) = 1', () => {
    fc.assert(
      fc.property(dyadic, shape, shape, (x, a, b) => {
        const sum = betaCdf(x, a, b) + betaCdf(1 - x, b, a);
        expect(Math.abs(sum - 1)).toBeLessThanOrEqual(2 * noise(x, a, b));
      }),
    );
  });

  test('is a sum of binomial probabilities where a and b are whole', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    fc.assert(
      fc.property(dyadic, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (x, a, b) => {
        const n = a + b - 1;
        let sum = 0;
        for (let j = a; j <= n; j++) sum += choose(n, j) * x ** j * (1 - x) ** (n - j);
        expect(Math.abs(betaCdf(x, a, b) - sum)).toBeLessThanOrEqual(noise(x, a, b) + 40 * EPSILON);
      }),
    );
  });

  test('is a power where one of the two is 1, and the arcsine law where both are a half', () => {
    fc.assert(
      fc.property(dyadic, shape, (x, a) => {
        expect(Math.abs(betaCdf(x, a, 1) - x ** a)).toBeLessThanOrEqual(noise(x, a, 1));
        expect(Math.abs(betaCdf(x, 1, a) - -Math.expm1(a * Math.log1p(-x)))).toBeLessThanOrEqual(noise(x, 1, a));
        const arcsine = (2 / Math.PI) * Math.asin(Math.sqrt(x));
        expect(Math.abs(betaCdf(x, 0.5, 0.5) - arcsine)).toBeLessThanOrEqual(noise(x, 0.5, 0.5));
      }),
    );
  });

  test('obeys the recurrence I_x(a, b) = I_x(a + 1, b) + x^a (1 - x)^b / (a B(a, b))', () => {
    fc.assert(
      fc.property(dyadic, shape, shape, (x, a, b) => {
        const log = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a + 1) - logGamma(b);
        const difference = betaCdf(x, a, b) - betaCdf(x, a + 1, b) - Math.exp(log);
        expect(Math.abs(difference)).toBeLessThanOrEqual(noise(x, a, b) + noise(x, a + 1, b));
      }),
    );
  });

  test('is 0 at and below 0, and 1 at and above 1', () => {
    expect([-1, 0, 1, 2].map((x) => betaCdf(x, 2, 3))).toEqual([0, 0, 1, 1]);
  });
});

describe('a quantile', () => {
  test('has its probability below it, to the neighbouring doubles', () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        const q = betaQuantile(p, a, b);
        expect(q).toBeGreaterThanOrEqual(0);
        expect(q).toBeLessThanOrEqual(1);
        const [below, above] = [neighbour(q, -4), Math.min(1, neighbour(q, 4))];
        const slack = (x: number) => (x > 0 && x < 1 ? noise(x, a, b) : EPSILON);
        expect(betaCdf(below, a, b)).toBeLessThanOrEqual(p + slack(below));
        expect(betaCdf(above, a, b)).toBeGreaterThanOrEqual(p - slack(above));
      }),
      { numRuns: 500 },
    );
  });

  test('has the closed forms where one of the two is 1', () => {
    fc.assert(
      fc.property(probability, shape, (p, a) => {
        // A relative error of the cdf is one of 1/a of it in the quantile.
        const q = p ** (1 / a);
        if (q > 1e-290 && q < 1) {
          const slack = 8 * EPSILON * (1 + Math.abs(Math.log(p)) / a) + noise(q, a, 1) / a / Math.min(p, 1 - p);
          expect(Math.abs(betaQuantile(p, a, 1) / q - 1)).toBeLessThanOrEqual(slack);
        }
      }),
    );
  });

  test('of the mirrored distribution is its complement', () => {
    fc.assert(
      fc.property(dyadic, shape, shape, (p, a, b) => {
        const [q, mirrored] = [betaQuantile(p, a, b), betaQuantile(1 - p, b, a)];
        // Either end is found by itself: what they differ by is what the cdf cannot tell apart.
        const slack = 2 * noise(Math.min(Math.max(q, 1e-300), 1 - EPSILON), a, b) + EPSILON;
        expect(Math.abs(betaCdf(q, a, b) - betaCdf(1 - mirrored, a, b))).toBeLessThanOrEqual(
          slack + betaCdf(Math.min(1, q + 2 * EPSILON), a, b) - betaCdf(Math.max(0, q - 2 * EPSILON), a, b),
        );
      }),
    );
  });

  test('grows with its probability', () => {
    fc.assert(
      fc.property(fc.array(probability, { minLength: 2, maxLength: 6 }), shape, shape, (ps, a, b) => {
        const sorted = [...ps].sort((x, y) => x - y);
        const quantiles = sorted.map((p) => betaQuantile(p, a, b));
        for (let i = 1; i < sorted.length; i++) {
          if (sorted[i]! - sorted[i - 1]! > 1e-9) expect(quantiles[i]!).toBeGreaterThanOrEqual(quantiles[i - 1]!);
        }
      }),
    );
  });
});

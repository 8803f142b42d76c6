/**
 * The beta distribution's quantiles, by the regularised incomplete beta function I_x(a, b). Continued fraction and its
 * use of symmetry: DLMF 8.17.22, 8.17.4, evaluated by Lentz's method as modified by Thompson and Barnett (J. Comput.
 * Phys. 64, 1986). Logarithm of the gamma function: Lanczos' approximation, g = 7, n = 9 (Godfrey's coefficients),
 * relative error below 1e-15 for positive arguments.
 */

import { exp, log, log1p } from './elementary.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  // Γ(x) = Γ(x + 1) / x; the approximation is for numbers that are not small.
  if (x < 0.5) return logGamma(x + 1) - log(x);
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const w = z + 7.5;
  return HALF_LOG_TWO_PI + (z + 0.5) * log(w) - w + log(sum);
}

const TINY = 1e-300;
const MAX_TERMS = 100_000;

/** The continued fraction of I_x(a, b); converges fast for x < (a + 1) / (a + b + 2). */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let h = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    c = 1 + even / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    if (Math.abs(c) < TINY) c = TINY;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    c = 1 + odd / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    if (Math.abs(c) < TINY) c = TINY;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h;
}

/** I_x(a, b) for x from 0 to 1, a and b > 0: the probability that a beta variate is at most x. */
export const betaCdf = (x: number, a: number, b: number): number => betaCdfOf(a, b)(x);

/** `betaCdf` as a function of x: the factor that depends on a and b alone, half of the work, is computed once. */
export function betaCdfOf(a: number, b: number): (x: number) => number {
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b);
  return (x) => {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const front = exp(scale + a * log(x) + b * log1p(-x));
    return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
  };
}

/**
 * The p-quantile of beta(a, b), 0 < p < 1, to the last few bits. One above a half is found as 1 less that of the
 * mirror.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (a === b && p === 0.5) return 0.5;
  if (betaCdf(0.5, a, b) < p) return 1 - lowerQuantile(1 - p, b, a);
  return lowerQuantile(p, a, b);
}

/**
 * A quantile at or below one half, by bisection: first of the exponent, so that tiny ones keep their digits, then of
 * the value.
 */
function lowerQuantile(p: number, a: number, b: number): number {
  const cdf = betaCdfOf(a, b);
  let low = 0.5;
  while (low > Number.MIN_VALUE && cdf(low) > p) low /= 2;
  let high = Math.min(1, low * 2);
  for (let i = 0; i < 60; i++) {
    const middle = low + (high - low) / 2;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}

import type { Draw } from '../../../src/formula/tree.ts';

/** The median of a distribution, which the base case uses for every draw. */
export function median(draw: Draw): number {
  const [a, b, c] = draw.params as [number, number, number];
  switch (draw.law) {
    case 'normal':
      return a;
    case 'lognormal':
      return a;
    case 'uniform':
      return (a + b) / 2;
    case 'triangular':
      return triangularMedian(a, b, c);
    case 'pert': {
      // A beta between low and high, whose mode weighs four times as much as either end.
      if (a === c) return a;
      const alpha = 1 + (4 * (b - a)) / (c - a);
      const beta = 1 + (4 * (c - b)) / (c - a);
      return a + (c - a) * betaMedian(alpha, beta);
    }
    case 'beta':
      return betaMedian(a, b);
    case 'bernoulli':
      return a >= 0.5 ? 1 : 0;
    case 'whole':
      return Math.floor((a + b) / 2);
  }
}

function triangularMedian(low: number, mode: number, high: number): number {
  if (mode >= (low + high) / 2) return low + Math.sqrt(((high - low) * (mode - low)) / 2);
  return high - Math.sqrt(((high - low) * (high - mode)) / 2);
}

/**
 * The x that halves the integral of u^(a-1) (1-u)^(b-1). Every series below is taken at x <= 1/2, where it converges
 * fast, and has positive terms alone, so nothing cancels; no gamma function is needed, as the whole is the sum of the
 * two halves.
 */
export function betaMedian(a: number, b: number): number {
  if (a === b) return 0.5;
  const below = logLowerBeta(a, b, Math.log(0.5));
  const above = logLowerBeta(b, a, Math.log(0.5));
  if (below < above) return 1 - betaMedian(b, a);
  const half = below + Math.log1p(Math.exp(above - below)) - Math.log(2);
  // Bisection over log x, since the median of a small `a` lies close to 0.
  let low = -745;
  let high = Math.log(0.5);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (logLowerBeta(a, b, middle) < half) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** The logarithm of the integral from 0 to x of u^(a-1) (1-u)^(b-1): x^a (1-x)^b / a * sum of x^n (a+b)_n / (a+1)_n. */
function logLowerBeta(a: number, b: number, logX: number): number {
  const x = Math.exp(logX);
  let scale = 0;
  let term = 1;
  let total = 1;
  for (let n = 0; term > total * 1e-18 || (a + b + n) * x > a + 1 + n; n++) {
    term *= (x * (a + b + n)) / (a + 1 + n);
    total += term;
    if (total > 1e200) {
      total /= 1e200;
      term /= 1e200;
      scale += 200 * Math.LN10;
    }
  }
  return a * logX + b * Math.log1p(-x) - Math.log(a) + Math.log(total) + scale;
}

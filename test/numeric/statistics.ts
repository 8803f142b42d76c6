/** Yardsticks of samples; tolerances follow from the sample's size. */

/**
 * The distance between a sample's distribution and a continuous one. Above `kolmogorovBound` it is by chance once in a
 * million.
 */
export function kolmogorovDistance(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  });
  return distance;
}

/** √(ln(2 / α) / 2n) for α = 1e-6: the Dvoretzky–Kiefer–Wolfowitz bound with Massart's constant (1990). */
export const kolmogorovBound = (n: number): number => Math.sqrt(Math.log(2 / 1e-6) / (2 * n));

export interface Moments {
  readonly mean: number;
  readonly variance: number;
  /** The fourth central moment over the variance squared: 3 for the normal distribution. */
  readonly kurtosis: number;
}

/** How many standard errors the sample's mean and variance lie from the exact ones. */
export function momentErrors(sample: Float64Array, exact: Moments): { mean: number; variance: number } {
  const n = sample.length;
  const mean = sample.reduce((a, x) => a + x, 0) / n;
  const variance = sample.reduce((a, x) => a + (x - exact.mean) ** 2, 0) / n;
  return {
    mean: (mean - exact.mean) / Math.sqrt(exact.variance / n),
    variance: (variance - exact.variance) / (exact.variance * Math.sqrt((exact.kurtosis - 1) / n)),
  };
}

/** Pearson's correlation of two samples; of independent ones its standard error is 1 / √n. */
export function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const mx = x.reduce((a, b) => a + b, 0) / n;
  const my = y.reduce((a, b) => a + b, 0) / n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    xy += (x[i]! - mx) * (y[i]! - my);
    xx += (x[i]! - mx) ** 2;
    yy += (y[i]! - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Spearman's correlation of two samples without ties. */
export function rankCorrelation(x: Float64Array, y: Float64Array): number {
  return correlation(ranksOf(x), ranksOf(y));
}

function ranksOf(x: Float64Array): Float64Array {
  const order = Uint32Array.from(x, (_, i) => i).sort((i, j) => x[i]! - x[j]!);
  const ranks = new Float64Array(x.length);
  order.forEach((i, rank) => {
    ranks[i] = rank;
  });
  return ranks;
}

/**
 * How often a number of one group is above one of another: the probability of superiority, which is the area under the
 * ROC curve, and Mann and Whitney's U over the number of pairs.
 */
import { normalQuantile } from './normal.ts';

export interface Superiority {
  /** Of all pairs the share in which the first group's number is the higher one; those that are equal count half. */
  readonly probability: number;
  readonly interval: readonly [low: number, high: number];
}

/** Numbers of two groups. Throws a RangeError where one of them is empty. */
export function superiority(first: Float64Array, second: Float64Array, confidence = 0.95): Superiority {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) throw new RangeError('a group is empty');
  const [a, b] = [first.slice().sort(), second.slice().sort()];
  let wins = 0;
  let [below, upTo] = [0, 0];
  for (const x of a) {
    while (below < n && b[below]! < x) below++;
    while (upTo < n && b[upTo]! <= x) upTo++;
    wins += below + (upTo - below) / 2;
  }
  const probability = wins / m / n;
  return { probability, interval: intervalOf(probability, m, n, confidence) };
}

const HALVINGS = 50;

/**
 * The probabilities from which the one found is no further than chance lets it be, as Wilson's interval is made: from 0
 * to 1, and of use where all pairs go one way. R. G. Newcombe, Confidence intervals for an effect size measure based on
 * the Mann-Whitney statistic, Statist. Med. 25, 2006, method 5.
 */
function intervalOf(found: number, m: number, n: number, confidence: number): [low: number, high: number] {
  const z = normalQuantile(0.5 + confidence / 2);
  const middle = (m + n) / 2 - 1;
  const variance = (p: number): number =>
    (p * (1 - p) * (1 + (middle * (1 - p)) / (2 - p) + (middle * p) / (1 + p))) / (m * n);
  const isTooFar = (p: number): boolean => (found - p) ** 2 > z * z * variance(p);
  const end = (bound: 0 | 1): number => {
    if (!isTooFar(bound)) return bound;
    let [near, far] = [found, bound as number];
    for (let i = 0; i < HALVINGS; i++) {
      const half = (near + far) / 2;
      if (isTooFar(half)) far = half;
      else near = half;
    }
    return near;
  };
  return [end(0), end(1)];
}

/**
 * How often a number of one group is above one of another: the probability of superiority, which is the area under the
 * ROC curve, and Mann and Whitney's U over the number of pairs.
 */
import { normalQuantile } from './normal.ts';

export interface Superiority {
  /** The share of all pairs, one of each group, in which the first group's number is higher; equal ones count half. */
  readonly probability: number;
  /** From 0 to 1. */
  readonly interval: readonly [low: number, high: number];
}

/** The probability that a number of `first` is above one of `second`. Throws a RangeError where a group is empty. */
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
 * The interval of all probabilities p from which the one found is at most z standard errors away, the error being that
 * at p, as in Wilson's interval; so it is of use where all pairs go one way, too. R. G. Newcombe, Confidence intervals
 * for an effect size measure based on the Mann-Whitney statistic, Statist. Med. 25, 2006, method 5.
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

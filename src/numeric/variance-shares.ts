/**
 * Shares of the variance of an output y that come from its inputs (Sobol' indices, Shapley effects), estimated from
 * independent worlds; arrays have one number a world. Every estimate is 0 on average where an input does nothing, may
 * come out below zero, and has a 95% interval of 1.96 standard errors on both sides, by the delta method. Nothing is
 * clamped. Each function throws a RangeError where y does not vary.
 */
import { binMeans, equalCountBins } from './bins.ts';
import { bits, joinWeights } from './joining.ts';
import { mean, sumOf } from './sum.ts';

/** A share, 1 being all of the variance. */
export interface VarianceShare {
  readonly share: number;
  readonly interval: readonly [low: number, high: number];
}

/** The standard normal 97.5% quantile. */
const SCORE = 1.959963984540054;

/** Bins for so many worlds: the steps between bins hide less of a smooth dependence than chance does. */
const binsFor = (worlds: number): number => Math.max(2, Math.round(2 * Math.sqrt(worlds)));

/**
 * First order, Var(E[y | x]) / Var(y), from one input and y in the same worlds: the variance between equal-count bins
 * of x, less what chance alone puts there. (K. Pearson's correlation ratio with T. L. Kelley's correction, 1935; as an
 * estimator of sensitivity E. Plischke et al., Eur. J. Oper. Res. 226, 2013.)
 */
export function firstOrderShare(x: Float64Array, y: Float64Array): VarianceShare {
  const n = y.length;
  const [centred, variance] = centre(y);
  const bins = equalCountBins(x, binsFor(n));
  const { count: k, of, sizes } = bins;
  if (k === 1) return { share: 0, interval: [0, 0] };
  const means = binMeans(bins, centred);
  let between = 0;
  for (let b = 0; b < k; b++) between += sizes[b]! * means[b]! ** 2;
  const total = variance * n;
  const within = n > k ? (total - between) / (n - k) : 0;
  const share = (between - (k - 1) * within) / total;
  // The influence of a world on the share: (2 m y - m² - share y²) / V, m being the mean of the others of its bin.
  const influence = new Float64Array(n);
  for (let w = 0; w < n; w++) {
    const [c, size] = [centred[w]!, sizes[of[w]!]!];
    const m = size === 1 ? c : (size * means[of[w]!]! - c) / (size - 1);
    influence[w] = (2 * m * c - m * m - share * c * c) / variance;
  }
  // The influences take the bins' means for true; the part of their variance that is chance alone is counted twice.
  const chance = (2 * (k - 1) * (within / variance) ** 2) / n ** 2;
  const squared = Math.max(chance, meanSquare(influence) / n - chance);
  return shareWith(share, Math.sqrt(squared));
}

/**
 * Total share of an input, E[Var(y | all else)] / Var(y); `redrawn` is y in the same worlds with that input alone drawn
 * anew. M. J. W. Jansen, Analysis of variance designs for model output, Comput. Phys. Commun. 117, 1999.
 */
export function totalShare(y: Float64Array, redrawn: Float64Array): VarianceShare {
  const middle = (mean(y) + mean(redrawn)) / 2;
  const squares = y.map((own, w) => ((own - middle) ** 2 + (redrawn[w]! - middle) ** 2) / 2);
  return ofRatio(
    y.map((own, w) => (own - redrawn[w]!) ** 2 / 2),
    squares,
  );
}

/**
 * First-order share of an input that is more than one number, such as one drawn monthly. `redrawn` is y with all else
 * drawn anew, `fresh` with the input drawn anew besides. The covariance of y and `redrawn` is the estimate (A. Janon et
 * al., ESAIM: Prob. Stat. 18, 2014); that of y and `fresh`, which is 0 on average, serves as a control variate: it
 * takes off nearly all of the noise where the share is small (A. B. Owen, Better estimation of small Sobol' sensitivity
 * indices, ACM TOMACS 23, 2013).
 */
export function frozenShare(y: Float64Array, redrawn: Float64Array, fresh: Float64Array): VarianceShare {
  const n = y.length;
  const middle = (mean(y) + mean(redrawn)) / 2;
  const [parts, squares, control] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let w = 0; w < n; w++) {
    const [own, other] = [y[w]! - middle, redrawn[w]! - middle];
    parts[w] = own * other;
    squares[w] = (own * own + other * other) / 2;
    control[w] = own * (fresh[w]! - middle);
  }
  const { share, influence } = ratio(parts, squares);
  const square = meanSquare(control);
  const slope = square === 0 ? 0 : sumOf(influence.map((x, w) => x * control[w]!)) / n / square;
  const off = mean(control);
  const left = influence.map((x, w) => x - slope * (control[w]! - off));
  return shareWith(share - slope * off, Math.sqrt(meanSquare(left) / n));
}

/**
 * The mean of `parts` over that of `wholes`, and each world's influence on it. Throws a RangeError unless that is > 0.
 */
function ratio(parts: Float64Array, wholes: Float64Array): { share: number; influence: Float64Array } {
  const whole = mean(wholes);
  if (!(whole > 0)) throw new RangeError('what does not vary has no shares');
  const share = mean(parts) / whole;
  return { share, influence: parts.map((part, w) => (part - share * wholes[w]!) / whole) };
}

function ofRatio(parts: Float64Array, wholes: Float64Array): VarianceShare {
  const { share, influence } = ratio(parts, wholes);
  return shareWith(share, Math.sqrt(meanSquare(influence) / parts.length));
}

/**
 * Shapley effects of n inputs: they sum to 1, and correlated inputs share the variance that they bring together. A set
 * of inputs is worth the variance that is gone once they are known. What is left is estimated by the mean of ½ (y -
 * y')², where y' has the inputs of the set as they are and the others drawn anew, given those. E. Song, B. Nelson, J.
 * Staum, Shapley effects for global sensitivity analysis, SIAM/ASA J. Uncertain. Quantif. 4, 2016.
 */
export class ShapleyShares {
  /** By input, one number a world, whose mean is its effect, not yet over the variance. */
  private readonly parts: readonly Float64Array[];
  /** ½ (y - y')² by world where all inputs are drawn anew: its mean is the variance. Null until it is added. */
  private wholes: Float64Array | null = null;
  private readonly weights: readonly number[];

  constructor(
    private readonly inputs: number,
    private readonly y: Float64Array,
  ) {
    this.parts = Array.from({ length: inputs }, () => new Float64Array(y.length));
    this.weights = joinWeights(inputs);
  }

  /**
   * Adds a set of inputs, input i being bit i of `known`; `redrawn` is y with all but those drawn anew. Each set but
   * that of all inputs must be added once.
   */
  add(known: number, redrawn: Float64Array): void {
    const left = this.y.map((own, w) => (own - redrawn[w]!) ** 2 / 2);
    if (known === 0) this.wholes = left;
    const size = bits(known);
    this.parts.forEach((part, i) => {
      const isIn = (known >> i) & 1;
      // Knowing the input, too, takes away what is left without it less what is left with it.
      const weight = isIn === 1 ? -this.weights[size - 1]! : this.weights[size]!;
      for (let w = 0; w < part.length; w++) part[w] = part[w]! + weight * left[w]!;
    });
  }

  /** The effects by input; call when all sets are added. Throws an Error where the empty set was not. */
  shares(): VarianceShare[] {
    const { wholes } = this;
    if (wholes === null) throw new Error('the empty set is missing');
    return this.inputs === 0 ? [] : this.parts.map((part) => ofRatio(part, wholes));
  }
}

/** y less its mean, and its variance. Throws a RangeError unless that is above zero. */
function centre(y: Float64Array): [centred: Float64Array, variance: number] {
  const middle = mean(y);
  const centred = y.map((value) => value - middle);
  const variance = meanSquare(centred);
  if (!(variance > 0)) throw new RangeError('what does not vary has no shares');
  return [centred, variance];
}

const meanSquare = (values: Float64Array): number => sumOf(values.map((x) => x * x)) / values.length;

/** Shares are rounded to 12 digits after the point, so that rounding in sums that should cancel is not shown. */
const DIGITS = 1e12;
const rounded = (x: number): number => Math.round(x * DIGITS) / DIGITS + 0;

const shareWith = (share: number, error: number): VarianceShare => ({
  share: rounded(share),
  interval: [rounded(share - SCORE * error), rounded(share + SCORE * error)],
});

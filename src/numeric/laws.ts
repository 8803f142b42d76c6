import { betaQuantile } from './beta.ts';

/** A distribution: what its parameters must be, and its median. */
interface Law {
  /** What is wrong with the parameters, or null. */
  readonly fault: (p: readonly number[]) => string | null;
  /** The median, which stands for the distribution in the base case. */
  readonly median: (p: readonly number[]) => number;
}

const ordered = ([low, mode, high]: readonly number[]): string | null =>
  low! <= mode! && mode! <= high! ? null : `low, mode and high are in order: ${low} ≤ ${mode} ≤ ${high} does not hold`;

/** Weight of the mode in the PERT distribution (Clark 1962; Vose 2000 for the form as a beta). */
const PERT_WEIGHT = 4;

/** The beta parameters of PERT(low, mode, high), low < high. */
export function pertShape(low: number, mode: number, high: number): [a: number, b: number] {
  const width = high - low;
  return [1 + (PERT_WEIGHT * (mode - low)) / width, 1 + (PERT_WEIGHT * (high - mode)) / width];
}

function triangularMedian(low: number, mode: number, high: number): number {
  const width = high - low;
  if (width === 0) return low;
  if (mode - low >= width / 2) return low + Math.sqrt((width * (mode - low)) / 2);
  return high - Math.sqrt((width * (high - mode)) / 2);
}

function pertMedian(low: number, mode: number, high: number): number {
  if (low === high) return low;
  const [a, b] = pertShape(low, mode, high);
  return low + (high - low) * betaQuantile(0.5, a, b);
}

export const LAWS = {
  normal: {
    fault: ([, sd]) => (sd! >= 0 ? null : `the standard deviation is not below 0, and ${sd} is`),
    median: ([mean]) => mean!,
  },
  lognormal: {
    fault: ([median, sigma]) => {
      if (!(median! > 0)) return `the median is above 0, and ${median} is not`;
      return sigma! >= 0 ? null : `sigma is not below 0, and ${sigma} is`;
    },
    median: ([median]) => median!,
  },
  uniform: {
    fault: ([a, b]) => (a! <= b! ? null : `the bounds are in order: ${a} ≤ ${b} does not hold`),
    median: ([a, b]) => a! + (b! - a!) / 2,
  },
  triangular: { fault: ordered, median: ([low, mode, high]) => triangularMedian(low!, mode!, high!) },
  pert: { fault: ordered, median: ([low, mode, high]) => pertMedian(low!, mode!, high!) },
  beta: {
    fault: ([a, b]) => (a! > 0 && b! > 0 ? null : `both parameters are above 0, and ${a! > 0 ? b : a} is not`),
    median: ([a, b]) => betaQuantile(0.5, a!, b!),
  },
  bernoulli: {
    fault: ([p]) => (p! >= 0 && p! <= 1 ? null : `the probability is from 0 to 1, and ${p} is not`),
    median: ([p]) => (p! >= 0.5 ? 1 : 0),
  },
  whole: {
    fault: ([a, b]) => {
      if (!Number.isInteger(a) || !Number.isInteger(b))
        return `both bounds are whole numbers, and ${Number.isInteger(a) ? b : a} is not`;
      return a! <= b! ? null : `the bounds are in order: ${a} ≤ ${b} does not hold`;
    },
    median: ([a, b]) => Math.floor((a! + b!) / 2),
  },
} as const satisfies Record<string, Law>;

export type LawName = keyof typeof LAWS;

/** What is wrong with the parameters of a distribution, or null. */
export function lawFault(law: LawName, params: readonly number[]): string | null {
  const bad = params.find((x) => !Number.isFinite(x));
  return bad === undefined ? LAWS[law].fault(params) : `${bad} is not a finite number`;
}

/** The median of a distribution whose parameters are right. */
export const lawMedian = (law: LawName, params: readonly number[]): number => LAWS[law].median(params);

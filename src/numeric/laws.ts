import { bernoulli } from './laws/bernoulli.ts';
import { beta } from './laws/beta.ts';
import type { Fill, Law } from './laws/law.ts';
import { lognormal } from './laws/lognormal.ts';
import { normal } from './laws/normal.ts';
import { pert } from './laws/pert.ts';
import { triangular } from './laws/triangular.ts';
import { uniform } from './laws/uniform.ts';
import { whole } from './laws/whole.ts';
import { normalQuantile } from './normal.ts';
import { remembered } from './remembered.ts';

export { pertShape } from './laws/pert.ts';

/** Every distribution of the formula language, by name. */
export const LAWS = { normal, lognormal, uniform, triangular, pert, beta, bernoulli, whole } as const satisfies Record<
  string,
  Law
>;

export type LawName = keyof typeof LAWS;

/** The message where parameters of a distribution are wrong; null where they are right. */
export function lawFault(law: LawName, params: readonly number[]): string | null {
  const bad = params.find((x) => !Number.isFinite(x));
  return bad === undefined ? LAWS[law].fault(params) : `${bad} is not a finite number`;
}

/** The median of a distribution whose parameters are right. */
export const lawMedian = (law: LawName, params: readonly number[]): number => LAWS[law].median(params);

/**
 * The p-quantile of a distribution whose parameters are right, 0 ≤ p ≤ 1: the lowest number that is reached with
 * probability p.
 */
export const lawQuantile = (law: LawName, p: number, params: readonly number[]): number =>
  LAWS[law].quantile(p, params);

/** Steps of the bisection of 0 to 1: 2^-40 is 12 digits. */
const HALVINGS = 40;

/**
 * The probability of drawing a number no greater than x, from 0 to 1, to 12 digits after the point, by bisection of the
 * quantiles. The parameters must be right.
 */
export function lawShareBelow(law: LawName, x: number, params: readonly number[]): number {
  if (lawQuantile(law, 1, params) <= x) return 1;
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (lawQuantile(law, middle, params) <= x) low = middle;
    else high = middle;
  }
  return low;
}

/** Distributions whose tables are kept for the next run: making them takes longer than a block of draws. */
const MOST_PREPARED = 256;

/** Prepares the draws of a distribution whose parameters are right; its tables are made here, once. */
export const lawSampler = remembered(
  MOST_PREPARED,
  (law: LawName, params: readonly number[]): Fill => LAWS[law].sampler(params),
);

/** Prepares a rising function of a standard normal number that has this distribution. */
export const lawOfNormal = remembered(
  MOST_PREPARED,
  (law: LawName, params: readonly number[]): ((z: number) => number) => LAWS[law].ofNormal(params),
);

/** Laws whose quantile is quickest by way of a normal number; of the others it is a line of arithmetic. */
const BY_NORMAL: ReadonlySet<LawName> = new Set(['normal', 'lognormal', 'pert', 'beta']);

/** Prepares a rising function of a uniform number, 0 < u < 1, that has this distribution. */
export function lawOfUniform(law: LawName, params: readonly number[]): (u: number) => number {
  if (!BY_NORMAL.has(law)) return (u) => LAWS[law].quantile(u, params);
  const ofNormal = LAWS[law].ofNormal(params);
  return (u) => ofNormal(normalQuantile(u));
}

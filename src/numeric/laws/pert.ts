import { betaQuantile } from '../beta.ts';
import { betaBetween, betaQuantileClosed } from './beta.ts';
import { betaOfNormal } from './beta-scores.ts';
import { between, type Law, ordered, shareOf } from './law.ts';

/** Weight of the mode in the PERT distribution (Clark 1962; Vose 2000 for the form as a beta). */
const PERT_WEIGHT = 4;

/** The parameters of the beta distribution that PERT(low, mode, high) is, scaled to its range. */
export function pertShape(low: number, mode: number, high: number): [a: number, b: number] {
  const share = shareOf(mode, low, high);
  return [1 + PERT_WEIGHT * share, 1 + PERT_WEIGHT * (1 - share)];
}

function median(low: number, mode: number, high: number): number {
  if (low === high) return low;
  const [a, b] = pertShape(low, mode, high);
  return between(betaQuantile(0.5, a, b), low, high);
}

/** `pert(low, mode, high)`, the bounds' unit; never outside them. A beta distribution spread over the range. */
export const pert: Law = {
  fault: ordered,
  median: ([low, mode, high]) => median(low!, mode!, high!),
  quantile: (p, [low, mode, high]) => {
    if (low === high) return low!;
    const [a, b] = pertShape(low!, mode!, high!);
    return between(betaQuantileClosed(p, a, b), low!, high!);
  },
  sampler: ([low, mode, high]) => betaBetween(...pertShape(low!, mode!, high!), low!, high!),
  ofNormal: ([low, mode, high]) => {
    if (low === high) return () => low!;
    const [a, b] = pertShape(low!, mode!, high!);
    const x = betaOfNormal(a, b);
    return (z) => between(x(z), low!, high!);
  },
};

import { betaQuantile } from '../beta.ts';
import { betaOfNormal } from './beta-scores.ts';
import { drawPole, drawStrips, stripsOf } from './beta-strips.ts';
import { inChunks } from './chunks.ts';
import { between, type Fill, type Law } from './law.ts';

/** Prepares draws of beta(a, b), scaled to the range from low to high. */
export function betaBetween(a: number, b: number, low: number, high: number): Fill {
  const hasPole = a < 1 || b < 1;
  const strips = stripsOf(a < 1 ? a + 1 : a, b < 1 ? b + 1 : b);
  return inChunks((out, offset, stride, bits, j, firstWorld, worlds, stream, month) => {
    for (let i = 0; i < worlds; i++, j += 2, offset += stride) {
      const x = hasPole
        ? drawPole(strips, a, b, bits[j]!, bits[j + 1]!, stream, firstWorld + i, month)
        : drawStrips(strips, bits[j]!, bits[j + 1]!, stream, firstWorld + i, month);
      out[offset] = between(x, low, high);
    }
  });
}

/** The p-quantile of beta(a, b), 0 ≤ p ≤ 1. */
export const betaQuantileClosed = (p: number, a: number, b: number): number =>
  p <= 0 ? 0 : p >= 1 ? 1 : betaQuantile(p, a, b);

/** The largest parameter, and 1 over the least: beyond, probabilities in doubles lose their sixth digit. */
const LARGEST = 1e9;

/** `beta(a, b)`, from 0 to 1. */
export const beta: Law = {
  fault: ([a, b]) => {
    if (!(a! > 0 && b! > 0)) return `both parameters must be above 0, and one is ${a! > 0 ? b : a}`;
    const far = [a!, b!].find((x) => x < 1 / LARGEST || x > LARGEST);
    return far === undefined ? null : `both parameters must be from 1e-9 to 1e9, and one is ${far}`;
  },
  median: ([a, b]) => betaQuantile(0.5, a!, b!),
  quantile: (p, [a, b]) => betaQuantileClosed(p, a!, b!),
  sampler: ([a, b]) => betaBetween(a!, b!, 0, 1),
  ofNormal: ([a, b]) => betaOfNormal(a!, b!),
};

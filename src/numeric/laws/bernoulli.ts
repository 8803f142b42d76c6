import { normalCdf } from '../normal.ts';
import { unit } from '../philox.ts';
import { inChunks } from './chunks.ts';
import type { Law } from './law.ts';

/**
 * `bernoulli(p)`: 1 with probability p, else 0. Drawn by inversion, 1 where the number drawn is in the upper p of its
 * range. At p = ½ the median is 1 by definition, though 0 is reached with that probability too.
 */
export const bernoulli: Law = {
  fault: ([p]) => (p! >= 0 && p! <= 1 ? null : `the probability must be from 0 to 1, and is ${p}`),
  median: ([p]) => (p! >= 0.5 ? 1 : 0),
  quantile: (u, [p]) => (1 - u < p! || p === 1 ? 1 : 0),
  sampler: (params) => {
    const p = params[0]!;
    return inChunks((out, offset, stride, bits, j, _firstWorld, worlds) => {
      for (let i = 0; i < worlds; i++, j += 2, offset += stride) {
        out[offset] = 1 - unit(bits[j]!, bits[j + 1]!) < p ? 1 : 0;
      }
    });
  },
  ofNormal:
    ([p]) =>
    (z) =>
      normalCdf(-z) < p! || p === 1 ? 1 : 0,
};

import { normalCdf } from '../normal.ts';
import { unit } from '../philox.ts';
import { inChunks } from './chunks.ts';
import { between, type Law } from './law.ts';

/** `uniform(a, b)`, the bounds' unit; never outside them. Drawn by inversion. */
export const uniform: Law = {
  fault: ([a, b]) => (a! <= b! ? null : `the bounds must be in order, and are ${a} and ${b}`),
  median: ([a, b]) => between(0.5, a!, b!),
  quantile: (p, [a, b]) => between(p, a!, b!),
  sampler: (params) => {
    const [a, b] = params as [number, number];
    return inChunks((out, offset, stride, bits, j, _firstWorld, worlds) => {
      for (let i = 0; i < worlds; i++, j += 2, offset += stride)
        out[offset] = between(unit(bits[j]!, bits[j + 1]!), a, b);
    });
  },
  ofNormal:
    ([a, b]) =>
    (z) =>
      between(normalCdf(z), a!, b!),
};

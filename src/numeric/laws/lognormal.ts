import { exp } from '../elementary.ts';
import { normalQuantile } from '../normal.ts';
import { fillNormals } from '../ziggurat.ts';
import type { Law } from './law.ts';

/** `lognormal(median, sigma)`: the median's unit, above 0; sigma is the standard deviation of the natural logarithm. */
export const lognormal: Law = {
  fault: ([median, sigma]) => {
    if (!(median! > 0)) return `the median must be above 0, and is ${median}`;
    return sigma! >= 0 ? null : `sigma cannot be below 0, and is ${sigma}`;
  },
  median: ([median]) => median!,
  quantile: (p, [median, sigma]) => (sigma === 0 ? median! : median! * exp(sigma! * normalQuantile(p))),
  sampler:
    ([median, sigma]) =>
    (out, offset, stride, firstWorld, worlds, stream, month) => {
      fillNormals(out, offset, stride, firstWorld, worlds, stream, month);
      const end = offset + worlds * stride;
      for (let o = offset; o < end; o += stride) out[o] = median! * exp(sigma! * out[o]!);
    },
  ofNormal:
    ([median, sigma]) =>
    (z) =>
      median! * exp(sigma! * z),
};

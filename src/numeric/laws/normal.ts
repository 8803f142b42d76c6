import { normalQuantile } from '../normal.ts';
import { fillNormals } from '../ziggurat.ts';
import type { Law } from './law.ts';

/** `normal(mean, sd)`, in the unit of both. */
export const normal: Law = {
  fault: ([, sd]) => (sd! >= 0 ? null : `the standard deviation cannot be below 0, and is ${sd}`),
  median: ([mean]) => mean!,
  quantile: (p, [mean, sd]) => (sd === 0 ? mean! : mean! + sd! * normalQuantile(p)),
  sampler:
    ([mean, sd]) =>
    (out, offset, stride, firstWorld, worlds, stream, month) => {
      fillNormals(out, offset, stride, firstWorld, worlds, stream, month);
      const end = offset + worlds * stride;
      for (let o = offset; o < end; o += stride) out[o] = mean! + sd! * out[o]!;
    },
  ofNormal:
    ([mean, sd]) =>
    (z) =>
      mean! + sd! * z,
};

import { normalCdf } from '../normal.ts';
import { unit } from '../philox.ts';
import { inChunks } from './chunks.ts';
import { between, type Law, ordered, shareOf } from './law.ts';

/** The place of the u-quantile in the range, from 0 (low) to 1 (high); `peak` is that of the mode. */
const position = (u: number, peak: number): number =>
  u <= peak ? Math.sqrt(u * peak) : 1 - Math.sqrt((1 - u) * (1 - peak));

function quantile(p: number, [low, mode, high]: readonly number[]): number {
  return between(position(p, shareOf(mode!, low!, high!)), low!, high!);
}

/** `triangular(low, mode, high)`, the bounds' unit; never outside them. Drawn by inversion. */
export const triangular: Law = {
  fault: ordered,
  median: (params) => quantile(0.5, params),
  quantile,
  sampler: (params) => {
    const [low, mode, high] = params as [number, number, number];
    const peak = shareOf(mode, low, high);
    return inChunks((out, offset, stride, bits, j, _firstWorld, worlds) => {
      for (let i = 0; i < worlds; i++, j += 2, offset += stride) {
        out[offset] = between(position(unit(bits[j]!, bits[j + 1]!), peak), low, high);
      }
    });
  },
  ofNormal: ([low, mode, high]) => {
    const peak = shareOf(mode!, low!, high!);
    return (z) => between(position(normalCdf(z), peak), low!, high!);
  },
};

import { CHUNK, fillBits, newBits, type Stream } from '../philox.ts';
import type { Fill } from './law.ts';

/** As `Fill`, of at most CHUNK worlds; `bits` has word 0 of each draw, 32 low bits then 32 high, from index j on. */
export type FillChunk = (
  out: Float64Array,
  offset: number,
  stride: number,
  bits: Int32Array,
  j: number,
  firstWorld: number,
  worlds: number,
  stream: Stream,
  month: number,
) => void;

const bits = newBits();

/** Makes a `Fill` that draws chunk by chunk. No draw depends on where chunks begin. */
export const inChunks =
  (fill: FillChunk): Fill =>
  (out, offset, stride, firstWorld, worlds, stream, month) => {
    for (let done = 0; done < worlds; done += CHUNK) {
      const n = Math.min(CHUNK, worlds - done);
      const j = fillBits(bits, stream, firstWorld + done, n, month);
      fill(out, offset + done * stride, stride, bits, j, firstWorld + done, n, stream, month);
    }
  };

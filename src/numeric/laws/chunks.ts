import { CHUNK, fillBits, newBits, type Stream } from '../philox.ts';
import type { Fill } from './law.ts';

/** Draws of at most CHUNK worlds, given the first 64 bits of each: from bits[j] on, low word then high. */
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

/** Draws chunk by chunk. Where chunks begin matters to no draw. */
export const inChunks =
  (fill: FillChunk): Fill =>
  (out, offset, stride, firstWorld, worlds, stream, month) => {
    for (let done = 0; done < worlds; done += CHUNK) {
      const n = Math.min(CHUNK, worlds - done);
      const j = fillBits(bits, stream, firstWorld + done, n, month);
      fill(out, offset + done * stride, stride, bits, j, firstWorld + done, n, stream, month);
    }
  };

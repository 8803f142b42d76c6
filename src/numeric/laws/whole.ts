import { normalCdf } from '../normal.ts';
import { type Stream, Words } from '../philox.ts';
import { inChunks } from './chunks.ts';
import type { Law } from './law.ts';

/** How many whole numbers 52 bits stand for. */
const LIMIT = 2 ** 52;

/** The upper 52 of 64 bits. */
const upper = (low: number, high: number): number => (high >>> 0) * 1048576 + (low >>> 12);

const words = new Words();

/** A whole number from 0 to `end` - 1, from words 1, 2, … of the draw. */
function again(end: number, stream: Stream, world: number, month: number): number {
  words.start(stream, world, month, 1);
  for (;;) {
    words.next();
    const r = upper(words.low, words.high);
    if (r < end) return r;
  }
}

/**
 * Of the 2^52 numbers that 52 bits stand for, how many each whole number from a to b gets, and how many all of them.
 */
export function shares(a: number, b: number): [share: number, end: number] {
  const share = Math.floor(LIMIT / (b - a + 1));
  return [share, share * (b - a + 1)];
}

function quantile(p: number, a: number, b: number): number {
  return Math.max(a, Math.min(a + Math.ceil(p * (b - a + 1)) - 1, b));
}

/**
 * `whole(a, b)`: the whole numbers from a to b, equally likely. 52 bits are cut into equal shares, one a number, and
 * drawn again where they fall into the rest, so no number is favoured. A quotient of whole numbers below 2^52 never
 * rounds up to the next whole number.
 */
export const whole: Law = {
  fault: ([a, b]) => {
    if (!Number.isInteger(a) || !Number.isInteger(b))
      return `both bounds must be whole numbers, and one is ${Number.isInteger(a) ? b : a}`;
    if (a! > b!) return `the bounds must be in order, and are ${a} and ${b}`;
    const far = [a!, b!].find((x) => Math.abs(x) >= LIMIT / 2);
    return far === undefined ? null : `the bounds must be nearer 0 than 2^51, and one is ${far}`;
  },
  median: ([a, b]) => Math.floor((a! + b!) / 2),
  quantile: (p, [a, b]) => quantile(p, a!, b!),
  sampler: (params) => {
    const [a, b] = params as [number, number];
    const [share, end] = shares(a, b);
    return inChunks((out, offset, stride, bits, j, firstWorld, worlds, stream, month) => {
      for (let i = 0; i < worlds; i++, j += 2, offset += stride) {
        let r = upper(bits[j]!, bits[j + 1]!);
        if (r >= end) r = again(end, stream, firstWorld + i, month);
        out[offset] = a + Math.floor(r / share);
      }
    });
  },
  ofNormal:
    ([a, b]) =>
    (z) =>
      quantile(normalCdf(z), a!, b!),
};

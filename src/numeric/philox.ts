/**
 * Random bits that depend on the seed, the variable, the month and the world alone: Philox4x32-7, a bijection of a
 * 128-bit counter under a 64-bit key. J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as
 * easy as 1, 2, 3, SC'11: seven rounds are the fewest that pass every test of TestU01's SmallCrush, Crush and BigCrush,
 * with counters and keys that count up as they do here; ten, the library's default, leave a margin that a third of the
 * time would go to.
 *
 * The counter is (world / 2, month, word, 0). A block of 128 bits is 64 bits for an even world, then 64 for the odd one
 * after it. "Word n" of a draw is its n-th 64 bits: a draw whose word 0 is rejected reads words 1, 2, … of its own
 * world and month, so a rejection in one world changes no other.
 */
import { murmur128 } from './murmur.ts';

export const MULTIPLIER_0 = 0xd2511f53;
export const MULTIPLIER_1 = 0xcd9e8d57;
export const WEYL_0 = 0x9e3779b9;
export const WEYL_1 = 0xbb67ae85;
export const ROUNDS = 7;

/** The key of a variable's random bits: two signed 32-bit words. */
export interface Stream {
  readonly key0: number;
  readonly key1: number;
}

/**
 * The stream of a variable. The key is the first half of MurmurHash3_x86_128 over the seed (64 bits), k (32 bits), both
 * little-endian, then the name in UTF-8. Among 1,000 variables two share a key with probability 3e-14.
 * @param seed a whole number that a double holds exactly
 * @param variable its own name: an assumption, or `funding.NAME.FIELD`
 * @param k which distribution call of the variable's formula it is, from 0
 */
export function streamOf(seed: number, variable: string, k: number): Stream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed is a whole number, and ${seed} is not`);
  const name = new TextEncoder().encode(variable);
  const message = new Uint8Array(12 + name.length);
  const head = new DataView(message.buffer);
  head.setInt32(0, seed | 0, true);
  head.setInt32(4, Math.floor(seed / 4294967296) | 0, true);
  head.setInt32(8, k, true);
  message.set(name, 12);
  const [key0, key1] = murmur128(message, 0);
  return { key0, key1 };
}

/** The high 32 bits of a product of unsigned words, by halves of 16 bits. */
function multiplyHigh(a: number, b: number): number {
  const low = Math.imul(a & 0xffff, b & 0xffff);
  const middle = Math.imul(a >>> 16, b & 0xffff) + (low >>> 16);
  const other = Math.imul(a & 0xffff, b >>> 16) + (middle & 0xffff);
  return (Math.imul(a >>> 16, b >>> 16) + (middle >>> 16) + (other >>> 16)) | 0;
}

/** One block, as published: `block` holds the four words of the counter, and then of the result. */
export function philox4x32(block: Int32Array, key0: number, key1: number): void {
  for (let round = 0; round < ROUNDS; round++) {
    const a = block[0]!;
    const b = block[2]!;
    block[0] = multiplyHigh(b, MULTIPLIER_1) ^ block[1]! ^ key0;
    block[2] = multiplyHigh(a, MULTIPLIER_0) ^ block[3]! ^ key1;
    block[1] = Math.imul(b, MULTIPLIER_1);
    block[3] = Math.imul(a, MULTIPLIER_0);
    key0 = (key0 + WEYL_0) | 0;
    key1 = (key1 + WEYL_1) | 0;
  }
}

/** Fills `out` with `blocks` blocks of four words, for the worlds 2 · first and on; in groups of `LANES` blocks. */
type FillBlocks = (out: Int32Array, key0: number, key1: number, month: number, first: number, blocks: number) => void;

/** Blocks that one turn of the loop computes side by side: while one waits for a product, others go on. */
const LANES = 4;

/** Compiled on first use: most runs draw nothing. */
let fillBlocks: FillBlocks | null = null;

/**
 * Makes a function that computes many blocks, word 0 of each draw: `philox4x32` with its rounds written out, a third
 * faster. The high word of a product is had from the product in doubles: x·m·2^-32 less low·2^-32 is within 2^-20 of a
 * whole number, the high word, so adding a half and cutting off gives it exactly.
 */
function compileFillBlocks(): FillBlocks {
  const lanes = [...Array(LANES).keys()];
  const each = (line: (lane: number) => string): string => lanes.map(line).join('\n');
  const high = (x: string, multiplier: number, low: string): string =>
    `((${x} >>> 0) * ${multiplier * 2 ** -32} - ((${low} >>> 0) * ${2 ** -32} - 0.5)) | 0`;
  const round = (i: number): string => `
${each(
  (lane) => `const p${lane}_${i} = Math.imul(a${lane}, ${MULTIPLIER_0});
const q${lane}_${i} = Math.imul(c${lane}, ${MULTIPLIER_1});
const r${lane}_${i} = ${high(`a${lane}`, MULTIPLIER_0, `p${lane}_${i}`)};
a${lane} = (${high(`c${lane}`, MULTIPLIER_1, `q${lane}_${i}`)}) ^ b${lane} ^ k0;
b${lane} = q${lane}_${i};
c${lane} = r${lane}_${i} ^ d${lane} ^ k1;
d${lane} = p${lane}_${i};`,
)}
k0 = (k0 + ${WEYL_0}) | 0;
k1 = (k1 + ${WEYL_1}) | 0;`;
  const body = `'use strict';
for (let i = 0, o = 0; i < blocks; i += ${LANES}, o += ${4 * LANES}) {
let k0 = key0, k1 = key1;
${each((lane) => `let a${lane} = (first + i + ${lane}) | 0, b${lane} = month, c${lane} = 0, d${lane} = 0;`)}
${[...Array(ROUNDS).keys()].map(round).join('')}
${each((lane) => ['a', 'b', 'c', 'd'].map((word, j) => `out[o + ${4 * lane + j}] = ${word}${lane};`).join(' '))}
}`;
  return new Function('out', 'key0', 'key1', 'month', 'first', 'blocks', body) as FillBlocks;
}

/** Most worlds that are drawn at a time: their bits fit the processor's first-level cache. */
export const CHUNK = 1024;

/** An array for the bits of a chunk, with room for the rest of its first and last group of blocks. */
export const newBits = (): Int32Array => new Int32Array(2 * CHUNK + 4 * LANES + 4);

/**
 * Fills `bits` with word 0, 64 bits, of at most CHUNK worlds: signed 32-bit words, low then high. Returns the index of
 * the first world's low word. Worlds are numbered from 0 to 2^32 - 1; `month` is 0 for what is drawn once. Throws a
 * RangeError for other worlds, or more than CHUNK.
 */
export function fillBits(bits: Int32Array, stream: Stream, firstWorld: number, worlds: number, month: number): number {
  if (!(firstWorld >= 0 && firstWorld + worlds <= 2 ** 32 && worlds <= CHUNK)) {
    throw new RangeError(`no ${worlds} worlds from ${firstWorld} on`);
  }
  const first = Math.floor(firstWorld / 2);
  const blocks = Math.ceil((firstWorld + worlds) / 2) - first;
  fillBlocks ??= compileFillBlocks();
  fillBlocks(bits, stream.key0, stream.key1, month, first, blocks);
  return firstWorld % 2 === 0 ? 0 : 2;
}

/** Reads the words of one draw one by one, for draws whose word 0 was rejected. */
export class Words {
  low = 0;
  high = 0;
  private readonly block = new Int32Array(4);
  private key0 = 0;
  private key1 = 0;
  private world = 0;
  private month = 0;
  private word = 0;

  /** Goes to a draw, such that `next` reads its word number `word`, from 0. */
  start(stream: Stream, world: number, month: number, word: number): void {
    this.key0 = stream.key0;
    this.key1 = stream.key1;
    this.world = world;
    this.month = month;
    this.word = word;
  }

  /** Reads the next word, 64 bits, into `low` and `high`. */
  next(): void {
    const { block } = this;
    block[0] = Math.floor(this.world / 2) | 0;
    block[1] = this.month;
    block[2] = this.word++;
    block[3] = 0;
    philox4x32(block, this.key0, this.key1);
    const half = this.world % 2 === 0 ? 0 : 2;
    this.low = block[half]!;
    this.high = block[half + 1]!;
  }

  /** Reads the next word as a uniform number, 0 < u < 1. */
  unit(): number {
    this.next();
    return unit(this.low, this.high);
  }
}

/**
 * A uniform number, 0 < u < 1, of the upper 52 of 64 bits: the middles of 2^52 equal intervals. So 1 - u is exact and
 * one of them, and neither end is met.
 */
export const unit = (low: number, high: number): number => ((high >>> 0) * 1048576 + (low >>> 12) + 0.5) * 2 ** -52;

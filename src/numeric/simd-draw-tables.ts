/** Tables that `drawsModule` reads: those of normal numbers and of powers of e, and one of each beta distribution. */
import { EXP } from './elementary.ts';
import { STRIPS, type Strips } from './laws/beta-strips.ts';
import { LAYERS, ziggurat } from './ziggurat.ts';

/** Where the tables of the ziggurat lie in the memory, in bytes. */
export const WIDTH = 64;
export const INNER = WIDTH + 8 * LAYERS;
export const HEIGHT = INNER + 8 * LAYERS;
/** `EXP.roots`, then `EXP.rests`. */
export const ROOTS = HEIGHT + 8 * (LAYERS + 1);
/** The first byte after them. */
export const TABLES_END = ROOTS + 16 * EXP.roots.length;

/** Half of the range of the numbers of a normal draw, whole numbers and a half. */
export const UNIT = 2 ** 51;

/** Writes the tables that the module reads, but for those of beta distributions. */
export function writeTables(memory: ArrayBufferLike): void {
  const put = (at: number, values: ArrayLike<number>, factor = 1) => {
    const table = new Float64Array(memory, at, values.length);
    for (let i = 0; i < table.length; i++) table[i] = values[i]! * factor;
  };
  const { width, inner, height } = ziggurat();
  put(WIDTH, width.subarray(0, LAYERS), 1 / UNIT);
  put(INNER, inner, UNIT);
  put(HEIGHT, height);
  put(ROOTS, EXP.roots);
  put(ROOTS + 8 * EXP.roots.length, EXP.rests);
}

/** The table of a beta distribution: where strips begin, how wide and high they are, and the steps that are sure. */
export const STRIP = { start: 0, width: 8 * STRIPS, height: 16 * STRIPS, sure: 24 * STRIPS } as const;
/** Bytes of it. */
export const STRIP_BYTES = 32 * STRIPS;

/** Writes the table of a beta distribution. */
export function writeStrips(memory: ArrayBufferLike, at: number, strips: Strips): void {
  const put = (table: keyof typeof STRIP) => new Float64Array(memory, at + STRIP[table], STRIPS).set(strips[table]);
  put('start');
  put('width');
  put('height');
  put('sure');
}

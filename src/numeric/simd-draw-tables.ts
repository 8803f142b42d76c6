/**
 * Tables in the memory that `drawsModule` reads: of the ziggurat, of powers of e, and one for each beta distribution.
 */
import { EXP } from './elementary.ts';
import { STRIPS, type Strips } from './laws/beta-strips.ts';
import { LAYERS, ziggurat } from './ziggurat.ts';

/** Where the tables of the ziggurat lie in the memory, in bytes. */
export const WIDTH = 64;
export const INNER = WIDTH + 8 * LAYERS;
export const HEIGHT = INNER + 8 * LAYERS;
/** `EXP.roots`, then `EXP.rests`. */
export const ROOTS = HEIGHT + 8 * (LAYERS + 1);
/** The first byte after these tables. */
export const TABLES_END = ROOTS + 16 * EXP.roots.length;

/** Normal draws begin with a number from -UNIT to UNIT, a whole number and a half: the tables are scaled to it. */
export const UNIT = 2 ** 51;

/** Writes the tables of the ziggurat and of powers of e. */
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

/** Offsets, in bytes, of the fields of `Strips` in the table of a beta distribution, `STRIPS` doubles each. */
export const STRIP = { start: 0, width: 8 * STRIPS, height: 16 * STRIPS, sure: 24 * STRIPS } as const;
/** Bytes of the table of a beta distribution. */
export const STRIP_BYTES = 32 * STRIPS;

/** Writes the table of a beta distribution. */
export function writeStrips(memory: ArrayBufferLike, at: number, strips: Strips): void {
  const put = (table: keyof typeof STRIP) => new Float64Array(memory, at + STRIP[table], STRIPS).set(strips[table]);
  put('start');
  put('width');
  put('height');
  put('sure');
}

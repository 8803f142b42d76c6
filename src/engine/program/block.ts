/** What kernels and those who call them agree on: worlds of a block, and the memory they need. */
import { TABLES_END } from '../../numeric/simd-draw-tables.ts';

/** Worlds that are simulated at once: enough to pay for the call, few enough to stay in the processor's cache. */
export const BLOCK = 1024;
/** Worlds that one turn of a vector kernel takes: what is filled has room for whole turns. */
export const TURN = 8;
/** Numbers of a block's column: the world before it, for draws come in twos, and what fills the last turn. */
export const COLUMN = BLOCK + TURN;

/** Bytes of a line of the processor's cache, at which places in the memory begin. */
const LINE = 64;
export const aligned = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;

/** Where the tables of `power` lie, for kernels that need it. */
export const POWER_TABLES = aligned(TABLES_END);

/** What a kernel needs room for. */
export interface KernelSize {
  readonly table: number;
  readonly series: number;
  readonly finals: number;
  readonly tallies: number;
  /** Bytes. */
  readonly scratch: number;
}

/** What kernels and their callers agree on: how many worlds a block has, and how much memory a kernel needs. */
import { TABLES_END } from '../../numeric/simd-draw-tables.ts';

/** Worlds that one call simulates: enough to pay for the call, few enough for the processor's cache. */
export const BLOCK = 1024;
/**
 * Worlds that are drawn together (`GROUP` of simd-philox.ts), and a multiple of those that one turn of a kernel takes:
 * arrays that are filled by vectors have room for a multiple of it.
 */
export const TURN = 8;
/** Numbers of a block's column: a world before it where the first one's number is odd, and what fills the last turn. */
export const COLUMN = BLOCK + TURN;

/** Bytes of a line of the processor's cache. */
const LINE = 64;
/** The least number of bytes, not less, that is whole lines. */
export const aligned = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;

/** The address of the tables of `power`. */
export const POWER_TABLES = aligned(TABLES_END);

/** What a kernel needs room for. */
export interface KernelSize {
  /** Numbers of the table of what no world changes. */
  readonly table: number;
  /** How many series, finals and tallies there are. */
  readonly series: number;
  readonly finals: number;
  readonly tallies: number;
  /** Bytes in which the kernel works. */
  readonly scratch: number;
}

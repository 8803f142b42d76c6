/** The layout of a run in one memory, which threads may share. Addresses are bytes. */
import { BRACKET_ROOM } from '../../numeric/simd-brackets.ts';
import { POWER_BYTES } from '../../numeric/simd-power.ts';
import { selectBytes } from '../../numeric/simd-select.ts';
import { aligned, BLOCK, COLUMN, type KernelSize, POWER_TABLES, TURN } from '../program/block.ts';
import type { Memory } from '../program/memory.ts';
import { PERCENTILES } from './spread.ts';

/** Control words: 32 bits each, at the memory's start, through which threads share out the work. */
export const CONTROL = {
  /** The next block to be drawn, where all blocks are drawn before the first is simulated. */
  nextDraw: 0,
  /** The next unit to be taken: unit u is block u mod blocks of variant u / blocks, rounded down. */
  nextUnit: 1,
  /** The lowest unit in which a check failed; `NONE_BAD` for none. */
  badUnit: 2,
  /** How many units are done. */
  doneUnits: 3,
  /** 1 where the run is called off. */
  stopped: 4,
  /** The next column to be summed up. */
  nextColumn: 5,
  /** How many threads are done with drawing blocks, and with units. */
  drawn: 6,
  arrived: 7,
} as const;

/** The control words of a memory, at the indices of `CONTROL`. */
export const controlOf = (memory: Memory): Int32Array => memory.words(0, Object.keys(CONTROL).length);

/** Where a kernel's table and results lie, and what it works in. */
export interface KernelPlaces {
  /** Addresses for the first variant; those of the others follow, `MemoryLayout.variantBytes` apart. */
  readonly table: number;
  readonly series: number;
  readonly finals: number;
  /**
   * Addresses for the first thread; those of the others follow, `MemoryLayout.threadBytes` apart. A thread's tallies of
   * several variants follow each other.
   */
  readonly tallies: number;
  readonly scratch: number;
}

/** Where everything of a run lies. */
export interface MemoryLayout {
  readonly kernels: readonly KernelPlaces[];
  /** Numbers from one month of a series to the next: the worlds, rounded up to whole turns. */
  readonly stride: number;
  /**
   * The columns of the first block; where all blocks' are kept those of the next block follow, else of the next thread.
   */
  readonly columns: number;
  /** Bytes of the columns of a block. */
  readonly columnBytes: number;
  /** Whether the columns of all blocks are kept, for the next run of the same worlds. */
  readonly keepsColumns: boolean;
  /** Where the tables of beta distributions lie. */
  readonly strips: number;
  /** Bytes from one variant's tables and results to the next variant's. */
  readonly variantBytes: number;
  /** Sum and percentiles, `SPREAD` numbers, for each column that is summed up, variant by variant. */
  readonly results: number;
  /** Room in which the first thread selects order statistics; that of the others follows, `threadBytes` apart. */
  readonly select: number;
  /** Values of the longest column that there is room to select from. */
  readonly selectable: number;
  /** Room in which the first thread keeps values by brackets. */
  readonly brackets: number;
  readonly threads: number;
  /** Bytes from one thread's room to the next one's. */
  readonly threadBytes: number;
  /** The first byte after the run. */
  readonly end: number;
}

/** Numbers of a column's result: the sum, then the percentiles. */
export const SPREAD = 1 + PERCENTILES.length;

/** Most bytes of columns that are kept for the next run. */
const MOST_KEPT = 128 * 2 ** 20;

/**
 * Whether the columns of so many worlds, of `columnCount` rows, are kept: only then can one run take several variants.
 */
export const keepsColumns = (columnCount: number, worlds: number): boolean =>
  aligned(8 * COLUMN * columnCount) * Math.ceil(worlds / BLOCK) <= MOST_KEPT;

/** What decides a run's layout. */
export interface Room {
  /** Rows of a block's columns: one for each input that varies, or one a month. */
  readonly columnCount: number;
  /** Bytes of the tables of beta distributions. */
  readonly strips: number;
  readonly worlds: number;
  readonly months: number;
  readonly threads: number;
  readonly variants: number;
  /** By kernel. */
  readonly sizes: readonly KernelSize[];
  /** How many columns of a variant are summed up. */
  readonly sums: number;
  /** Whether these worlds are a part of more, so that no later run meets them again. */
  readonly isPart: boolean;
}

/** Kept values of a column that order statistics can be selected from by vectors; of more, JavaScript selects. */
const MOST_KEPT_VALUES = 262_144;

/** Lays out a run. Columns come first, so that the next run finds those that are kept in the same place. */
export function layOut(room: Room): MemoryLayout {
  const { columnCount, worlds, months, threads, variants, sizes, sums, isPart } = room;
  const columnBytes = aligned(8 * COLUMN * columnCount);
  const isKept = !isPart && keepsColumns(columnCount, worlds);
  const stride = Math.ceil(worlds / TURN) * TURN;
  const columns = aligned(POWER_TABLES + POWER_BYTES);
  let at = columns + columnBytes * (isKept ? Math.ceil(worlds / BLOCK) : threads);
  const take = (bytes: number): number => {
    const address = at;
    at += aligned(bytes);
    return address;
  };
  const strips = take(room.strips);
  const variantStart = at;
  const shared = sizes.map((size) => ({
    table: take(8 * size.table),
    series: take(8 * stride * months * size.series),
    finals: take(8 * stride * size.finals),
  }));
  const variantBytes = at - variantStart;
  at += variantBytes * (variants - 1);
  const results = take(8 * SPREAD * sums * variants);
  const threadStart = at;
  const selectable = isPart ? Math.max(stride, MOST_KEPT_VALUES) : stride;
  const select = take(selectBytes(selectable));
  const brackets = take(isPart ? BRACKET_ROOM : 0);
  const own = sizes.map((size) => ({ tallies: take(16 * size.tallies * variants), scratch: take(size.scratch) }));
  const threadBytes = at - threadStart;
  const kernels = shared.map((places, i) => ({ ...places, ...own[i]! }));
  return {
    kernels,
    stride,
    columns,
    columnBytes,
    keepsColumns: isKept,
    strips,
    variantBytes,
    results,
    select,
    selectable,
    brackets,
    threads,
    threadBytes,
    end: threadStart + threadBytes * threads,
  };
}

/** Where everything of a run lies in one memory that threads may share. Addresses are bytes. */
import { BRACKET_ROOM } from '../../numeric/simd-brackets.ts';
import { POWER_BYTES } from '../../numeric/simd-power.ts';
import { selectBytes } from '../../numeric/simd-select.ts';
import { aligned, BLOCK, COLUMN, type KernelSize, POWER_TABLES, TURN } from '../program/block.ts';
import type { Memory } from '../program/memory.ts';
import { PERCENTILES } from './spread.ts';

/** Words of 32 bits at the memory's start, by which threads agree. */
export const CONTROL = {
  /** The next block to be drawn, where all blocks are drawn before the first is simulated. */
  nextDraw: 0,
  /** The next unit, a block of a variant, to be taken. */
  nextUnit: 1,
  /** The lowest unit in which a check failed. */
  badUnit: 2,
  /** Units that are done. */
  doneUnits: 3,
  /** 1 where the run is called off. */
  stopped: 4,
  /** The next column to be summed up. */
  nextColumn: 5,
  /** Threads that have left the draws, and the units. */
  drawn: 6,
  arrived: 7,
} as const;

/** The control words of a memory, by the places of `CONTROL`. */
export const controlOf = (memory: Memory): Int32Array => memory.words(0, Object.keys(CONTROL).length);

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

export interface MemoryLayout {
  readonly kernels: readonly KernelPlaces[];
  /** Numbers of a month of a series: the worlds, rounded up to whole turns. */
  readonly stride: number;
  /**
   * The columns of the first block. Where they are kept, those of the next block follow; else those of the next thread.
   */
  readonly columns: number;
  readonly columnBytes: number;
  readonly keepsColumns: boolean;
  /** Where the tables of beta distributions lie. */
  readonly strips: number;
  readonly variantBytes: number;
  /** A sum and percentiles for each column that is summed up, `SPREAD` numbers, variant by variant. */
  readonly results: number;
  /** Room in which the first thread selects order statistics; that of the others follows, `threadBytes` apart. */
  readonly select: number;
  /** Of how many values there is room to select. */
  readonly selectable: number;
  /** Room in which the first thread keeps values by brackets. */
  readonly brackets: number;
  readonly threads: number;
  readonly threadBytes: number;
  readonly end: number;
}

/** Numbers of a spread: the sum, then the percentiles. */
export const SPREAD = 1 + PERCENTILES.length;

/** Bytes of columns that are kept for the next question. */
const MOST_KEPT = 128 * 2 ** 20;

/** Whether the draws of so many worlds are kept: only then can several variants meet them in one run. */
export const keepsColumns = (columnCount: number, worlds: number): boolean =>
  aligned(8 * COLUMN * columnCount) * Math.ceil(worlds / BLOCK) <= MOST_KEPT;

/** What a run needs room for. */
export interface Room {
  /** Rows of a block's columns. */
  readonly columnCount: number;
  /** Bytes of the tables of beta distributions. */
  readonly strips: number;
  readonly worlds: number;
  readonly months: number;
  readonly threads: number;
  readonly variants: number;
  readonly sizes: readonly KernelSize[];
  /** Columns of a variant that are summed up. */
  readonly sums: number;
  /** Whether these worlds are a part of a run that goes on: what is drawn is of no use to the next. */
  readonly isPart: boolean;
}

/** Values from which order statistics are selected at most, beside the worlds of a part. */
const MOST_KEPT_VALUES = 262_144;

/** Lays out a run. What may be kept comes first, so that the next run finds it in the same place. */
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

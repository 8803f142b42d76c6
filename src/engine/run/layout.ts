/** Where everything of a run lies in one memory that threads may share. Addresses are bytes. */
import { POWER_BYTES } from '../../numeric/simd-power.ts';
import { selectBytes } from '../../numeric/simd-select.ts';
import { aligned, BLOCK, COLUMN, type KernelSize, POWER_TABLES, TURN } from '../program/block.ts';
import { PERCENTILES } from './spread.ts';

/** Words of 32 bits at the memory's start, by which threads agree. */
export const CONTROL = {
  /** The next block to be taken. */
  nextBlock: 0,
  /** The lowest block in which a check failed. */
  badBlock: 1,
  /** Blocks that are done. */
  doneBlocks: 2,
  /** 1 where the run is called off. */
  stopped: 3,
  /** The next column to be summed up. */
  nextColumn: 4,
  /** Threads that have left the blocks. */
  arrived: 5,
} as const;

export interface KernelPlaces {
  readonly table: number;
  readonly series: number;
  readonly finals: number;
  /** Of the first thread; the others' follow, `Layout.threadBytes` apart. So does the scratch. */
  readonly tallies: number;
  readonly scratch: number;
}

export interface Layout {
  readonly kernels: readonly KernelPlaces[];
  /** Numbers of a month of a series: the worlds, rounded up to whole turns. */
  readonly stride: number;
  /** The columns of the first block. Where they are kept, those of the next block follow; else those of the next thread. */
  readonly columns: number;
  readonly columnBytes: number;
  readonly keepsColumns: boolean;
  /** A mean and percentiles for each column that is summed up, `SPREAD` numbers. */
  readonly results: number;
  /** Of the first thread: room to select in. */
  readonly select: number;
  readonly threads: number;
  readonly threadBytes: number;
  readonly end: number;
}

/** Numbers of a spread: the mean, then the percentiles. */
export const SPREAD = 1 + PERCENTILES.length;

/** Bytes of columns that are kept for the next question. */
const MOST_KEPT = 128 * 2 ** 20;

/** Bytes of series that are kept at once: more of them are simulated again, some after others. */
const MOST_SERIES = 384 * 2 ** 20;

/** How many series of so many worlds are kept at once: one at least. */
export const seriesAtOnce = (worlds: number, months: number): number =>
  Math.max(1, Math.floor(MOST_SERIES / (8 * worlds * months)));

/** How many worlds of so many series are simulated at once. */
export const worldsAtOnce = (series: number, months: number): number =>
  Math.floor(MOST_SERIES / (8 * Math.max(1, series) * months));

/** Lays out a run. What may be kept comes first, so that the next run finds it in the same place. */
export function layOut(
  columnCount: number,
  worlds: number,
  months: number,
  threads: number,
  sizes: readonly KernelSize[],
  spreads: number,
): Layout {
  const blocks = Math.ceil(worlds / BLOCK);
  const columnBytes = aligned(8 * COLUMN * columnCount);
  const keepsColumns = columnBytes * blocks <= MOST_KEPT;
  const stride = Math.ceil(worlds / TURN) * TURN;
  const columns = aligned(POWER_TABLES + POWER_BYTES);
  let at = columns + columnBytes * (keepsColumns ? blocks : threads);
  const take = (bytes: number): number => {
    const address = at;
    at += aligned(bytes);
    return address;
  };
  const shared = sizes.map((size) => ({
    table: take(8 * size.table),
    series: take(8 * stride * months * size.series),
    finals: take(8 * stride * size.finals),
  }));
  const results = take(8 * SPREAD * spreads);
  const threadStart = at;
  const select = take(selectBytes(stride));
  const own = sizes.map((size) => ({ tallies: take(16 * size.tallies), scratch: take(size.scratch) }));
  const threadBytes = at - threadStart;
  const kernels = shared.map((places, i) => ({ ...places, ...own[i]! }));
  return {
    kernels,
    stride,
    columns,
    columnBytes,
    keepsColumns,
    results,
    select,
    threads,
    threadBytes,
    end: threadStart + threadBytes * threads,
  };
}

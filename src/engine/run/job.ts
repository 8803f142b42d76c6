/** A run of many worlds as plain data, which each thread is given. Addresses are bytes in the shared memory. */
import type { BracketPlaces, Narrowing } from '../../numeric/simd-brackets.ts';
import type { WasmModule } from '../../wasm/host.ts';
import type { DrawPlan } from '../draws/draws.ts';
import type { DrawsModule } from '../draws/draws-module.ts';
import type { MemoryLayout } from './layout.ts';

/** A kernel in the forms in which a thread can run it. */
export interface JobKernel {
  /** Kernels with the same number are the same, so a thread compiles each once. */
  readonly id: number;
  /** Null where the host has no vectors. */
  readonly module: WasmModule | null;
  /** The lean kernel, which simulates most of many worlds; null where all are simulated with all checks. */
  readonly lean: WasmModule | null;
  /** JavaScript, for where `module` is null; else empty. */
  readonly source: string;
  /** Whether it reads the tables of `power`. */
  readonly hasPowers: boolean;
  /** How many series, finals and tallies it has. */
  readonly series: number;
  readonly finals: number;
  readonly tallies: number;
  /** Numbers of its table. */
  readonly table: number;
}

/** A column to be summed up, one number a world: of the first variant, those of the others lie `variantBytes` apart. */
export interface SummedColumn {
  readonly at: number;
  /** Whether the sum leaves out infinite values, which stand for failed worlds in months after their failure. */
  readonly ofFinite: boolean;
  readonly hasPercentiles: boolean;
}

/**
 * What threads do with the columns of a part, where all worlds are too many for memory: sums by block, and brackets.
 */
export interface JobStream {
  /** `begin`: cuts are found by this part, the first, and nothing is added; `add`: its columns are added. */
  readonly step: 'begin' | 'add';
  readonly narrowing: Narrowing;
  /** Where the sums of the first column's blocks stand; those of the next column follow. */
  readonly sums: number;
  /** How many sums a column has. */
  readonly blocks: number;
  /** By column; null for one that has no percentiles. */
  readonly places: readonly (BracketPlaces | null)[];
}

/** A run, for threads. */
export interface Job {
  /** The kernel of the run; then, where it is wanted, that of the run without money after month 0. */
  readonly kernels: readonly JobKernel[];
  readonly layout: MemoryLayout;
  readonly draws: DrawPlan;
  /** The module that draws; null where the host has no vectors, or nothing is drawn by them. */
  readonly drawsModule: DrawsModule | null;
  /** The module of `selectModule`; null where the host has no vectors. */
  readonly selectModule: WasmModule | null;
  /** The module of `bracketsModule`; null where worlds are no part of more, or the host has no vectors. */
  readonly bracketsModule: WasmModule | null;
  readonly sums: readonly SummedColumn[];
  /** What to do with the columns of a part; null where columns are summed up whole. */
  readonly stream: JobStream | null;
  /** The first rows of variables that are still to be drawn: the others are in the memory from an earlier run. */
  readonly undrawn: readonly number[];
  /** How many variants meet the same worlds, each with a table of its own. */
  readonly variants: number;
  /** The number of the first world, and how many there are. */
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

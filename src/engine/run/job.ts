/** A run of many worlds as plain data: what each thread is told. */
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
  /** The same with few tests, for most of many worlds; null where all of them are checked. */
  readonly lean: WasmModule | null;
  readonly source: string;
  /** Whether it reads the tables of `power`. */
  readonly hasPowers: boolean;
  readonly series: number;
  readonly finals: number;
  readonly tallies: number;
  readonly table: number;
}

/** A column of the first variant that is summed up; the others' lie likewise. */
export interface SummedColumn {
  readonly at: number;
  /** Whether its sum leaves out infinite values, as the months in which failed worlds stand at the worst. */
  readonly ofFinite: boolean;
  readonly hasPercentiles: boolean;
}

/** What a part of a run that is too large for memory leaves, beside counts: sums by block, and brackets. */
export interface JobStream {
  /** Whether brackets are found by this part, the first, or what it comes to is added. */
  readonly step: 'begin' | 'add';
  readonly narrowing: Narrowing;
  /** Where the sums of the first column's blocks stand; those of the next follow, `blocks` of them a column. */
  readonly sums: number;
  readonly blocks: number;
  /** By column; null for one that has no percentiles. */
  readonly places: readonly (BracketPlaces | null)[];
}

export interface Job {
  readonly kernels: readonly JobKernel[];
  readonly layout: MemoryLayout;
  readonly draws: DrawPlan;
  /** A module of `drawsModule`, by the laws it draws; null where the host has no vectors, or none of these is drawn. */
  readonly drawsModule: DrawsModule | null;
  /** That of `selectModule`; null where the host has no vectors. */
  readonly selectModule: WasmModule | null;
  /** That of `bracketsModule`, where `stream` is given and the host has vectors. */
  readonly bracketsModule: WasmModule | null;
  readonly sums: readonly SummedColumn[];
  /** Null where columns are summed up whole. */
  readonly stream: JobStream | null;
  /** The first rows of variables that are still to be drawn: the others are in the memory from an earlier run. */
  readonly undrawn: readonly number[];
  /** Settings that meet the same worlds, each with a table of its own. */
  readonly variants: number;
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

/** A run of many worlds as plain data: what each thread is told. */
import type { WasmModule } from '../../wasm/host.ts';
import type { DrawPlan } from '../draws/draws.ts';
import type { MemoryLayout } from './layout.ts';

/** A kernel in the forms in which a thread can run it. */
export interface JobKernel {
  /** Kernels with the same number are the same, so a thread compiles each once. */
  readonly id: number;
  /** Null where the host has no vectors. */
  readonly module: WasmModule | null;
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

export interface Job {
  readonly kernels: readonly JobKernel[];
  readonly layout: MemoryLayout;
  readonly draws: DrawPlan;
  /** A module of `drawsModule`, by the laws it draws; null where the host has no vectors, or none of these is drawn. */
  readonly drawsModule: { readonly name: string; readonly module: WasmModule } | null;
  /** That of `selectModule`; null where the host has no vectors. */
  readonly selectModule: WasmModule | null;
  readonly sums: readonly SummedColumn[];
  /** The first rows of variables that are still to be drawn: the others are in the memory from an earlier run. */
  readonly undrawn: readonly number[];
  /** Settings that meet the same worlds, each with a table of its own. */
  readonly variants: number;
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

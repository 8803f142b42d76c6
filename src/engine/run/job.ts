/** A run of many worlds as plain data: what each thread is told. */
import type { WasmModule } from '../../wasm/host.ts';
import type { DrawPlan } from '../draws/draws.ts';
import type { Layout } from './layout.ts';

/** A kernel in the forms in which a thread can run it. */
export interface JobKernel {
  /** Those with the same number are the same. */
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

export interface Job {
  readonly kernels: readonly JobKernel[];
  readonly layout: Layout;
  readonly draws: DrawPlan;
  /** A module of `drawsModule`, by the laws it draws; null where the host has no vectors, or none of these is drawn. */
  readonly drawsModule: { readonly name: string; readonly module: WasmModule } | null;
  /** That of `selectModule`; null where the host has no vectors. */
  readonly selectModule: WasmModule | null;
  /** The columns of which mean and percentiles are wanted. */
  readonly spreads: readonly number[];
  /** Those of which the mean alone is. */
  readonly means: readonly number[];
  /** Whether the columns are there already. */
  readonly isDrawn: boolean;
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

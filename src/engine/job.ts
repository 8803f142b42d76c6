/** A run of many worlds as plain data: what each thread is told. */
import type { WasmModule } from '../wasm/host.ts';
import type { DrawPlan } from './draws.ts';
import type { Layout } from './layout.ts';

/** A kernel in the forms in which a thread can run it. */
export interface JobKernel {
  /** Null where the host has no vectors. */
  readonly module: WasmModule | null;
  readonly source: string;
  readonly series: number;
  readonly finals: number;
  readonly tallies: number;
  readonly table: number;
}

export interface Job {
  /** Tells kernels apart: those of a job with the same name are the same. */
  readonly name: string;
  readonly kernels: readonly JobKernel[];
  readonly layout: Layout;
  readonly draws: DrawPlan;
  /** The module of `drawsModule`; null where the host has no vectors. */
  readonly drawsModule: WasmModule | null;
  /** Whether the columns are there already. */
  readonly isDrawn: boolean;
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

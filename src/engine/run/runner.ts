/** Carries runs out, on this thread or by a crew of others, in one memory that is kept from run to run. */
import type { ColumnBrackets } from '../../numeric/simd-brackets.ts';
import { BLOCK } from '../program/block.ts';
import { Memory } from '../program/memory.ts';
import type { Asked } from './asked.ts';
import type { Part } from './counts.ts';
import type { Job, JobStream } from './job.ts';
import { CONTROL, controlOf } from './layout.ts';
import { type BackEnd, type PreparedRun, Preparer } from './prepare.ts';
import { faultOf, partOf, summedColumn } from './read-back.ts';
import { NONE_BAD, Worker } from './worker.ts';

/** Threads that carry out runs, one after the other, in a memory that they share. */
export interface Crew {
  readonly memory: Memory;
  readonly threads: number;
  /** Carries out a run; resolves when all threads have left it. */
  run(job: Job): Promise<void>;
}

/** Prepares runs and carries them out; one at a time. */
export class Runner {
  readonly memory: Memory;
  private readonly own: Worker;
  private readonly preparer: Preparer;

  constructor(
    readonly crew: Crew | null,
    backEnd: BackEnd,
  ) {
    this.memory = crew?.memory ?? new Memory(false);
    this.memory.reserve(65536);
    this.own = new Worker(this.memory, 0);
    this.preparer = new Preparer(this.memory, backEnd);
  }

  /** Prepares a run for a number of threads. Throws Faults where what no world changes is at fault. */
  prepare(asked: Asked, threads: number): PreparedRun {
    return this.preparer.prepare(asked, threads);
  }

  /** Carries a run out on this thread. */
  runHere({ job }: PreparedRun): void {
    this.own.run(job);
  }

  /** Carries a run out by the crew, while this thread does other things. Throws an Error where there is no crew. */
  async runByCrew({ job }: PreparedRun): Promise<void> {
    if (this.crew === null) throw new Error('there is no crew');
    await this.crew.run(job);
  }

  /** Stops the run that is being carried out: units that were begun are finished. */
  stop(): void {
    Atomics.store(this.control(), CONTROL.stopped, 1);
  }

  isStopped(): boolean {
    return this.control()[CONTROL.stopped] !== 0;
  }

  /** How many units of the run, blocks of 1,024 worlds, are done. */
  doneUnits(): number {
    return this.control()[CONTROL.doneUnits]!;
  }

  /** How many worlds of a stopped run are done: of the first variant from the first on, then of the next one. */
  doneWorlds({ job: { count, variants } }: PreparedRun): number {
    const blocks = Math.ceil(count / BLOCK);
    const units = Math.min(this.control()[CONTROL.nextUnit]!, blocks * variants);
    return count * Math.floor(units / blocks) + Math.min(count, (units % blocks) * BLOCK);
  }

  /**
   * Sums up the first `count` worlds of the first `variants` variants of a stopped run; returns the run of these alone.
   */
  sumUp(run: PreparedRun, count: number, variants: number): PreparedRun {
    const some = { ...run, job: { ...run.job, count, variants } };
    if (this.control()[CONTROL.badUnit] === NONE_BAD) this.own.sumUp(some.job);
    return some;
  }

  /** Whether a check failed in a world of the run. */
  isAtFault(): boolean {
    return this.control()[CONTROL.badUnit] !== NONE_BAD;
  }

  /** Call when a run has been carried out or stopped. Throws Faults where a world is at fault. */
  finish(run: PreparedRun): void {
    if (this.isAtFault()) throw faultOf(this.memory, run, this.control()[CONTROL.badUnit]!);
    if (!this.isStopped()) this.preparer.keepDraws(run);
    this.control()[CONTROL.doneUnits] = 0;
  }

  /** What a run has left of a variant: `partOf`. */
  part(run: PreparedRun, variant: number): Part {
    return partOf(this.memory, run, variant);
  }

  /** The sum and the percentiles of a column: `summedColumn`. */
  summed(run: PreparedRun, variant: number, column: number): Float64Array {
    return summedColumn(this.memory, run, variant, column);
  }

  /**
   * Whether the columns of a run are summed up. Of a stopped run all are or none: a thread that has begun with them
   * goes on to the last.
   */
  hasSummedUp(): boolean {
    return this.control()[CONTROL.nextColumn] !== 0;
  }

  /** Does what `stream` says with the columns of a part's first `count` worlds, on this thread. */
  addColumns({ job }: PreparedRun, stream: JobStream, count: number): void {
    this.control()[CONTROL.nextColumn] = 0;
    this.own.sumUp({ ...job, stream, count });
  }

  /** The brackets in the memory of a run. */
  brackets({ job }: PreparedRun): ColumnBrackets {
    return this.own.brackets(job);
  }

  private control(): Int32Array {
    return controlOf(this.memory);
  }
}

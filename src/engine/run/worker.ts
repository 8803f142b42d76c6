/**
 * What one thread does of a run: it takes block after block, draws its worlds and simulates them; then, when all blocks are done, column
 * after column, and sums it up.
 */
import { power } from '../../numeric/power.ts';
import { interpolation } from '../../numeric/select.ts';
import { writeTables } from '../../numeric/simd-draws.ts';
import { writePowerTables } from '../../numeric/simd-power.ts';
import { ColumnSelect } from '../../numeric/simd-select.ts';
import { type WasmFunction, type WasmModule, wasm } from '../../wasm/host.ts';
import { HOST } from '../../wasm/module.ts';
import { drawing, type FillBlock, offsetOf } from '../draws/draws.ts';
import { BLOCK, COLUMN, POWER_TABLES } from '../program/block.ts';
import { compileSource, type Kernel } from '../program/javascript.ts';
import type { Memory } from '../program/memory.ts';
import { HOST_FUNCTIONS } from '../program/vector-operations.ts';
import type { Job, JobKernel } from './job.ts';
import { CONTROL, SPREAD } from './layout.ts';
import { PERCENTILES } from './spread.ts';

/** Simulates the worlds of a block: false where a check failed. */
type RunBlock = (block: number) => boolean;

/** Blocks without a bad one among them. */
export const NONE_BAD = 0x7fffffff;

export class Worker {
  private readonly instances = new Map<string, Readonly<Record<string, WasmFunction>>>();
  private readonly kernels = new Map<number, Kernel>();
  private arePowersThere = false;

  /** @param thread its number, from 0 */
  constructor(
    private readonly memory: Memory,
    private readonly thread: number,
  ) {
    writeTables(memory.buffer);
  }

  /** Takes part in a run. Throws where a column cannot be summed up. */
  run(job: Job): void {
    const control = this.memory.words(0, Object.keys(CONTROL).length);
    try {
      this.runBlocks(job, control);
    } catch (error) {
      Atomics.store(control, CONTROL.stopped, 1);
      throw error;
    } finally {
      arrive(control);
    }
    if (job.layout.threads > 1) awaitAll(control, job.layout.threads);
    if (Atomics.load(control, CONTROL.stopped) !== 0 || Atomics.load(control, CONTROL.badBlock) !== NONE_BAD) return;
    this.sumUp(job);
  }

  private runBlocks(job: Job, control: Int32Array): void {
    const { count } = job;
    const fill = job.isDrawn ? null : this.fillBlock(job);
    const kernels = job.kernels.map((_, i) => this.kernel(job, i));
    const blocks = Math.ceil(count / BLOCK);
    for (;;) {
      // What has been taken is finished: the blocks that are done when a run is stopped are the first ones.
      if (Atomics.load(control, CONTROL.stopped) !== 0) return;
      const block = Atomics.add(control, CONTROL.nextBlock, 1);
      if (block >= blocks || block > Atomics.load(control, CONTROL.badBlock)) return;
      fill?.(this.columnsOf(job, block), job.first + block * BLOCK, worldsOf(job, block));
      if (!kernels.every((run) => run(block))) {
        lower(control, CONTROL.badBlock, block);
        return;
      }
      Atomics.add(control, CONTROL.doneBlocks, 1);
    }
  }

  /** Takes columns until none is left. Throws a RangeError where one holds no number. */
  sumUp({ layout, spreads, means, count, selectModule }: Job): void {
    const control = this.memory.words(0, Object.keys(CONTROL).length);
    const functions = selectModule === null ? null : this.instance('select', selectModule);
    const room = layout.select + layout.threadBytes * this.thread;
    const select = new ColumnSelect(() => this.memory.buffer, functions, room, count);
    const { ranks, from } = interpolation(count, PERCENTILES);
    for (;;) {
      const next = Atomics.add(control, CONTROL.nextColumn, 1);
      if (next >= spreads.length + means.length) return;
      const at = spreads[next] ?? means[next - spreads.length]!;
      const result = this.memory.doubles(layout.results + 8 * SPREAD * next, SPREAD);
      result[0] = select.mean(at, count);
      if (next < spreads.length) result.set(from(select.orderStatistics(at, count, ranks)), 1);
    }
  }

  private columnsOf({ layout }: Job, block: number): number {
    return layout.columns + layout.columnBytes * (layout.keepsColumns ? block : this.thread);
  }

  private fillBlock({ draws, drawsModule }: Job): FillBlock {
    return drawing(
      draws,
      this.memory,
      drawsModule === null ? null : this.instance(`draws ${drawsModule.name}`, drawsModule.module),
    );
  }

  private instance(name: string, module: WasmModule): Readonly<Record<string, WasmFunction>> {
    let known = this.instances.get(name);
    if (known === undefined) {
      const imports = { memory: this.memory.wasm, power, ...HOST_FUNCTIONS };
      known = new wasm!.Instance(module, { [HOST]: imports }).exports;
      this.instances.set(name, known);
    }
    return known;
  }

  private kernel(job: Job, i: number): RunBlock {
    const kernel = job.kernels[i]!;
    return kernel.module === null ? this.plainKernel(job, i) : this.simdKernel(job, i, kernel);
  }

  private simdKernel(job: Job, i: number, { id, module, hasPowers }: JobKernel): RunBlock {
    const { layout } = job;
    const { table, series, finals, tallies, scratch } = layout.kernels[i]!;
    const run = this.instance(`kernel ${id}`, module!).run!;
    if (hasPowers) this.writePowers();
    const own = layout.threadBytes * this.thread;
    this.memory.doubles(tallies + own, 2 * job.kernels[i]!.tallies).fill(0);
    return (block) => {
      const at = 8 * block * BLOCK;
      const columns = this.columnsOf(job, block) + 8 * offsetOf(job.first);
      const worlds = worldsOf(job, block);
      return (
        run(worlds, table, columns, series + at, finals + at, 8 * layout.stride, tallies + own, scratch + own) !== 0
      );
    };
  }

  /** Once a thread, and only where they are read: working them out takes a moment. */
  private writePowers(): void {
    if (this.arePowersThere) return;
    writePowerTables(this.memory.buffer, POWER_TABLES);
    this.arePowersThere = true;
  }

  private plainKernel(job: Job, i: number): RunBlock {
    const kernel = job.kernels[i]!;
    const places = job.layout.kernels[i]!;
    const run = this.compiled(kernel);
    const { stride } = job.layout;
    const tallies = this.memory.doubles(places.tallies + job.layout.threadBytes * this.thread, 2 * kernel.tallies);
    tallies.fill(0);
    const series = columnsAt(this.memory, places.series, kernel.series, stride * job.months);
    const finals = columnsAt(this.memory, places.finals, kernel.finals, stride);
    const table = this.memory.doubles(places.table, kernel.table);
    const rows = job.layout.columnBytes / 8;
    return (block) => {
      const shift = offsetOf(job.first);
      const columns = this.memory.doubles(this.columnsOf(job, block) + 8 * shift, Math.max(0, rows - shift));
      const worlds = worldsOf(job, block);
      const at = block * BLOCK;
      const fault = new Float64Array(4);
      return run({ table, columns, columnStride: COLUMN, worlds, at, stride, series, finals, tallies, fault });
    };
  }

  private compiled({ id, source }: JobKernel): Kernel {
    let known = this.kernels.get(id);
    if (known === undefined) {
      known = compileSource<Kernel>(source);
      this.kernels.set(id, known);
    }
    return known;
  }
}

/** Arrays that follow one another in the memory. */
export const columnsAt = (memory: Memory, at: number, count: number, length: number): Float64Array[] =>
  Array.from({ length: count }, (_, i) => memory.doubles(at + 8 * i * length, length));

export const worldsOf = ({ count }: Job, block: number): number => Math.min(BLOCK, count - block * BLOCK);

/** Tells that this thread has left the blocks. */
function arrive(control: Int32Array): void {
  Atomics.add(control, CONTROL.arrived, 1);
  Atomics.notify(control, CONTROL.arrived);
}

/** Waits until all threads have left them. */
function awaitAll(control: Int32Array, threads: number): void {
  for (;;) {
    const arrived = Atomics.load(control, CONTROL.arrived);
    if (arrived >= threads) return;
    Atomics.wait(control, CONTROL.arrived, arrived);
  }
}

/** Makes a word of the control the lower of itself and `x`. */
function lower(control: Int32Array, word: number, x: number): void {
  for (let seen = Atomics.load(control, word); x < seen; ) {
    const before = Atomics.compareExchange(control, word, seen, x);
    if (before === seen) return;
    seen = before;
  }
}

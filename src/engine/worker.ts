/** What one thread does of a run: it takes block after block, draws its worlds and simulates them. */
import { writeTables } from '../numeric/simd-draws.ts';
import { type WasmFunction, type WasmModule, wasm } from '../wasm/host.ts';
import { HOST } from '../wasm/module.ts';
import { drawing, type FillBlock, offsetOf } from './draws.ts';
import { compileSource, type Kernel } from './javascript.ts';
import type { Job, JobKernel } from './job.ts';
import { BLOCK, COLUMN, CONTROL } from './layout.ts';
import type { Memory } from './memory.ts';
import { HOST_FUNCTIONS } from './simd.ts';

/** Simulates the worlds of a block: false where a check failed. */
type RunBlock = (block: number) => boolean;

/** Blocks without a bad one among them. */
export const NONE_BAD = 0x7fffffff;

export class Worker {
  private readonly instances = new Map<WasmModule, Readonly<Record<string, WasmFunction>>>();
  private readonly kernels = new Map<string, Kernel>();

  /** @param thread its number, from 0 */
  constructor(
    private readonly memory: Memory,
    private readonly thread: number,
  ) {
    writeTables(memory.buffer);
  }

  /** Takes blocks until none is left. `own` takes the place of the draws. */
  run(job: Job, own: FillBlock | null = null): void {
    const { count } = job;
    const control = this.memory.words(0, Object.keys(CONTROL).length);
    const fill = job.isDrawn ? null : (own ?? this.fillBlock(job));
    const kernels = job.kernels.map((_, i) => this.kernel(job, i));
    const blocks = Math.ceil(count / BLOCK);
    for (;;) {
      const block = Atomics.add(control, CONTROL.nextBlock, 1);
      if (block >= blocks || block > Atomics.load(control, CONTROL.badBlock)) return;
      if (Atomics.load(control, CONTROL.stopped) !== 0) return;
      fill?.(this.columnsOf(job, block), job.first + block * BLOCK, worldsOf(job, block));
      if (!kernels.every((run) => run(block))) {
        lower(control, CONTROL.badBlock, block);
        return;
      }
      Atomics.add(control, CONTROL.doneBlocks, 1);
    }
  }

  private columnsOf({ layout }: Job, block: number): number {
    return layout.columns + layout.columnBytes * (layout.keepsColumns ? block : this.thread);
  }

  private fillBlock({ draws, drawsModule }: Job): FillBlock {
    return drawing(draws, this.memory, drawsModule === null ? null : this.instance(drawsModule));
  }

  private instance(module: WasmModule): Readonly<Record<string, WasmFunction>> {
    let known = this.instances.get(module);
    if (known === undefined) {
      const functions = Object.fromEntries(
        (Object.keys(HOST_FUNCTIONS) as (keyof typeof HOST_FUNCTIONS)[]).map((name) => [name, Math[name]]),
      );
      known = new wasm!.Instance(module, { [HOST]: { memory: this.memory.wasm, ...functions } }).exports;
      this.instances.set(module, known);
    }
    return known;
  }

  private kernel(job: Job, i: number): RunBlock {
    const kernel = job.kernels[i]!;
    return kernel.module === null ? this.plainKernel(job, i) : this.simdKernel(job, i, kernel.module);
  }

  private simdKernel(job: Job, i: number, module: WasmModule): RunBlock {
    const { layout } = job;
    const { table, series, finals, tallies, scratch } = layout.kernels[i]!;
    const run = this.instance(module).run!;
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

  private compiled({ source }: JobKernel): Kernel {
    let known = this.kernels.get(source);
    if (known === undefined) {
      known = compileSource<Kernel>(source);
      this.kernels.set(source, known);
    }
    return known;
  }
}

/** Arrays that follow one another in the memory. */
export const columnsAt = (memory: Memory, at: number, count: number, length: number): Float64Array[] =>
  Array.from({ length: count }, (_, i) => memory.doubles(at + 8 * i * length, length));

export const worldsOf = ({ count }: Job, block: number): number => Math.min(BLOCK, count - block * BLOCK);

/** Makes a word of the control the lower of itself and `x`. */
function lower(control: Int32Array, word: number, x: number): void {
  for (let seen = Atomics.load(control, word); x < seen; ) {
    const before = Atomics.compareExchange(control, word, seen, x);
    if (before === seen) return;
    seen = before;
  }
}

/**
 * What one thread does of a run. It takes unit after unit, a block of worlds under a variant, draws the worlds and
 * simulates them; then, when all threads are done with that, it takes column after column and sums it up.
 */
import { power } from '../../numeric/power.ts';
import { recent } from '../../numeric/remembered.ts';
import { interpolation } from '../../numeric/select.ts';
import { ColumnBrackets } from '../../numeric/simd-brackets.ts';
import { writeTables } from '../../numeric/simd-draw-tables.ts';
import { writePowerTables } from '../../numeric/simd-power.ts';
import { ColumnSelect } from '../../numeric/simd-select.ts';
import { type WasmFunction, type WasmModule, wasm } from '../../wasm/host.ts';
import { HOST } from '../../wasm/module.ts';
import { drawing, type FillBlock, offsetOf } from '../draws/draws.ts';
import { BLOCK, COLUMN, POWER_TABLES } from '../program/block.ts';
import { compileSource, type Kernel } from '../program/javascript.ts';
import type { Memory } from '../program/memory.ts';
import { HOST_FUNCTIONS } from '../program/vector-operations.ts';
import type { Job, JobKernel, JobStream } from './job.ts';
import { CONTROL, controlOf, SPREAD } from './layout.ts';
import { PERCENTILES } from './spread.ts';

/** Simulates the worlds of a block under a variant: false where a check failed. */
type RunUnit = (variant: number, block: number) => boolean;

/** What `CONTROL.badUnit` holds while no check has failed. */
export const NONE_BAD = 0x7fffffff;

/** Modules and kernels that a thread keeps: a screen that stays open compiles new ones after each save of the file. */
const MOST_KEPT = 32;

/** One thread's work; it keeps what it has instantiated for the next run. */
export class Worker {
  /** By name of a module, its functions in the memory. */
  private readonly instances = new Map<string, Readonly<Record<string, WasmFunction>>>();
  /** By id, JavaScript kernels. */
  private readonly kernels = new Map<number, Kernel>();
  /** By id of a kernel, how its lean one has done: units that it simulated, and those among them that it doubted. */
  private readonly lean = new Map<number, { units: number; doubted: number }>();
  private arePowersThere = false;

  /** @param thread its number, from 0 */
  constructor(
    private readonly memory: Memory,
    private readonly thread: number,
  ) {
    writeTables(memory.buffer);
  }

  /** Takes part in a run. Throws a RangeError where a column that is summed up has NaN. */
  run(job: Job): void {
    const control = controlOf(this.memory);
    const { threads } = job.layout;
    // With several variants all draws are made before the first unit; with one, each unit makes its own.
    const isDrawnFirst = job.variants > 1 && job.undrawn.length > 0;
    try {
      try {
        if (isDrawnFirst) this.drawBlocks(job, control);
      } finally {
        arrive(control, CONTROL.drawn);
      }
      if (isDrawnFirst && threads > 1) awaitAll(control, CONTROL.drawn, threads);
      this.runUnits(job, control);
    } catch (error) {
      Atomics.store(control, CONTROL.stopped, 1);
      throw error;
    } finally {
      arrive(control, CONTROL.arrived);
    }
    if (threads > 1) awaitAll(control, CONTROL.arrived, threads);
    if (Atomics.load(control, CONTROL.stopped) !== 0 || Atomics.load(control, CONTROL.badUnit) !== NONE_BAD) return;
    this.sumUp(job);
  }

  /** Draws block after block, until none is left. */
  private drawBlocks(job: Job, control: Int32Array): void {
    const fill = this.fillBlock(job);
    const blocks = blocksOf(job);
    for (;;) {
      if (Atomics.load(control, CONTROL.stopped) !== 0) return;
      const block = Atomics.add(control, CONTROL.nextDraw, 1);
      if (block >= blocks) return;
      fill(this.columnsOf(job, block), job.first + block * BLOCK, worldsOf(job, block));
    }
  }

  /** Simulates unit after unit, until none is left, a check fails, or the run is stopped. */
  private runUnits(job: Job, control: Int32Array): void {
    const fill = job.undrawn.length === 0 || job.variants > 1 ? null : this.fillBlock(job);
    const kernels = job.kernels.map((_, i) => this.kernel(job, i));
    const blocks = blocksOf(job);
    const units = blocks * job.variants;
    for (;;) {
      // Units are taken in order, and one that was taken is finished: those done when a run is stopped are the first.
      if (Atomics.load(control, CONTROL.stopped) !== 0) return;
      const unit = Atomics.add(control, CONTROL.nextUnit, 1);
      if (unit >= units || unit > Atomics.load(control, CONTROL.badUnit)) return;
      const block = unit % blocks;
      fill?.(this.columnsOf(job, block), job.first + block * BLOCK, worldsOf(job, block));
      if (!kernels.every((run) => run(Math.floor(unit / blocks), block))) {
        lower(control, CONTROL.badUnit, unit);
        return;
      }
      Atomics.add(control, CONTROL.doneUnits, 1);
    }
  }

  /** Sums up column after column, until none is left. Throws a RangeError where one has NaN. */
  sumUp(job: Job): void {
    const { layout, sums, variants, count, selectModule, stream } = job;
    if (stream !== null) {
      this.addColumns(job, stream);
      return;
    }
    const control = controlOf(this.memory);
    const functions = selectModule === null ? null : this.instance('select', selectModule);
    const room = layout.select + layout.threadBytes * this.thread;
    const select = new ColumnSelect(() => this.memory.buffer, functions, room, layout.selectable);
    const { ranks, from } = interpolation(count, PERCENTILES);
    for (;;) {
      const next = Atomics.add(control, CONTROL.nextColumn, 1);
      if (next >= sums.length * variants) return;
      const { at: first, ofFinite, hasPercentiles } = sums[next % sums.length]!;
      const at = first + layout.variantBytes * Math.floor(next / sums.length);
      const result = this.memory.doubles(layout.results + 8 * SPREAD * next, SPREAD);
      result[0] = ofFinite ? select.sumOfFinite(at, count) : select.sum(at, count);
      if (hasPercentiles) result.set(from(select.orderStatistics(at, count, ranks)), 1);
    }
  }

  /** Does what the job's stream says with column after column of a part. Throws as `sumUp` does. */
  private addColumns(job: Job, { step, narrowing, sums, blocks, places }: JobStream): void {
    const control = controlOf(this.memory);
    const columns = this.brackets(job);
    for (;;) {
      const next = Atomics.add(control, CONTROL.nextColumn, 1);
      if (next >= job.sums.length) return;
      const { at, ofFinite } = job.sums[next]!;
      const place = places[next]!;
      if (step === 'add') {
        this.memory.doubles(sums + 8 * blocks * next, blocks).set(columns.sumBlocks(at, job.count, ofFinite));
        if (place !== null) columns.add(place, at, job.count, narrowing);
      } else if (place !== null) columns.begin(place.brackets, at, job.count, narrowing);
    }
  }

  /** The brackets in the memory of a part. */
  brackets({ layout, selectModule, bracketsModule }: Job): ColumnBrackets {
    const selecting = selectModule === null ? null : this.instance('select', selectModule);
    const keeping = bracketsModule === null ? null : this.instance('brackets', bracketsModule);
    const own = layout.threadBytes * this.thread;
    const buffer = (): ArrayBufferLike => this.memory.buffer;
    const select = new ColumnSelect(buffer, selecting, layout.select + own, layout.selectable);
    return new ColumnBrackets(buffer, keeping, selecting, select, layout.brackets + own, PERCENTILES);
  }

  /** The address of a block's columns. */
  private columnsOf({ layout }: Job, block: number): number {
    return layout.columns + layout.columnBytes * (layout.keepsColumns ? block : this.thread);
  }

  private fillBlock({ draws, drawsModule, undrawn, layout }: Job): FillBlock {
    if (drawsModule === null) return drawing(draws, this.memory, null, undrawn);
    const functions = this.instance(`draws ${drawsModule.name}`, drawsModule.module);
    return drawing(draws, this.memory, { functions, stripsAt: layout.strips }, undrawn);
  }

  /** The functions of a module in the memory, instantiated on first use. */
  private instance(name: string, module: WasmModule): Readonly<Record<string, WasmFunction>> {
    return recent(this.instances, MOST_KEPT, name, () => {
      const imports = { memory: this.memory.wasm, power, ...HOST_FUNCTIONS };
      return new wasm!.Instance(module, { [HOST]: imports }).exports;
    });
  }

  private kernel(job: Job, i: number): RunUnit {
    const kernel = job.kernels[i]!;
    return kernel.module === null ? this.plainKernel(job, i) : this.simdKernel(job, i, kernel);
  }

  /**
   * Simulates units by vectors: where there is a lean kernel most worlds by it and some with all checks; where either
   * says that something is wrong, all worlds of the unit again with all checks, whose word counts.
   */
  private simdKernel(job: Job, i: number, { id, module, lean, hasPowers, tallies: counted }: JobKernel): RunUnit {
    const { layout } = job;
    const { table, series, finals, tallies, scratch } = layout.kernels[i]!;
    const checked = this.instance(`kernel ${id}`, module!).run!;
    const quick = lean === null ? null : this.instance(`lean kernel ${id}`, lean).run!;
    const done = recent(this.lean, MOST_KEPT, id, () => ({ units: 0, doubted: 0 }));
    if (hasPowers) this.writePowers();
    const own = layout.threadBytes * this.thread;
    this.memory.doubles(tallies + own, 2 * counted * job.variants).fill(0);
    return (variant, block) => {
      const at = layout.variantBytes * variant;
      const out = at + 8 * block * BLOCK;
      const columns = this.columnsOf(job, block) + 8 * offsetOf(job.first);
      const counts = tallies + own + 16 * counted * variant;
      const worlds = worldsOf(job, block);
      const simulate = (run: WasmFunction, from: number, to: number): boolean => {
        if (from >= to) return true;
        const [drawn, first, last] = [columns + 8 * from, series + out + 8 * from, finals + out + 8 * from];
        return run(to - from, table + at, drawn, first, last, 8 * layout.stride, counts, scratch + own) !== 0;
      };
      if (quick === null || isDoubtful(done)) return simulate(checked, 0, worlds);
      const before = counted === 0 ? null : this.memory.doubles(counts, 2 * counted).slice();
      const from = checkedFrom(job.first + block * BLOCK, worlds);
      const to = Math.min(worlds, from + CHECKED);
      done.units++;
      if (simulate(quick, 0, from) && simulate(checked, from, to) && simulate(quick, to, worlds)) return true;
      if (before !== null) this.memory.doubles(counts, 2 * counted).set(before);
      done.doubted++;
      return simulate(checked, 0, worlds);
    };
  }

  /** Writes the tables of `power`, once, and only for kernels that read them: computing them takes a moment. */
  private writePowers(): void {
    if (this.arePowersThere) return;
    writePowerTables(this.memory.buffer, POWER_TABLES);
    this.arePowersThere = true;
  }

  /** Simulates units by JavaScript. */
  private plainKernel(job: Job, i: number): RunUnit {
    const kernel = job.kernels[i]!;
    const places = job.layout.kernels[i]!;
    const run = this.compiled(kernel);
    const { layout, variants, months } = job;
    const { stride } = layout;
    const shift = offsetOf(job.first);
    const rows = layout.columnBytes / 8;
    const counts = this.memory.doubles(
      places.tallies + layout.threadBytes * this.thread,
      2 * kernel.tallies * variants,
    );
    counts.fill(0);
    return (variant, block) => {
      const from = layout.variantBytes * variant;
      return run({
        table: this.memory.doubles(places.table + from, kernel.table),
        columns: this.memory.doubles(this.columnsOf(job, block) + 8 * shift, Math.max(0, rows - shift)),
        columnStride: COLUMN,
        worlds: worldsOf(job, block),
        at: block * BLOCK,
        stride,
        series: columnsAt(this.memory, places.series + from, kernel.series, stride * months),
        finals: columnsAt(this.memory, places.finals + from, kernel.finals, stride),
        tallies: counts.subarray(2 * kernel.tallies * variant, 2 * kernel.tallies * (variant + 1)),
        fault: new Float64Array(4),
      });
    };
  }

  private compiled({ id, source }: JobKernel): Kernel {
    return recent(this.kernels, MOST_KEPT, id, () => compileSource<Kernel>(source));
  }
}

/** How many worlds of a block are simulated with all checks beside a lean kernel: one in 64. */
const CHECKED = BLOCK / 64;

/** Whether a lean kernel doubts worlds so often that simulating all with all checks takes less time. */
const isDoubtful = ({ units, doubted }: { units: number; doubted: number }): boolean =>
  doubted >= 4 && 4 * doubted >= units;

/**
 * The place in a block of the first of the `CHECKED` worlds that are simulated with all checks: among these is the
 * world whose number is a multiple of 1,024, in whatever run it is; where the block has none, they are its first ones.
 * `first` is the number of the block's first world.
 */
function checkedFrom(first: number, worlds: number): number {
  const at = (BLOCK - (first % BLOCK)) % BLOCK;
  return at < worlds ? at - (at % CHECKED) : 0;
}

/** Views of `count` arrays of `length` doubles that follow one another from the address `at` on. */
export const columnsAt = (memory: Memory, at: number, count: number, length: number): Float64Array[] =>
  Array.from({ length: count }, (_, i) => memory.doubles(at + 8 * i * length, length));

/** How many worlds a block of a run has. */
export const worldsOf = ({ count }: Job, block: number): number => Math.min(BLOCK, count - block * BLOCK);

const blocksOf = ({ count }: Job): number => Math.ceil(count / BLOCK);

/** Counts this thread in a control word, and wakes those that wait for it. */
function arrive(control: Int32Array, word: number): void {
  Atomics.add(control, word, 1);
  Atomics.notify(control, word);
}

/** Waits until all threads are counted in a control word. */
function awaitAll(control: Int32Array, word: number, threads: number): void {
  for (;;) {
    const arrived = Atomics.load(control, word);
    if (arrived >= threads) return;
    Atomics.wait(control, word, arrived);
  }
}

/** Sets a control word to the lower of itself and `x`. */
function lower(control: Int32Array, word: number, x: number): void {
  for (let seen = Atomics.load(control, word); x < seen; ) {
    const before = Atomics.compareExchange(control, word, seen, x);
    if (before === seen) return;
    seen = before;
  }
}

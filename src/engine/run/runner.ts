/**
 * Prepares runs and carries them out, on this thread or by a crew of others, in one memory that is kept from run to
 * run.
 */
import { drawsModule, isSimdLaw } from '../../numeric/simd-draws.ts';
import { selectModule } from '../../numeric/simd-select.ts';
import { compileModule, type WasmModule } from '../../wasm/host.ts';
import { type DrawPlan, drawing, planDraws, varyingDraws } from '../draws/draws.ts';
import { runFault } from '../month/faults.ts';
import { compiledFor, type Model } from '../month/model.ts';
import { uniformInputs, variantNumbers } from '../month/variant.ts';
import { BLOCK, COLUMN } from '../program/block.ts';
import type { Compiled } from '../program/compiled.ts';
import { Memory } from '../program/memory.ts';
import { LEVEL, type Level } from '../program/program.ts';
import { type Asked, drawKey, type SpreadFinal } from './asked.ts';
import type { Part } from './counts.ts';
import type { Job, JobKernel, SummedColumn } from './job.ts';
import { CONTROL, layOut, type MemoryLayout, SPREAD } from './layout.ts';
import { columnsAt, NONE_BAD, Worker } from './worker.ts';

/** Threads that carry out runs in a memory they share, and are kept for the next. */
export interface Crew {
  readonly memory: Memory;
  readonly threads: number;
  /** Resolves when all of them have left the run. */
  run(job: Job): Promise<void>;
}

/** Ways of computing: `vectors` where the host has them, else as `plain`; both give the same bytes. */
export type BackEnd = 'vectors' | 'plain';

/** A run, prepared. */
export interface PreparedRun {
  readonly asked: Asked;
  /** The run as it is, and where it is wanted, the same without later money. */
  readonly compiled: readonly Compiled[];
  readonly job: Job;
}

const NO_DRAWS = { seed: 0, sampler: 'random', variables: [], groups: [] } as const;

export class Runner {
  readonly memory: Memory;
  private readonly own: Worker;
  private select: WasmModule | null | undefined;
  /** By the laws that are drawn, with commas. */
  private readonly draws = new Map<string, WasmModule | null>();
  /** What is in the columns, where they are kept. */
  private drawn: { readonly model: Model; readonly key: string } | null = null;

  constructor(
    readonly crew: Crew | null,
    private readonly backEnd: BackEnd,
  ) {
    this.memory = crew?.memory ?? new Memory(false);
    this.memory.reserve(65536);
    this.own = new Worker(this.memory, 0);
  }

  /** Carries a run out on this thread. */
  runHere({ job }: PreparedRun): void {
    this.own.run(job);
  }

  /** Carries a run out by the crew, while this thread does other things; one at a time. */
  async runByCrew({ job }: PreparedRun): Promise<void> {
    if (this.crew === null) throw new Error('there is no crew');
    await this.crew.run(job);
  }

  /** Stops the run that the crew is at. */
  stop(): void {
    Atomics.store(this.control(), CONTROL.stopped, 1);
  }

  isStopped(): boolean {
    return this.control()[CONTROL.stopped] !== 0;
  }

  /** Units of the run that are done. */
  doneUnits(): number {
    return this.control()[CONTROL.doneUnits]!;
  }

  /** How many worlds of a stopped run are done, from the first on: of several variants, one after the other. */
  doneWorlds({ job: { count, variants } }: PreparedRun): number {
    const blocks = Math.ceil(count / BLOCK);
    const units = Math.min(this.control()[CONTROL.nextUnit]!, blocks * variants);
    return count * Math.floor(units / blocks) + Math.min(count, (units % blocks) * BLOCK);
  }

  /** Sums up what a stopped run has done: of its first variants the worlds from the first on. */
  sumUp(run: PreparedRun, count: number, variants: number): PreparedRun {
    const some = { ...run, job: { ...run.job, count, variants } };
    if (this.control()[CONTROL.badUnit] === NONE_BAD) this.own.sumUp(some.job);
    return some;
  }

  /** Whether a check failed in one of the worlds. */
  isAtFault(): boolean {
    return this.control()[CONTROL.badUnit] !== NONE_BAD;
  }

  /** Call when a run has been carried out. Throws Faults where a world is at fault. */
  finish(run: PreparedRun): void {
    if (this.isAtFault()) throw this.faultOf(run, this.control()[CONTROL.badUnit]!);
    const { model, worlds } = run.asked;
    if (worlds !== null && run.job.layout.keepsColumns && !this.isStopped())
      this.drawn = { model, key: drawKey(worlds) };
    this.control()[CONTROL.doneUnits] = 0;
  }

  /** Prepares a run for so many threads. Throws Faults where what no world changes is at fault. */
  prepare(asked: Asked, threads: number): PreparedRun {
    return asked.worlds === null ? this.prepareCases(asked, threads) : this.prepareWorlds(asked, asked.worlds, threads);
  }

  private prepareWorlds(
    asked: Asked,
    { first, count, seed, sampler = 'random' }: NonNullable<Asked['worlds']>,
    threads: number,
  ): PreparedRun {
    const { model, variants } = asked;
    const compiled = this.compiled(asked, varyingDraws(model));
    const layout = this.room(asked, compiled, count, threads, variants.length);
    const numbers = variantNumbers(model, variants, asked.replaceable);
    variants.forEach((_, variant) => {
      this.fillTables(asked, compiled, layout, numbers, variant, layout.variantBytes * variant);
    });
    const isDrawn =
      this.drawn !== null && this.drawn.model === model && this.drawn.key === drawKey({ first, count, seed, sampler });
    this.drawn = null;
    const draws = planDraws(model, seed, sampler, compiled[0]!.schedule.columnRows);
    return {
      asked,
      compiled,
      job: this.job(asked, compiled, layout, { draws, isDrawn, variants: variants.length, first, count }),
    };
  }

  /** Each variant a world: what differs between them stands in the columns. */
  private prepareCases(asked: Asked, threads: number): PreparedRun {
    const { model, variants } = asked;
    const numbers = variantNumbers(model, variants, asked.replaceable);
    const compiled = this.compiled(asked, varyingOf(numbers));
    const count = variants.length;
    const layout = this.room(asked, compiled, count, threads, 1);
    if (!layout.keepsColumns) throw new Error(`${count} variants are too many for one run`);
    this.drawn = null;
    this.fillTables(asked, compiled, layout, numbers, 0, 0);
    for (let at = 0; at < count; at += BLOCK) {
      const block = layout.columns + (layout.columnBytes * at) / BLOCK;
      for (const [i, row] of compiled[0]!.schedule.columnRows) {
        const column = numbers.get(model.month.program.inputs[i]!.name)!;
        this.memory.doubles(block + 8 * COLUMN * row, BLOCK).set(column.subarray(at, at + BLOCK));
      }
    }
    const draws = { ...NO_DRAWS, months: model.scenario.months };
    return {
      asked,
      compiled,
      job: this.job(asked, compiled, layout, { draws, isDrawn: true, variants: 1, first: 0, count }),
    };
  }

  private compiled(
    { model, series, means, finals, tallies, alone }: Asked,
    varying: ReadonlyMap<string, Level>,
  ): Compiled[] {
    const own = {
      series: [...series, ...means],
      after: 'the worst',
      finals,
      tallies,
      stop: 'failure',
      varying,
    } as const;
    const bare = {
      series: [],
      after: 'the worst',
      finals: ['untroubled'],
      tallies: false,
      stop: 'trouble',
      varying,
    } as const;
    const main = compiledFor(model, own);
    return alone && model.month.hasLateMoney ? [main, compiledFor(model, bare)] : [main];
  }

  private room(
    asked: Asked,
    compiled: readonly Compiled[],
    worlds: number,
    threads: number,
    variants: number,
  ): MemoryLayout {
    const { months } = asked.model.scenario;
    const layout = layOut({
      columnCount: compiled[0]!.schedule.columnCount,
      worlds,
      months,
      threads,
      variants,
      sizes: compiled.map(({ size }) => size),
      sums: (asked.series.length + asked.means.length) * months + asked.spreads.length,
    });
    this.memory.reserve(layout.end);
    return layout;
  }

  /** What no world changes, under one variant. */
  private fillTables(
    { model }: Asked,
    compiled: readonly Compiled[],
    layout: MemoryLayout,
    numbers: ReadonlyMap<string, Float64Array>,
    variant: number,
    from: number,
  ): void {
    compiled.forEach(({ prologue, size }, i) => {
      const uniform = uniformInputs(model, numbers, variant, i === 0);
      const fault = new Float64Array(4);
      const table = this.memory.doubles(layout.kernels[i]!.table + from, size.table);
      if (!prologue(uniform, table, fault)) throw runFault(model, fault, true);
    });
  }

  private job(
    asked: Asked,
    compiled: readonly Compiled[],
    layout: MemoryLayout,
    rest: Pick<Job, 'draws' | 'isDrawn' | 'variants' | 'first' | 'count'>,
  ): Job {
    const control = this.control();
    control.fill(0);
    control[CONTROL.badUnit] = NONE_BAD;
    return {
      ...rest,
      layout,
      months: asked.model.scenario.months,
      kernels: compiled.map((program) => this.kernel(program)),
      drawsModule: this.drawsModule(rest.draws),
      selectModule: this.selectModule(),
      sums: summedColumns(asked, layout),
    };
  }

  private kernel(compiled: Compiled): JobKernel {
    const { series, finals, tallies, table } = compiled.size;
    const module = this.selectModule() === null ? null : compiled.module(this.memory.kind);
    const source = module === null ? compiled.source : '';
    const { id, hasPowers } = compiled;
    return { id, module, source, hasPowers, series, finals, tallies, table };
  }

  /** The module that all runs share; null where the host has no vectors. */
  private selectModule(): WasmModule | null {
    if (this.select === undefined) {
      const { kind, wasm } = this.memory;
      this.select = this.backEnd === 'plain' || wasm === null ? null : compileModule(selectModule(kind));
    }
    return this.select;
  }

  /** The module for the laws of a plan; null where the host has no vectors, or they draw none of them. */
  private drawsModule({ sampler, variables }: DrawPlan): Job['drawsModule'] {
    if (this.selectModule() === null || sampler !== 'random') return null;
    const laws = [...new Set(variables.map(({ law }) => law))].filter(isSimdLaw).sort();
    const name = laws.join();
    if (!this.draws.has(name))
      this.draws.set(name, laws.length === 0 ? null : compileModule(drawsModule(this.memory.kind, laws)));
    const module = this.draws.get(name) ?? null;
    return module === null ? null : { name, module };
  }

  private control(): Int32Array {
    return this.memory.words(0, Object.keys(CONTROL).length);
  }

  /** What a run has left of a variant, in place: until the next run is prepared. */
  part({ asked, job }: PreparedRun, variant: number): Part {
    const { layout, first, count } = job;
    const [places, alone] = layout.kernels;
    const from = layout.variantBytes * variant;
    const columns = columnsAt(this.memory, places!.finals + from, asked.finals.length, layout.stride);
    return {
      first,
      count,
      final: (name) => columns[asked.finals.indexOf(name)]!.subarray(0, count),
      tallies: this.tallies(job, variant),
      alone: alone === undefined ? null : this.memory.doubles(alone.finals + from, count),
    };
  }

  /** A column that was summed up: the sum, then percentiles. Columns stand in the order of `summedColumns`. */
  summed({ job }: PreparedRun, variant: number, column: number): Float64Array {
    return this.memory.doubles(job.layout.results + 8 * SPREAD * (job.sums.length * variant + column), SPREAD);
  }

  /** The numbers of a series in a month, a world each, of the first variant. */
  column({ job }: PreparedRun, index: number): Float64Array {
    return this.memory.doubles(job.sums[index]!.at, job.count);
  }

  /** Counts are whole numbers: the order in which threads are summed does not matter. */
  private tallies({ layout, kernels }: Job, variant: number): Float64Array {
    const length = 2 * kernels[0]!.tallies;
    const sum = new Float64Array(length);
    for (let thread = 0; thread < layout.threads; thread++) {
      const at = layout.kernels[0]!.tallies + thread * layout.threadBytes + 8 * length * variant;
      this.memory.doubles(at, length).forEach((x, i) => {
        sum[i] = sum[i]! + x;
      });
    }
    return sum;
  }

  /** Which check failed in a unit, in which world and month: the plain back end, which takes world by world, tells. */
  private faultOf({ asked, compiled, job }: PreparedRun, unit: number): Error {
    const { layout, first, count, variants } = job;
    const blocks = Math.ceil(count / BLOCK);
    const [variant, at] = [Math.floor(unit / blocks), (unit % blocks) * BLOCK];
    const worlds = Math.min(BLOCK, count - at);
    const shift = first % 2;
    const columns = this.columnsAgain(job, at, worlds);
    for (const [i, { kernel, size }] of compiled.entries()) {
      const fault = new Float64Array(4);
      const isRight = kernel({
        table: this.memory.doubles(layout.kernels[i]!.table + layout.variantBytes * variant, size.table),
        columns: columns.subarray(shift),
        columnStride: COLUMN,
        worlds,
        at: 0,
        stride: BLOCK,
        series: Array.from({ length: size.series }, () => new Float64Array(BLOCK * job.months)),
        finals: Array.from({ length: size.finals }, () => new Float64Array(BLOCK)),
        tallies: new Float64Array(2 * size.tallies),
        fault,
      });
      if (!isRight) return runFault(asked.model, fault, variants > 1 || asked.worlds !== null || count > 1, first + at);
    }
    return new Error(`the back ends differ in worlds ${first + at} to ${first + at + worlds - 1}`);
  }

  /** The columns of a block: as they are where they were filled here, else drawn again. */
  private columnsAgain({ layout, draws, first, isDrawn }: Job, at: number, worlds: number): Float64Array {
    const numbers = layout.columnBytes / 8;
    if (isDrawn) return this.memory.doubles(layout.columns + (layout.columnBytes * at) / BLOCK, numbers);
    const columns = new Memory(false);
    columns.reserve(layout.columns + layout.columnBytes);
    drawing(draws, columns, null)(layout.columns, first + at, worlds);
    return columns.doubles(layout.columns, numbers);
  }
}

/** What differs between variants, by world. */
export function varyingOf(numbers: ReadonlyMap<string, Float64Array>): Map<string, Level> {
  const varying = new Map<string, Level>();
  for (const [name, column] of numbers) if (column.some((x) => x !== column[0])) varying.set(name, LEVEL.world);
  return varying;
}

/**
 * The columns of a variant that are summed up: every month of the series, of those of which the mean alone is wanted,
 * and finals.
 */
function summedColumns(
  { model, series, means, finals, spreads }: Asked,
  { kernels, stride }: MemoryLayout,
): SummedColumn[] {
  const { months } = model.scenario;
  const [places] = kernels;
  const monthly = Array.from({ length: (series.length + means.length) * months }, (_, i) => ({
    at: places!.series + 8 * stride * i,
    ofFinite: true,
    hasPercentiles: i < series.length * months,
  }));
  const whole = spreads.map((name: SpreadFinal) => ({
    at: places!.finals + 8 * stride * finals.indexOf(name),
    ofFinite: false,
    hasPercentiles: true,
  }));
  return [...monthly, ...whole];
}

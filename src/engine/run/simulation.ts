/** Runs of many worlds: prepared here, carried out by this thread or by a crew of others, and summed up here. */
import { drawsModule, isSimdLaw } from '../../numeric/simd-draws.ts';
import { selectModule } from '../../numeric/simd-select.ts';
import type { Settings } from '../../scenario/override.ts';
import { compileModule, type WasmModule } from '../../wasm/host.ts';
import { type DrawPlan, drawing, planDraws, varyingDraws } from '../draws/draws.ts';
import { runFault } from '../month/faults.ts';
import { leverNumbers, uniformInputs } from '../month/inputs.ts';
import { compiledFor, type Model } from '../month/model.ts';
import type { FinalName } from '../month/outcome.ts';
import { BLOCK, COLUMN } from '../program/block.ts';
import type { Compiled } from '../program/compiled.ts';
import { Memory } from '../program/memory.ts';
import { LEVEL, type Level } from '../program/program.ts';
import type { Part } from './counts.ts';
import type { Job, JobKernel } from './job.ts';
import { type EndingsRequest, type Kept, SPREAD_FINALS, type WorldsRequest } from './kept.ts';
import { CONTROL, type Layout, layOut, SPREAD, seriesAtOnce, worldsAtOnce } from './layout.ts';
import {
  countsOf,
  type Depth,
  drawKey,
  ENDING_FINALS,
  finalColumns,
  GRID_FINALS,
  joined,
  type Question,
  seriesColumns,
  WORLD_FINALS,
} from './question.ts';
import { SketchedWorlds, worldsInPart } from './sketched.ts';
import type { EndingsAndMeans, Worlds } from './spread.ts';
import { endingsOf, summarise } from './summary.ts';
import { columnsAt, NONE_BAD, Worker } from './worker.ts';

export type { WorldsRequest } from './kept.ts';

/** Threads that carry out runs in a memory they share, and are kept for the next. */
export interface Crew {
  readonly memory: Memory;
  readonly threads: number;
  /** Resolves when all of them have left the run. */
  run(job: Job): Promise<void>;
}

/** Ways of computing: `vectors` where the host has them, else as `plain`; both give the same bytes. */
export type BackEnd = 'vectors' | 'plain';

export class Simulation {
  private readonly memory: Memory;
  private readonly own: Worker;
  private select: WasmModule | null | undefined;
  /** By the laws that are drawn, with commas. */
  private readonly draws = new Map<string, WasmModule | null>();
  /** What is in the columns, where they are kept. */
  private drawn: { readonly model: Model; readonly key: string } | null = null;

  /** Worlds of the last question, as often as they are simulated, and those of its parts that are done. */
  private asked = 1;
  private done = 0;

  constructor(
    private readonly crew: Crew | null = null,
    private readonly backEnd: BackEnd = 'vectors',
  ) {
    this.memory = crew?.memory ?? new Memory(false);
    this.memory.reserve(65536);
    this.own = new Worker(this.memory, 0);
  }

  /** Simulates a range of worlds on this thread. Throws Faults as `simulateCase` does, and names the world. */
  worlds(model: Model, settings: Settings, request: WorldsRequest): Worlds {
    const parts = this.begin(model, request).map((part) => {
      const question = this.ask(model, settings, part, 1);
      this.own.run(question.job);
      return this.answer(question);
    });
    return joined(parts);
  }

  /** How a range of worlds ends, and no other measures: about half the work. On this thread. Throws as `worlds` does. */
  endings(model: Model, settings: Settings, request: EndingsRequest): EndingsAndMeans {
    this.restart(request.count);
    const question = this.ask(model, settings, request, 1, 'endings');
    this.own.run(question.job);
    return this.answerEndings(question);
  }

  /** The same by the crew; one run at a time. Null where it is stopped. */
  async endingsByCrew(model: Model, settings: Settings, request: EndingsRequest): Promise<EndingsAndMeans | null> {
    if (this.crew === null) throw new Error('there is no crew');
    this.restart(request.count);
    const question = this.ask(model, settings, request, this.crew.threads, 'endings');
    await this.crew.run(question.job);
    return this.isStopped() ? null : this.answerEndings(question);
  }

  /**
   * The same by the crew, while this thread does other things; one run at a time. Where it is stopped, the worlds that are done, from the
   * first on; null where there is none.
   */
  async worldsByCrew(model: Model, settings: Settings, request: WorldsRequest): Promise<Worlds | null> {
    if (this.crew === null) throw new Error('there is no crew');
    const parts: Worlds[] = [];
    const asked = this.begin(model, request);
    for (const part of asked) {
      const question = this.ask(model, settings, part, this.crew.threads);
      await this.crew.run(question.job);
      const isStopped = this.isStopped();
      const done = isStopped ? this.doneWorlds(question) : part.count;
      const isWhole = done === part.count && part === asked.at(-1);
      if (isStopped && asked.length > 1 && !isWhole) {
        // Only some of the series are there: of as many worlds as can be simulated at once, all of them soon are.
        const most = worldsAtOnce(request.series.length, model.scenario.months);
        const count = Math.min(parts.length > 0 ? part.count : done, most);
        return count === 0 ? null : this.worldsByCrew(model, settings, { ...request, count });
      }
      if (done === 0) return null;
      parts.push(isStopped ? this.answerSome(question, done) : this.answer(question));
    }
    return joined(parts);
  }

  /**
   * The same in memory that does not grow with the worlds, by the crew where there is one: percentiles are within `Worlds.relativeError`.
   * Where it is stopped, the worlds that are done; null where there is none.
   */
  async sketchedWorlds(model: Model, settings: Settings, request: WorldsRequest): Promise<Worlds | null> {
    const sketched = new SketchedWorlds(model, request);
    const size = worldsInPart(request.series.length, model.scenario.months);
    this.restart(request.count);
    let isStopped = false;
    while (sketched.count < request.count && !isStopped) {
      const [first, count] = [request.first + sketched.count, Math.min(size, request.count - sketched.count)];
      const question = this.ask(model, settings, { ...request, first, count }, this.crew?.threads ?? 1);
      // Its columns are summed up here.
      const job = { ...question.job, spreads: [] };
      if (this.crew === null) this.own.run(job);
      else await this.crew.run(job);
      isStopped = this.isStopped();
      const done = isStopped ? this.doneWorlds(question) : count;
      this.end(question, done);
      const part = this.part({ ...question, job: { ...job, count: done } });
      sketched.add(part, (i) => this.memory.doubles(question.job.spreads[i]!, done));
    }
    return sketched.count === 0 ? null : sketched.worlds(settings);
  }

  /** What a question is asked in: some series after others, where all of them would take too much memory. */
  private begin(model: Model, request: WorldsRequest): WorldsRequest[] {
    const most = seriesAtOnce(request.count, model.scenario.months);
    const { series } = request;
    const parts = Array.from({ length: Math.max(1, Math.ceil(series.length / most)) }, (_, i) => ({
      ...request,
      series: series.slice(i * most, (i + 1) * most),
    }));
    this.restart(request.count * parts.length);
    return parts;
  }

  private restart(asked: number): void {
    this.asked = asked;
    this.done = 0;
  }

  /** How many worlds were done when the run was stopped, from the first on. */
  private doneWorlds({ job: { count } }: Question): number {
    return Math.min(count, this.control()[CONTROL.nextBlock]! * BLOCK);
  }

  private answerSome(question: Question, count: number): Worlds {
    const some = { ...question, request: { ...question.request, count }, job: { ...question.job, count } };
    if (this.control()[CONTROL.badBlock] === NONE_BAD) this.own.sumUp(some.job);
    const worlds = this.answer(some);
    this.drawn = null;
    return worlds;
  }

  private isStopped(): boolean {
    return this.control()[CONTROL.stopped] !== 0;
  }

  /** Stops the run that the crew is at. */
  stop(): void {
    Atomics.store(this.control(), CONTROL.stopped, 1);
  }

  /** Share of the worlds that are done, from 0 to 1. */
  progress(): number {
    return Math.min(1, (this.done + this.control()[CONTROL.doneBlocks]! * BLOCK) / this.asked);
  }

  private control(): Int32Array {
    return this.memory.words(0, Object.keys(CONTROL).length);
  }

  private ask(
    model: Model,
    settings: Settings,
    request: EndingsRequest,
    threads: number,
    depth: Depth = 'all',
  ): Question {
    const varying = varyingDraws(model);
    const isAll = depth === 'all';
    const finals = isAll ? WORLD_FINALS : ENDING_FINALS;
    const { means = [] } = request;
    const series = [...request.series, ...means];
    const main = compiledFor(model, { series, finals, tallies: isAll, stop: 'failure', varying });
    const alone = compiledFor(model, { series: [], finals: ['untroubled'], tallies: false, stop: 'trouble', varying });
    const compiled = isAll && model.month.hasLateMoney ? [main, alone] : [main];
    const { first, count, seed, sampler = 'random' } = request;
    const { months } = model.scenario;
    const sizes = compiled.map(({ size }) => size);
    const { columnCount, columnRows } = main.schedule;
    const columns = series.length * months + SPREAD_FINALS.length;
    const layout = layOut(columnCount, count, months, threads, sizes, columns);
    this.memory.reserve(layout.end);
    compiled.forEach((program, i) => {
      this.fillTable(model, settings, program, layout.kernels[i]!.table, i === 0);
    });
    const isDrawn = this.drawn !== null && this.drawn.model === model && this.drawn.key === drawKey(request);
    this.drawn = null;
    this.clearControl();
    const job = this.job(compiled, layout, {
      draws: planDraws(model, seed, sampler, columnRows),
      spreads: [
        ...seriesColumns(layout, 0, request.series.length, months),
        ...finalColumns(layout, finals, isAll ? SPREAD_FINALS : ['openCash']),
      ],
      means: seriesColumns(layout, request.series.length, means.length, months),
      isDrawn,
      first,
      count,
      months,
    });
    return { model, settings, request, compiled, finals, job };
  }

  private clearControl(): void {
    const control = this.control();
    control.fill(0);
    control[CONTROL.badBlock] = NONE_BAD;
  }

  private job(
    compiled: readonly Compiled[],
    layout: Layout,
    rest: Pick<Job, 'draws' | 'spreads' | 'means' | 'isDrawn' | 'first' | 'count' | 'months'>,
  ): Job {
    return {
      ...rest,
      layout,
      kernels: compiled.map((program) => this.kernel(program)),
      drawsModule: this.drawsModule(rest.draws),
      selectModule: this.selectModule(),
    };
  }

  /**
   * Many settings of the levers, each a world of its own, draws at their medians, on this thread: finals by name, one number a setting.
   * Null where a check fails in one of them.
   */
  grid(
    model: Model,
    variants: readonly Settings[],
    wanted: readonly FinalName[] = GRID_FINALS,
  ): ReadonlyMap<FinalName, Float64Array> | null {
    const levers = leverNumbers(model, variants);
    const varying = new Map<string, Level>();
    for (const [name, numbers] of levers) if (numbers.some((x) => x !== numbers[0])) varying.set(name, LEVEL.world);
    const finals = wanted.filter((name) => name !== 'untroubled');
    const request = { series: [], tallies: false, varying };
    const main = compiledFor(model, { ...request, finals, stop: 'failure' });
    const alone = compiledFor(model, { ...request, finals: ['untroubled'], stop: 'trouble' });
    const isAsked = finals.length < wanted.length && model.month.hasLateMoney;
    const compiled = isAsked ? [main, alone] : [main];
    const { columnCount, columnRows } = main.schedule;
    const { months } = model.scenario;
    const count = variants.length;
    const sizes = compiled.map(({ size }) => size);
    const layout = layOut(columnCount, count, months, 1, sizes, 0);
    if (!layout.keepsColumns) return null;
    this.memory.reserve(layout.end);
    this.drawn = null;
    for (const [i, program] of compiled.entries())
      if (!this.tryTable(model, variants[0]!, program, layout.kernels[i]!.table, i === 0)) return null;
    for (let at = 0; at < count; at += BLOCK) {
      const block = layout.columns + (layout.columnBytes * at) / BLOCK;
      for (const [i, row] of columnRows) {
        const numbers = levers.get(model.month.program.inputs[i]!.name)!;
        this.memory.doubles(block + 8 * COLUMN * row, BLOCK).set(numbers.subarray(at, at + BLOCK));
      }
    }
    this.clearControl();
    const draws = { seed: 0, sampler: 'random', months, variables: [], groups: [] } as const;
    this.own.run(this.job(compiled, layout, { draws, spreads: [], means: [], isDrawn: true, first: 0, count, months }));
    if (this.control()[CONTROL.badBlock] !== NONE_BAD) return null;
    const [places, aloneAt] = [layout.kernels[0]!, layout.kernels[1]];
    const values = columnsAt(this.memory, places.finals, finals.length, layout.stride);
    const found = new Map<FinalName, Float64Array>(finals.map((name, i) => [name, values[i]!.subarray(0, count)]));
    if (aloneAt !== undefined) found.set('untroubled', this.memory.doubles(aloneAt.finals, count));
    return found;
  }

  private tryTable(model: Model, settings: Settings, compiled: Compiled, at: number, later: boolean): boolean {
    const uniform = uniformInputs(model, leverNumbers(model, [settings]), later);
    return compiled.prologue(uniform, this.memory.doubles(at, compiled.size.table), new Float64Array(4));
  }

  private fillTable(model: Model, settings: Settings, { prologue, size }: Compiled, at: number, later: boolean): void {
    const uniform = uniformInputs(model, leverNumbers(model, [settings]), later);
    const fault = new Float64Array(4);
    if (!prologue(uniform, this.memory.doubles(at, size.table), fault)) throw runFault(model, fault, true);
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
  private drawsModule({ sampler, variables }: DrawPlan): { name: string; module: WasmModule } | null {
    if (this.selectModule() === null || sampler !== 'random') return null;
    const laws = [...new Set(variables.map(({ law }) => law))].filter(isSimdLaw).sort();
    const name = laws.join();
    if (!this.draws.has(name))
      this.draws.set(name, laws.length === 0 ? null : compileModule(drawsModule(this.memory.kind, laws)));
    const module = this.draws.get(name) ?? null;
    return module === null ? null : { name, module };
  }

  private answerEndings(question: Question): EndingsAndMeans {
    const { model, request, job } = question;
    this.finish(question);
    const counts = countsOf(model);
    const part = this.part(question);
    counts.addEndings(part);
    const mean = (series: number): Float64Array =>
      Float64Array.from(
        { length: job.months },
        (_, t) => this.result(job.layout, job.spreads.length + series * job.months + t)[0]! + 0,
      );
    return {
      ...endingsOf(model, request, { counts, ...this.spreads(question) }),
      means: new Map((request.means ?? []).map((name, i) => [name, mean(i)])),
    };
  }

  private finish(question: Question): void {
    const { model, request, job } = question;
    this.end(question, job.count);
    if (job.layout.keepsColumns) this.drawn = { model, key: drawKey(request) };
  }

  private answer(question: Question): Worlds {
    const { model, settings, request } = question;
    this.finish(question);
    return summarise(model, settings, request, this.kept(question));
  }

  /** Counts worlds as done. Throws where one of them is at fault. */
  private end(question: Question, count: number): void {
    const bad = this.control()[CONTROL.badBlock]!;
    if (bad !== NONE_BAD) throw this.faultOf(question, bad);
    this.done += count;
    this.control()[CONTROL.doneBlocks] = 0;
  }

  private kept(question: Question): Kept {
    const counts = countsOf(question.model);
    counts.add(this.part(question));
    return { counts, ...this.spreads(question) };
  }

  /** A column that was summed up. */
  private result({ results }: Layout, column: number): Float64Array {
    return this.memory.doubles(results + 8 * SPREAD * column, SPREAD);
  }

  private spreads({ request, job: { layout, months } }: Question): Omit<Kept, 'counts'> {
    return {
      seriesSpread: (series, month) => this.result(layout, series * months + month),
      finalSpread: (name) => this.result(layout, request.series.length * months + SPREAD_FINALS.indexOf(name)),
    };
  }

  /** What the run has left, in place. */
  private part({ model, job, finals }: Question): Part {
    const { layout, first, count } = job;
    const [places, alone] = layout.kernels;
    const columns = columnsAt(this.memory, places!.finals, finals.length, layout.stride);
    return {
      first,
      count,
      final: (name) => columns[finals.indexOf(name)]!.subarray(0, count),
      tallies: this.sumTallies(job, 2 * model.month.tallies.length),
      alone: alone === undefined ? null : this.memory.doubles(alone.finals, count),
    };
  }

  /** Counts are whole numbers: the order in which threads are summed does not matter. */
  private sumTallies({ layout }: Job, length: number): Float64Array {
    const sum = new Float64Array(length);
    for (let thread = 0; thread < layout.threads; thread++) {
      const own = this.memory.doubles(layout.kernels[0]!.tallies + thread * layout.threadBytes, length);
      own.forEach((x, i) => {
        sum[i] = sum[i]! + x;
      });
    }
    return sum;
  }

  /** Which check failed in a block, in which world and month: the plain back end, which takes world by world, tells. */
  private faultOf({ model, compiled, job }: Question, block: number): Error {
    const { layout, first, count } = job;
    const at = block * BLOCK;
    const worlds = Math.min(BLOCK, count - at);
    const columns = new Memory(false);
    columns.reserve(layout.columns + layout.columnBytes);
    drawing(job.draws, columns, null)(layout.columns, first + at, worlds);
    const shift = first % 2;
    for (const [i, { kernel, size }] of compiled.entries()) {
      const fault = new Float64Array(4);
      const isRight = kernel({
        table: this.memory.doubles(layout.kernels[i]!.table, size.table),
        columns: columns.doubles(layout.columns + 8 * shift, Math.max(0, layout.columnBytes / 8 - shift)),
        columnStride: COLUMN,
        worlds,
        at: 0,
        stride: BLOCK,
        series: Array.from({ length: size.series }, () => new Float64Array(BLOCK * job.months)),
        finals: Array.from({ length: size.finals }, () => new Float64Array(BLOCK)),
        tallies: new Float64Array(2 * size.tallies),
        fault,
      });
      if (!isRight) return runFault(model, fault, true, first + at);
    }
    return new Error(`the back ends differ in worlds ${first + at} to ${first + at + worlds - 1}`);
  }
}

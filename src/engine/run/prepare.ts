/** Prepares runs: compiles what threads run, lays out the memory, and fills the tables of what no world changes. */
import { bracketsModule } from '../../numeric/simd-brackets.ts';
import { STRIP_BYTES } from '../../numeric/simd-draw-tables.ts';
import { selectModule } from '../../numeric/simd-select.ts';
import { compileModule, type WasmModule } from '../../wasm/host.ts';
import { type DrawPlan, layStrips, planDraws, stripsIn, undrawnRows, varyingDraws } from '../draws/draws.ts';
import { drawsModuleOf } from '../draws/draws-module.ts';
import { runFault } from '../month/faults.ts';
import { compiledFor, type Model } from '../month/model.ts';
import { uniformInputs, variantNumbers } from '../month/variant.ts';
import { BLOCK, COLUMN } from '../program/block.ts';
import type { Compiled } from '../program/compiled.ts';
import type { Memory } from '../program/memory.ts';
import { LEVEL, type Level } from '../program/program.ts';
import { type Asked, drawKey, type SpreadFinal } from './asked.ts';
import type { Job, JobKernel, SummedColumn } from './job.ts';
import { CONTROL, controlOf, layOut, type MemoryLayout, type Room } from './layout.ts';
import { NONE_BAD } from './worker.ts';

/**
 * Ways of computing, which all give the same bytes. `vectors`: by WebAssembly where the host has vectors, else as
 * `plain`; `lean`: the same, with the lean kernel for few worlds, too; `plain`: by JavaScript.
 */
export type BackEnd = 'vectors' | 'lean' | 'plain';

/** A run that is ready to be carried out. */
export interface PreparedRun {
  readonly asked: Asked;
  /** The program of the run; then, where it is wanted, that of the run without money after month 0. */
  readonly compiled: readonly Compiled[];
  readonly job: Job;
}

/** The draws of a run in which nothing is drawn, but for its months. */
const NO_DRAWS = { seed: 0, pastMonths: 0, sampler: 'random', redrawn: null, variables: [], groups: [] } as const;

/** Prepares runs, one after the other, in one memory. */
export class Preparer {
  /** The module that selects order statistics; undefined before it is first needed, null where there are no vectors. */
  private select: WasmModule | null | undefined;
  /** The module of `bracketsModule`; null before it is first needed. */
  private brackets: WasmModule | null = null;
  /** The model, worlds (`drawKey`) and plan of the draws that the memory's columns still hold; null: they hold none. */
  private drawn: { readonly model: Model; readonly key: string; readonly draws: DrawPlan } | null = null;

  constructor(
    private readonly memory: Memory,
    private readonly backEnd: BackEnd,
  ) {}

  /** Prepares a run for a number of threads. Throws Faults where what no world changes is at fault. */
  prepare(asked: Asked, threads: number): PreparedRun {
    return asked.worlds === null ? this.prepareCases(asked, threads) : this.prepareWorlds(asked, asked.worlds, threads);
  }

  private prepareWorlds(asked: Asked, worlds: NonNullable<Asked['worlds']>, threads: number): PreparedRun {
    const { model, variants } = asked;
    const { first, count } = worlds;
    const all = (asked.total ?? count) * variants.length;
    const compiled = asked.compiled ?? this.compiled(asked, varyingDraws(model), all);
    const draws = planDraws(model, worlds, compiled[0]!.schedule.columnRows);
    const strips = this.selectModule() === null ? [] : stripsIn(draws);
    const size = { worlds: count, threads, variants: variants.length, strips: STRIP_BYTES * strips.length };
    const layout = this.room(asked, compiled, size);
    layStrips(this.memory, layout.strips, strips);
    const numbers = variantNumbers(model, variants, asked.replaceable);
    this.fillTables(asked, compiled, layout, numbers, variants.length);
    // Columns of the last run lie in the same places only where this run keeps its own.
    const isKept = layout.keepsColumns && this.drawn?.model === model && this.drawn.key === drawKey(worlds);
    const undrawn = undrawnRows(draws, isKept ? this.drawn!.draws : null);
    this.drawn = null;
    return {
      asked,
      compiled,
      job: this.job(asked, compiled, layout, { draws, undrawn, variants: variants.length, first, count }),
    };
  }

  /** Prepares a run in which each variant is one world: inputs that differ between variants stand in the columns. */
  private prepareCases(asked: Asked, threads: number): PreparedRun {
    const { model, variants } = asked;
    const numbers = variantNumbers(model, variants, asked.replaceable);
    const compiled = this.compiled(asked, varyingOf(numbers, asked.varying), variants.length);
    const count = variants.length;
    const layout = this.room(asked, compiled, { worlds: count, threads, variants: 1, strips: 0 });
    if (!layout.keepsColumns) throw new Error(`${count} variants are too many for one run`);
    this.drawn = null;
    this.fillTables(asked, compiled, layout, numbers, 1);
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
      job: this.job(asked, compiled, layout, { draws, undrawn: [], variants: 1, first: 0, count }),
    };
  }

  /** The programs of a run; `worlds` is how many it simulates, of all its variants and parts. */
  private compiled(
    { model, series, means, finals, tallies, alone }: Asked,
    varying: ReadonlyMap<string, Level>,
    worlds: number,
  ): Compiled[] {
    // Without vectors all worlds are simulated with all checks.
    const many = this.selectModule() === null ? 0 : this.backEnd === 'lean' ? Infinity : worlds;
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
    // Runs without series are those of searches, which ask many times; others, as a rule, are printed and done with.
    const isOften = own.series.length === 0;
    const main = compiledFor(model, own, many, isOften);
    return alone && model.month.hasLateMoney ? [main, compiledFor(model, bare, many, isOften)] : [main];
  }

  /** Lays out a run, and makes the memory large enough. */
  private room(
    asked: Asked,
    compiled: readonly Compiled[],
    size: Pick<Room, 'worlds' | 'threads' | 'variants' | 'strips'>,
  ): MemoryLayout {
    const { months } = asked.model.scenario;
    const layout = layOut({
      ...size,
      columnCount: compiled[0]!.schedule.columnCount,
      months,
      sizes: compiled.map(({ size }) => size),
      sums: (asked.series.length + asked.means.length) * months + asked.spreads.length,
      isPart: asked.isPart === true,
    });
    this.memory.reserve(layout.end);
    return layout;
  }

  /** Fills the tables of the first `variants` variants that `numbers` has. Throws Faults where a check fails. */
  private fillTables(
    { model }: Asked,
    compiled: readonly Compiled[],
    layout: MemoryLayout,
    numbers: ReadonlyMap<string, Float64Array>,
    variants: number,
  ): void {
    const inputs = compiled.map((_, i) => uniformInputs(model, numbers, i === 0));
    const fault = new Float64Array(4);
    for (let variant = 0; variant < variants; variant++)
      compiled.forEach(({ prologue, size, schedule }, i) => {
        const at = layout.kernels[i]!.table + layout.variantBytes * variant;
        const table = this.memory.doubles(at, size.table);
        if (!prologue(inputs[i]!(variant), table, fault)) throw runFault(model, schedule.checks, fault, true);
      });
  }

  /** The run as data, with the control words set for its start. */
  private job(
    asked: Asked,
    compiled: readonly Compiled[],
    layout: MemoryLayout,
    rest: Pick<Job, 'draws' | 'undrawn' | 'variants' | 'first' | 'count'>,
  ): Job {
    const control = controlOf(this.memory);
    control.fill(0);
    control[CONTROL.badUnit] = NONE_BAD;
    return {
      ...rest,
      layout,
      months: asked.model.scenario.months,
      kernels: compiled.map((program) => this.kernel(program)),
      drawsModule: this.selectModule() === null ? null : drawsModuleOf(rest.draws, this.memory.kind),
      selectModule: this.selectModule(),
      bracketsModule: asked.isPart === true ? this.bracketsModule() : null,
      stream: null,
      sums: summedColumns(asked, layout),
    };
  }

  private kernel(compiled: Compiled): JobKernel {
    const { series, finals, tallies, table } = compiled.size;
    const module = this.selectModule() === null ? null : compiled.module(this.memory.kind);
    const source = module === null ? compiled.source : '';
    const { id, hasPowers } = compiled;
    const lean = module === null ? null : compiled.leanModule(this.memory.kind);
    return { id, module, lean, source, hasPowers, series, finals, tallies, table };
  }

  /** The module that selects order statistics; null where the host has no vectors, or the back end is `plain`. */
  private selectModule(): WasmModule | null {
    if (this.select === undefined) {
      const { kind, wasm } = this.memory;
      this.select = this.backEnd === 'plain' || wasm === null ? null : compileModule(selectModule(kind));
    }
    return this.select;
  }

  private bracketsModule(): WasmModule | null {
    if (this.selectModule() === null) return null;
    this.brackets ??= compileModule(bracketsModule(this.memory.kind));
    return this.brackets;
  }

  /** Call when a run has been carried out as a whole: the next run of the same worlds need not draw them again. */
  keepDraws({ asked: { model, worlds }, job }: PreparedRun): void {
    if (worlds !== null && job.layout.keepsColumns) this.drawn = { model, key: drawKey(worlds), draws: job.draws };
  }
}

/**
 * The inputs whose numbers (`numbers`, one a variant) differ between variants, and those of them that did `before`.
 * Each variant is one world, so their level is `world`.
 */
export function varyingOf(
  numbers: ReadonlyMap<string, Float64Array>,
  before: ReadonlyMap<string, Level> = new Map(),
): Map<string, Level> {
  const varying = new Map<string, Level>();
  for (const [name, column] of numbers) if (before.has(name) || !isEven(column)) varying.set(name, LEVEL.world);
  return varying;
}

/** Whether all numbers of a column are the same. */
function isEven(column: Float64Array): boolean {
  const first = column[0];
  for (let i = 1; i < column.length; i++) if (column[i] !== first) return false;
  return true;
}

/**
 * The columns that are summed up: month by month those of each series, then of each series of which the mean alone is
 * wanted, then finals.
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

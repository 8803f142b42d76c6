/** What is compared: the variants of files, in their order, and what is asked of each. */
import { basename } from 'node:path';
import { readGrid } from '../analysis/grid.ts';
import { PAIRED_NUMBERS, type Side, sideOf, worldsDelta } from '../analysis/paired.ts';
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { SamplerName } from '../engine/answers.ts';
import { compile, MEASURE_NUMBERS, type Model, measuresFrom, type Numbers } from '../engine/ask.ts';
import { compareHead } from '../report/compare-json.ts';
import { CASES, WORLDS } from '../report/comparison.ts';
import { rankInCase, rankOverWorlds } from '../report/sorting.ts';
import type { Compared, ComparedCase } from '../report/variant.ts';
import type { WorldsVariant } from '../report/worlds-variant.ts';
import { Faulty } from '../scenario/formulas.ts';
import { applySettings, planSettings, type Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type CompareFormat, MOST_ROWS, printVariants } from './compare-output.ts';
import type { Io } from './io.ts';
import { type LoadedRun, load, type ScenarioOptions } from './load.ts';
import type { VariantNumbers, VariantSet } from './many-variants.ts';
import { isForPeople } from './print.ts';
import { readSorting, refuseSorting, type Sorting, type SortOptions, sorted } from './sort-options.ts';
import { MOST_OF_VARIANT, readRange } from './world-range.ts';

export interface CompareOptions extends ScenarioOptions, SortOptions {
  readonly worlds?: string;
  readonly plans?: string;
  readonly grid?: readonly string[];
  readonly shard?: string;
  readonly output?: string;
  readonly format?: CompareFormat;
  readonly json?: boolean;
}

/** A file by the name that it was given, and how its text is had. */
export interface ComparedFile {
  readonly file: string;
  /** Throws Faults where it cannot be read. */
  read(): Source;
}

/** A variant as it is asked about. */
export interface NamedVariant {
  readonly name: string;
  readonly plan: string | null;
  readonly settings: Settings;
}

/** A file that is compared, and its variants: as many as are counted, made when they are run. */
export interface VariantsOfFile {
  readonly file: string;
  readonly scenario: Scenario;
  readonly model: Model;
  readonly count: number;
  variants(first: number): Generator<NamedVariant>;
}

/** What is asked of the variants of all files. */
export interface ComparisonAsked {
  readonly sets: readonly VariantsOfFile[];
  /** Null: base cases. */
  readonly worlds: { readonly first: number; readonly count: number; readonly sampler: SamplerName } | null;
  readonly sorting: Sorting | null;
  /** Variants. */
  readonly count: number;
}

/** The sets as they are run. */
export const setsToRun = ({ worlds }: ComparisonAsked, sets: readonly VariantsOfFile[]): VariantSet<NamedVariant>[] =>
  sets.map((set) => ({
    ...set,
    numbers: worlds === null ? MEASURE_NUMBERS : PAIRED_NUMBERS,
    worlds: worlds === null ? null : { ...worlds, seed: set.scenario.seed },
  }));

/** How far the variants are. */
export interface ComparisonState {
  /** Variants that are done. */
  readonly done: () => number;
  readonly isStopped: () => boolean;
}

/** Prints variants as they come: base cases, or worlds of each. */
export async function printComparison(
  io: Io,
  format: CompareFormat,
  { sets, worlds, sorting }: ComparisonAsked,
  variants: { readonly cases: AsyncIterable<ComparedCase> } | { readonly many: AsyncIterable<WorldsVariant> },
  { done, isStopped }: ComparisonState,
): Promise<void> {
  const printed = {
    levers: [...new Set(sets.flatMap(({ scenario }) => [...scenario.levers.keys()]))],
    head: compareHead(sets, worlds),
    ...{ simulated: () => done() * (worlds?.count ?? 0), isStopped },
  };
  if ('cases' in variants) {
    const { cases } = variants;
    const own = sorting === null ? cases : sorted(cases, sorting, rankInCase);
    await printVariants(io, format, { ...printed, comparison: CASES, variants: own });
  } else {
    const { many } = variants;
    const own = sorting === null ? many : sorted(many, sorting, rankOverWorlds);
    await printVariants(io, format, { ...printed, comparison: WORLDS, variants: own });
  }
}

/** What files and options ask for. Throws Faults, those of all files together. */
export function comparisonOf(files: readonly ComparedFile[], options: CompareOptions): ComparisonAsked {
  const { range, sorting } = askedOf(options);
  const loaded = loadAll(files, options);
  const sets = loaded.map((one) => variantsOf(one, options, files.length > 1));
  const count = sets.reduce((n, set) => n + set.count, 0);
  if (sorting !== null) refuseSorting(sorting, count, new Set(sets.map(({ scenario }) => scenario.currency)));
  return { sets, worlds: range === null ? null : { ...range, sampler: loaded[0]!.sampler }, sorting, count };
}

/** Reads every file; the faults of all of them are thrown together. */
function loadAll(files: readonly ComparedFile[], options: ScenarioOptions): (LoadedRun & { file: string })[] {
  const faults: Faults[] = [];
  const loaded = files.flatMap(({ file, read }) => {
    try {
      return [{ file, ...load(read(), options) }];
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      faults.push(error);
      return [];
    }
  });
  if (faults.length > 0) throw new Faults(faults.flatMap(({ diagnostics }) => diagnostics));
  return loaded;
}

/** What the options ask for beside files and variants. Throws Faults. */
function askedOf(options: CompareOptions) {
  const faults: Diagnostic[] = [];
  const range = options.worlds === undefined ? null : readRange(options.worlds, MOST_OF_VARIANT, faults);
  const sorting = readSorting(options, faults);
  if (faults.length > 0) throw new Faults(faults);
  return { range, sorting };
}

/** A table for people is as wide as its widest row: all of them are held. */
export function refuseLongTable(
  format: CompareFormat,
  { count: all, sorting }: ComparisonAsked,
  { grid = [] }: Pick<CompareOptions, 'grid'>,
): void {
  const count = Math.min(all, sorting?.top ?? all);
  if (!isForPeople(format) || count <= MOST_ROWS) return;
  const text = grid[0] ?? '';
  const place = grid.length === 0 ? null : { source: { name: '--grid', text }, start: 0, end: text.length };
  const message = `a table of ${count} rows is not for people; at most ${MOST_ROWS} are printed`;
  const hint = '--format csv, ndjson or json prints any number; --sort MEASURE --top N the best';
  throw new Faults([{ severity: 'error', code: 'usage', place, message, hint }]);
}

/** The file as it stands first, then its plans, then the grid. One file alone is compared with all its plans. */
function variantsOf(
  { file, scenario, settings }: LoadedRun & { readonly file: string },
  options: CompareOptions,
  isOneOfMany: boolean,
): VariantsOfFile {
  const grids = (options.grid ?? []).map((text) => ({ name: '--grid', text }));
  const asked = options.plans === undefined ? null : { name: '--plans', text: options.plans };
  const { plan } = scenario;
  const names =
    asked === null
      ? !isOneOfMany && grids.length === 0
        ? [...scenario.plans.keys()]
        : []
      : planNames(scenario, asked);
  const set = (options.set ?? []).map((text) => ({ name: '--set', text }));
  const plans = names
    .filter((name) => name !== plan)
    .map((name) => ({ name, plan: name, settings: applySettings(scenario, planSettings(scenario, name), set) }));
  const before: NamedVariant[] = [{ name: plan ?? 'base', plan, settings }, ...plans];
  const grid = grids.length === 0 ? null : readGrid(scenario, settings, grids);
  const prefix = isOneOfMany ? basename(file).replace(/\.ya?ml$/, '') : '';
  const called = (name: string): string =>
    prefix !== '' && name === 'base' ? prefix : [prefix, name].filter((text) => text !== '').join(' ');
  return {
    ...{ file, scenario, model: compile(scenario), count: before.length + (grid?.count ?? 0) },
    *variants(first) {
      for (const named of before.slice(first)) yield { ...named, name: called(named.name) };
      for (const point of grid?.variants(Math.max(0, first - before.length)) ?? [])
        yield { ...point, plan, name: called(point.name) };
    },
  };
}

function planNames(scenario: Scenario, asked: Source): string[] {
  const faulty = new Faulty();
  let start = 0;
  const names = asked.text.split(',').map((part) => {
    const place = { source: asked, start, end: start + part.length };
    start += part.length + 1;
    const name = part.trim();
    if (!scenario.plans.has(name)) faulty.unknown('plan', name, [...scenario.plans.keys()], place);
    return name;
  });
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return names;
}

export const comparedOf = ({ file, scenario }: VariantsOfFile, { name, plan, settings }: NamedVariant): Compared => {
  const { start, months, currency } = scenario;
  return { name, file, plan, start, months, currency, levers: settings };
};

export async function* casesOf(
  answers: AsyncIterable<VariantNumbers<NamedVariant>>,
  sets: readonly VariantsOfFile[],
): AsyncGenerator<ComparedCase> {
  for await (const { set, variant, numbers } of answers) {
    const own = sets[set]!;
    yield { ...comparedOf(own, variant), result: resultOf(own.model, numbers) };
  }
}

/** How the worlds of each variant differ from those of the first, whose numbers are kept. */
export async function* manyOf(
  answers: AsyncIterable<VariantNumbers<NamedVariant>>,
  sets: readonly VariantsOfFile[],
  range: { readonly first: number; readonly sampler: SamplerName },
): AsyncGenerator<WorldsVariant> {
  let baseline: Side | null = null;
  for await (const { set, variant, numbers } of answers) {
    const own = sets[set]!;
    const side = sideOf(own.model, variant.settings, range, numbers);
    baseline ??= side;
    const { sampler } = range;
    yield { ...comparedOf(own, variant), sampler, worlds: side.worlds, delta: worldsDelta(side, baseline) };
  }
}

export function resultOf(model: Model, numbers: Numbers): ComparedCase['result'] {
  const [endCash, endOwed] = (['endCash', 'endOwed'] as const).map(
    (name) => numbers.of(MEASURE_NUMBERS.indexOf(name))[0]!,
  );
  return { measures: measuresFrom(model, numbers), endCash: endCash!, endOwed: endOwed! };
}

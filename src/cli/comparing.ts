/** What a comparison asks: the variants of each file, in their order, and the question for each. */
import { basename } from 'node:path';
import { readGrid } from '../analysis/grid.ts';
import { inEachWorld, numbersOf, typicalInWorlds } from '../analysis/measure.ts';
import { PAIRED_NUMBERS, type Side, sideOf, worldsDelta } from '../analysis/paired.ts';
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { SamplerName } from '../engine/answers.ts';
import { compile, MEASURE_NUMBERS, type Model, measuresFrom, type Numbers } from '../engine/ask.ts';
import { compareHead } from '../report/compare-json.ts';
import { CASES, WORLDS } from '../report/comparison.ts';
import type { FoundFigure } from '../report/found-figure.ts';
import { rankInCase, rankOverWorlds } from '../report/sorting.ts';
import type { Compared, ComparedCase } from '../report/variant.ts';
import type { WorldsVariant } from '../report/worlds-variant.ts';
import { figureText, measureOf } from '../scenario/figure.ts';
import { Faulty } from '../scenario/formulas.ts';
import { applySettings, planSettings, type Settings } from '../scenario/override.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { type CompareFormat, MOST_ROWS, printVariants } from './compare-output.ts';
import type { Io } from './io.ts';
import { type LoadedRun, load, type ScenarioOptions } from './load.ts';
import type { VariantNumbers, VariantSet } from './many-variants.ts';
import { isForPeople } from './print.ts';
import {
  readSorting,
  type SortAsked,
  type Sorting,
  type SortOptions,
  sorted,
  sortFigure,
  sortingOf,
} from './sort-options.ts';
import { usage, usageOf } from './usage.ts';
import { MOST_OF_VARIANT, readRange } from './world-range.ts';

export interface CompareOptions extends ScenarioOptions, SortOptions {
  readonly worlds?: string;
  readonly plans?: string;
  readonly grid?: readonly string[];
  readonly shard?: string;
  readonly output?: string;
  readonly resume?: boolean;
  readonly perWorld?: boolean;
  readonly format?: CompareFormat | 'parquet';
  readonly json?: boolean;
}

/** A file by the name given, and a function that reads its text. */
export interface ComparedFile {
  readonly file: string;
  /** Throws Faults where the file cannot be read. */
  read(): Source;
}

/** A variant with its name. */
export interface NamedVariant {
  readonly name: string;
  readonly plan: string | null;
  readonly settings: Settings;
}

/** A file and its variants, which are counted first and made as they are run. */
export interface VariantsOfFile {
  readonly file: string;
  readonly scenario: Scenario;
  readonly model: Model;
  readonly count: number;
  /** The figure to sort by, where it is not among those of every comparison; else null. */
  readonly figure: FigureAsked | null;
  variants(first: number): Generator<NamedVariant>;
}

/** A comparison of the variants of all files. */
export interface ComparisonAsked {
  readonly sets: readonly VariantsOfFile[];
  /** Null: base cases. */
  readonly worlds: { readonly first: number; readonly count: number; readonly sampler: SamplerName } | null;
  readonly sorting: Sorting | null;
  /** Number of variants of all files. */
  readonly count: number;
}

/** The sets of variants with the numbers to ask of each, ready to run. */
export const setsToRun = ({ worlds }: ComparisonAsked, sets: readonly VariantsOfFile[]): VariantSet<NamedVariant>[] =>
  sets.map((set) => ({
    ...set,
    numbers: [
      ...(worlds === null ? MEASURE_NUMBERS : PAIRED_NUMBERS),
      ...(set.figure === null ? [] : numbersOf(set.scenario, set.figure)),
    ],
    worlds: worlds === null ? null : { ...worlds, seed: set.scenario.seed },
  }));

/** Progress of a comparison. */
export interface ComparisonState {
  /** Variants done so far. */
  readonly done: () => number;
  readonly isStopped: () => boolean;
}

/** Prints variants as they come, as base cases or over worlds. */
export async function printComparison(
  io: Io,
  format: CompareFormat,
  asked: ComparisonAsked,
  variants: { readonly cases: AsyncIterable<ComparedCase> } | { readonly many: AsyncIterable<WorldsVariant> },
  { done, isStopped }: ComparisonState,
): Promise<void> {
  const { sets, worlds, sorting } = asked;
  const printed = {
    levers: leversOf(asked),
    figure: figureTextOf(asked),
    head: compareHead(sets, worlds),
    ...{ simulated: () => done() * (worlds?.count ?? 0), isStopped },
  };
  if ('cases' in variants) {
    const own = sortedCases(variants.cases, sorting);
    await printVariants(io, format, { ...printed, comparison: CASES, variants: own });
  } else {
    const own = sortedMany(variants.many, sorting);
    await printVariants(io, format, { ...printed, comparison: WORLDS, variants: own });
  }
}

/** The variants in sorted order; as they come where `sorting` is null. */
export const sortedCases = (cases: AsyncIterable<ComparedCase>, sorting: Sorting | null) =>
  sorting === null ? cases : sorted(cases, sorting, rankInCase);
export const sortedMany = (many: AsyncIterable<WorldsVariant>, sorting: Sorting | null) =>
  sorting === null ? many : sorted(many, sorting, rankOverWorlds);

/** Names of the levers of all files, in order of first appearance. */
export const leversOf = ({ sets }: Pick<ComparisonAsked, 'sets'>): string[] => [
  ...new Set(sets.flatMap(({ scenario }) => [...scenario.levers.keys()])),
];

/** The figure to sort by, as written, where it is not among those of every comparison; else null. */
export const figureTextOf = ({ sets: [first] }: Pick<ComparisonAsked, 'sets'>): string | null =>
  first?.figure == null ? null : figureText(first.figure);

/** What files and options ask for. Throws Faults of all files together. */
export function comparisonOf(files: readonly ComparedFile[], options: CompareOptions): ComparisonAsked {
  const { range, sort } = askedOf(options);
  const loaded = loadAll(files, options);
  const figures = sort === null ? [] : figuresOf(sort, loaded);
  const sets = loaded.map((one, k) => ({
    ...variantsOf(one, options, files.length > 1),
    figure: figures[k] ?? null,
  }));
  const count = sets.reduce((n, set) => n + set.count, 0);
  const sorting = sort === null ? null : sortingOf(sort, count, sets);
  return { sets, worlds: range === null ? null : { ...range, sampler: loaded[0]!.sampler }, sorting, count };
}

/** The figure to sort by, read for each scenario. Throws Faults; a fault that several files share is reported once. */
function figuresOf(sort: SortAsked, loaded: readonly LoadedRun[]): (FigureAsked | null)[] {
  const faults: Diagnostic[] = [];
  const figures = loaded.map(({ scenario }) => sortFigure(sort, scenario, faults));
  const told = new Map(faults.map((fault) => [fault.message, fault]));
  if (told.size > 0) throw new Faults([...told.values()]);
  return figures;
}

/** Reads every file; throws the faults of all together. */
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

/** Options that do not depend on the files. Throws Faults. */
function askedOf(options: CompareOptions) {
  const faults: Diagnostic[] = [];
  const range = options.worlds === undefined ? null : readRange(options.worlds, MOST_OF_VARIANT, faults);
  const sort = readSorting(options, faults);
  if (faults.length > 0) throw new Faults(faults);
  return { range, sort };
}

/** Throws Faults for a table of too many rows: all rows are held in memory, as the widths depend on them. */
export function refuseLongTable(
  format: CompareFormat,
  { count: all, sorting }: ComparisonAsked,
  { grid = [] }: Pick<CompareOptions, 'grid'>,
): void {
  const count = Math.min(all, sorting?.top ?? all);
  if (!isForPeople(format) || count <= MOST_ROWS) return;
  const [text] = grid;
  const message = `a table of ${count} rows is not for people; at most ${MOST_ROWS} are printed`;
  const hint = '--format csv, ndjson or json prints any number; --sort MEASURE --top N the best';
  throw new Faults([text === undefined ? usage(message, hint) : usageOf('--grid', text, message, hint)]);
}

/**
 * The variants of a file: as it stands, then its plans, then the grid. Without --plans, one file alone has all its
 * plans.
 */
function variantsOf(
  { file, scenario, settings }: LoadedRun & { readonly file: string },
  options: CompareOptions,
  isOneOfMany: boolean,
): Omit<VariantsOfFile, 'figure'> {
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

/** The part of a variant that needs no simulation. */
export const comparedOf = ({ file, scenario }: VariantsOfFile, { name, plan, settings }: NamedVariant): Compared => {
  const { start, months, currency } = scenario;
  return { name, file, plan, start, months, currency, levers: settings };
};

/** The base case of each variant, from its numbers. */
export async function* casesOf(
  answers: AsyncIterable<VariantNumbers<NamedVariant>>,
  sets: readonly VariantsOfFile[],
): AsyncGenerator<ComparedCase> {
  for await (const { set, variant, numbers } of answers) {
    const own = sets[set]!;
    yield { ...comparedOf(own, variant), figure: figureIn(own, numbers), result: resultOf(own.model, numbers) };
  }
}

/** Compares the worlds of each variant with those of the first, whose numbers are kept in memory. */
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
    const figure = figureOver(own, numbers);
    yield { ...comparedOf(own, variant), figure, sampler, worlds: side.worlds, delta: worldsDelta(side, baseline) };
  }
}

/** The figures of every comparison, from the numbers of a base case. */
export function resultOf(model: Model, numbers: Numbers): ComparedCase['result'] {
  const [endCash, endOwed] = (['endCash', 'endOwed'] as const).map((name) =>
    numbers.at(MEASURE_NUMBERS.indexOf(name), 0),
  );
  return { measures: measuresFrom(model, numbers), endCash: endCash!, endOwed: endOwed! };
}

/** The figure to sort by in the base case, from the numbers that follow those of every comparison. */
export const figureIn = (set: VariantsOfFile, numbers: Numbers): FoundFigure | null =>
  foundIn(set, numbers, MEASURE_NUMBERS.length, ([value]) => value!);

/** The figure to sort by over worlds. */
const figureOver = (set: VariantsOfFile, numbers: Numbers): FoundFigure | null =>
  foundIn(set, numbers, PAIRED_NUMBERS.length, (values) => typicalInWorlds(set.scenario, set.figure!, values));

function foundIn(
  { scenario, figure }: VariantsOfFile,
  numbers: Numbers,
  at: number,
  typical: (values: Float64Array) => number,
): FoundFigure | null {
  if (figure === null) return null;
  return foundFigure({ scenario }, figure, typical(inEachWorld(scenario, figure, numbers, at)));
}

export const foundFigure = (
  { scenario }: Pick<VariantsOfFile, 'scenario'>,
  asked: FigureAsked,
  value: number,
): FoundFigure => ({ asked, unit: measureOf(scenario, asked).unit, value });

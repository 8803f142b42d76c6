import { basename } from 'node:path';
import { expandGrids } from '../../analysis/grid.ts';
import type { Source } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { compile, Engine, MEASURE_NUMBERS, type Model, measuresFrom, type Numbers } from '../../engine/ask.ts';
import { readSource, refuseSecondInput } from '../../host/read.ts';
import { compareTable } from '../../report/compare-text.ts';
import { csv } from '../../report/csv.ts';
import { compareJson } from '../../report/json.ts';
import { markdown } from '../../report/markdown.ts';
import { tableRows } from '../../report/table.ts';
import type { Variant } from '../../report/variant.ts';
import { Faulty } from '../../scenario/formulas.ts';
import { applySettings, planSettings, type Settings } from '../../scenario/override.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Io } from '../io.ts';
import { type Loaded, load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printRows } from '../print.ts';

export interface CompareOptions extends ScenarioOptions {
  readonly plans?: string;
  readonly grid?: readonly string[];
  readonly format?: 'table' | 'md' | 'csv' | 'json';
  readonly json?: boolean;
}

interface Named {
  readonly name: string;
  readonly settings: Settings;
}

/** Variants side by side, with differences from the first. */
export function compare(io: Io, files: readonly string[], options: CompareOptions): number {
  refuseSecondInput(files);
  const loaded = loadAll(files, options);
  const variants = loaded.flatMap((one) => {
    const prefix = files.length > 1 ? basename(one.file).replace(/\.ya?ml$/, '') : '';
    return simulate(compile(one.scenario), variantsOf(one, options, files.length === 1), prefix);
  });
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  const { width, glyphs } = pageOf(io);
  const table = compareTable(variants, glyphs === 'ascii');
  const scenarios = loaded.map(({ scenario }) => scenario);
  if (format === 'json') printJson(io, compareJson(variants, scenarios));
  else if (format === 'csv') io.stdout.write(csv(table));
  else if (format === 'md') io.stdout.write(markdown(table));
  else printRows(io, tableRows(table, width));
  return 0;
}

/** Reads every file; the faults of all of them are thrown together. */
function loadAll(files: readonly string[], options: ScenarioOptions): (Loaded & { file: string })[] {
  const faults: Faults[] = [];
  const loaded = files.flatMap((file) => {
    try {
      return [{ file, ...load(readSource(file), options) }];
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      faults.push(error);
      return [];
    }
  });
  if (faults.length > 0) throw new Faults(faults.flatMap(({ diagnostics }) => diagnostics));
  return loaded;
}

/** The file as it stands first, then its plans, then the grid. One file alone is compared with all its plans. */
function variantsOf({ scenario, settings }: Loaded, options: CompareOptions, isAlone: boolean): Named[] {
  const grids = (options.grid ?? []).map((text) => ({ name: '--grid', text }));
  const asked = options.plans === undefined ? null : { name: '--plans', text: options.plans };
  const base = { name: scenario.plan ?? 'base', settings };
  const variants: Named[] = [base];
  const names =
    asked === null ? (isAlone && grids.length === 0 ? [...scenario.plans.keys()] : []) : planNames(scenario, asked);
  const set = (options.set ?? []).map((text) => ({ name: '--set', text }));
  for (const name of names) {
    if (name !== scenario.plan)
      variants.push({ name, settings: applySettings(scenario, planSettings(scenario, name), set) });
  }
  if (grids.length > 0) variants.push(...expandGrids(scenario, settings, grids));
  return variants;
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

function simulate(model: Model, named: readonly Named[], prefix: string): Variant[] {
  const { start, months, currency } = model.scenario;
  const answers = new Engine().ask({ want: 'numbers', model, variants: named, numbers: MEASURE_NUMBERS, worlds: null });
  return Array.from(answers, ({ index, outcome }) => {
    const { name, settings } = named[index]!;
    const own = prefix !== '' && name === 'base' ? prefix : [prefix, name].filter((text) => text !== '').join(' ');
    return { name: own, start, months, currency, levers: settings, result: resultOf(model, outcome) };
  });
}

function resultOf(model: Model, numbers: Numbers): Variant['result'] {
  const [endCash, endOwed] = (['endCash', 'endOwed'] as const).map(
    (name) => numbers.of(MEASURE_NUMBERS.indexOf(name))[0]!,
  );
  return { measures: measuresFrom(model, numbers), endCash: endCash!, endOwed: endOwed! };
}

import type { Scenario } from '../../scenario/scenario.ts';
import { Compiled } from '../program/compiled.ts';
import type { Final, Series } from '../program/kept.ts';
import { type Level, Program } from '../program/program.ts';
import { accountSeries } from './account-months.ts';
import type { InputDefault } from './lower-formula.ts';
import { MonthProgram } from './month.ts';
import { allSeries, checkConservation, type FinalName, finals, monthlyValues, troubled } from './outcome.ts';

/** A scenario lowered once: settings and draws are given when it runs. */
export interface Model {
  readonly scenario: Scenario;
  readonly month: MonthProgram;
  readonly series: readonly Series[];
  /** What explains them, asked for apart. */
  readonly accountSeries: readonly Series[];
  readonly finals: readonly Final<FinalName>[];
  /** Base-case numbers of every input, by name. */
  readonly defaults: ReadonlyMap<string, InputDefault>;
  /** What has been compiled, by what was asked of it. */
  readonly compiled: Map<string, Compiled>;
}

/** Lowers a scenario to its program. */
export function compile(scenario: Scenario): Model {
  const program = new Program();
  const month = new MonthProgram(program, scenario);
  const monthly = monthlyValues(month);
  checkConservation(month, monthly);
  return {
    scenario,
    month,
    series: allSeries(month, monthly),
    accountSeries: accountSeries(month),
    finals: finals(month, monthly),
    defaults: new Map(month.formulas.inputs.map((input) => [input.name, input])),
    compiled: new Map(),
  };
}

/** What a run wants back. */
export interface Wanted {
  /** Names of series. */
  readonly series: readonly string[];
  readonly finals: readonly FinalName[];
  /** Whether warnings are counted. */
  readonly tallies: boolean;
  /** With what a world ends: its failure, or the first month in which somebody must wait. */
  readonly stop: 'failure' | 'trouble';
  readonly varying: ReadonlyMap<string, Level>;
}

/** The program compiled for what is wanted, on first use. */
export function compiledFor(model: Model, wanted: Wanted): Compiled {
  const varying = [...wanted.varying].map(([name, level]) => `${name}=${level}`).sort();
  const key = [wanted.series.join(), wanted.finals.join(), wanted.tallies, wanted.stop, ...varying].join('|');
  const known = model.compiled.get(key);
  if (known !== undefined) return known;
  const compiled = new Compiled({
    program: model.month.program,
    months: model.scenario.months,
    stop: wanted.stop === 'failure' ? model.month.stop : troubled(model.month),
    series: seriesOf(model, wanted.series),
    finals: wanted.finals.map((name) => model.finals.find((final) => final.name === name)!),
    checks: model.month.checks,
    tallies: wanted.tallies ? model.month.tallies : [],
    varying: wanted.varying,
  });
  model.compiled.set(key, compiled);
  return compiled;
}

function seriesOf(model: Model, names: readonly string[]): Series[] {
  const known = new Map([...model.accountSeries, ...model.series].map((series) => [series.name, series]));
  return names.map((name) => known.get(name)!);
}

/** The program compiled for those series alone, without its checks: for a run whose fault is known, and is to be explained. */
export function unchecked(model: Model, series: readonly string[], varying: Wanted['varying']): Compiled {
  const { program, stop } = model.month;
  const nothing = { finals: [], checks: [], tallies: [] };
  return new Compiled({
    program,
    months: model.scenario.months,
    stop,
    series: seriesOf(model, series),
    ...nothing,
    varying,
  });
}

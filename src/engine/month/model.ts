import type { Scenario } from '../../scenario/scenario.ts';
import { Compiled } from '../program/compiled.ts';
import { asItWas, asTheWorst, type Final, type Series } from '../program/kept.ts';
import type { Balanced } from '../program/lean.ts';
import { type Level, Program } from '../program/program.ts';
import { accountSeries } from './account-months.ts';
import { checkConservation, trialBalance } from './conservation.ts';
import type { InputDefault } from './inputs.ts';
import { KnownMonths } from './known.ts';
import { MonthProgram } from './month.ts';
import { allSeries, type FinalName, finals, monthlyValues, troubled } from './outcome.ts';
import { pastSeries } from './past-series.ts';
import { NOTHING_REPLACEABLE, type Replaceable, replaceableKey } from './replaceable.ts';

/** A scenario lowered to a program, once: settings and draws are numbers that are given when it runs. */
export interface Model {
  readonly scenario: Scenario;
  readonly month: MonthProgram;
  /** Measures, lines and creditors by month. */
  readonly series: readonly Series[];
  /** What explains the payments, for `accountsFrom`. */
  readonly accountSeries: readonly Series[];
  /** For each of `month.happenings` two: whether it happens in the month (1 or 0), and its amount. */
  readonly happeningSeries: readonly Series[];
  readonly finals: readonly Final<FinalName>[];
  /** The trial balance, which the lean kernel tests as a world ends; null for months that are past. */
  readonly balanced: Balanced | null;
  /** By name of an input, its number in the base case and how it is drawn. */
  readonly defaults: ReadonlyMap<string, InputDefault>;
  /** What has been compiled of the program, by what was wanted. */
  readonly compiled: Map<string, Compiled>;
  /** Finals of windows that were asked for, by name. */
  readonly windows: Map<string, Final>;
  /** Models of the same scenario in which some assumptions and draws may be replaced, by `replaceableKey`. */
  readonly replacing: Map<string, Model>;
}

/** Lowers a scenario to its program, in which `replaceable` may be replaced. */
export function compile(scenario: Scenario, replaceable: Replaceable = NOTHING_REPLACEABLE): Model {
  const past = scenario.past?.months ?? 0;
  const program = new Program(past);
  const whole = past === 0 ? scenario : { ...scenario, start: scenario.start - past, months: scenario.months + past };
  return modelOf(scenario, new MonthProgram(program, whole, replaceable));
}

/**
 * Lowers the months of a scenario that are past: actuals stand in place of what the steps compute, the company does not
 * fail, and there are series of all that the past leaves to the run that follows (`pastSeries`).
 */
export function compilePast(scenario: Scenario): Model {
  const program = new Program();
  const month = new MonthProgram(program, scenario, NOTHING_REPLACEABLE, new KnownMonths(program, scenario));
  const model = modelOf(scenario, month);
  return { ...model, series: [...model.series, ...pastSeries(month)] };
}

function modelOf(scenario: Scenario, month: MonthProgram): Model {
  const { program } = month;
  const monthly = monthlyValues(month);
  month.formulas.closeFlows(monthly);
  checkConservation(month, monthly);
  return {
    scenario,
    month,
    series: allSeries(month, monthly),
    accountSeries: accountSeries(month),
    happeningSeries: month.happenings.flatMap(({ kind, name, now, amount }): Series[] => [
      { name: `${kind} ${name}`, kind: 'flow', better: 'less', value: program.number(now) },
      { name: `${kind} ${name} amount`, kind: 'flow', better: 'less', value: amount },
    ]),
    finals: finals(month, monthly),
    balanced: trialBalance(month, monthly),
    defaults: new Map(month.formulas.inputs.map((input) => [input.name, input])),
    compiled: new Map(),
    windows: new Map(),
    replacing: new Map(),
  };
}

/** The model of the same scenario in which `replaceable` may be replaced, lowered on first use. */
export function modelReplacing(model: Model, replaceable: Replaceable): Model {
  if (replaceable.numbers.size === 0 && replaceable.formulas.size === 0) return model;
  const key = replaceableKey(replaceable);
  const known = model.replacing.get(key) ?? compile(model.scenario, replaceable);
  model.replacing.set(key, known);
  return known;
}

/** What a run wants back. */
export interface Wanted {
  /** Names of series. */
  readonly series: readonly string[];
  /**
   * What series hold after a failure: `as it was`, flows 0 and balances as they were (of one world); `the worst`, what
   * makes the world worse than any that lives (for percentiles).
   */
  readonly after: 'as it was' | 'the worst';
  /** Names of finals, or finals themselves, as of windows. */
  readonly finals: readonly (FinalName | Final)[];
  /** Whether warnings are counted. */
  readonly tallies: boolean;
  /** When a world ends: with its failure, or with the first month in which somebody must wait or it fails. */
  readonly stop: 'failure' | 'trouble';
  /** By name, inputs that differ by world, or by world and month. */
  readonly varying: ReadonlyMap<string, Level>;
}

/** Worlds asked for of one compiled program, up to which vectors side by side take longer to compile than they save. */
const NARROW_PAYS = 100_000;

/** Worlds from which on a lean kernel saves more time than compiling it beside the other takes. */
const LEAN_PAYS = 1_000_000;

/**
 * The program compiled for what is wanted, on first use; and anew, for more speed, when in all so many worlds have been
 * asked for that it pays. `worlds` is how many the question at hand has vectors simulate, 0 for none. `isOften` says
 * that the same will be asked many times.
 */
export function compiledFor(model: Model, wanted: Wanted, worlds = 0, isOften = false): Compiled {
  const varying = [...wanted.varying].map(([name, level]) => `${name}=${level}`).sort();
  const key = [
    wanted.series.join(),
    wanted.after,
    wanted.finals.map(nameOfFinal).join(),
    wanted.tallies,
    wanted.stop,
    ...varying,
  ].join('|');
  const known = model.compiled.get(key);
  const asked = (known?.worlds ?? 0) + worlds;
  const isLean = asked >= LEAN_PAYS && model.balanced !== null;
  const isNarrow = asked <= NARROW_PAYS && !isOften;
  if (known !== undefined && (known.lean !== null || !isLean) && (!known.isNarrow || isNarrow)) {
    known.worlds = asked;
    return known;
  }
  const request = {
    program: model.month.program,
    months: model.scenario.months,
    stop: wanted.stop === 'failure' ? model.month.stop : troubled(model.month),
    series: seriesOf(model, wanted.series).map(wanted.after === 'as it was' ? asItWas : asTheWorst),
    finals: wanted.finals.map((one) =>
      typeof one === 'string' ? model.finals.find(({ name }) => name === one)! : one,
    ),
    checks: model.month.checks,
    ends: [],
    tallies: wanted.tallies ? model.month.tallies : [],
    varying: wanted.varying,
  };
  const compiled = new Compiled(request, isLean ? model.balanced : null, isNarrow);
  compiled.worlds = asked;
  model.compiled.set(key, compiled);
  return compiled;
}

function seriesOf(model: Model, names: readonly string[]): Series[] {
  const known = new Map(
    [...model.happeningSeries, ...model.accountSeries, ...model.series].map((series) => [series.name, series]),
  );
  return names.map((name) => known.get(name)!);
}

/** The program compiled for some series alone, without checks: to find the amounts behind a fault that was found. */
export function unchecked(model: Model, series: readonly string[], varying: Wanted['varying']): Compiled {
  const { program, stop } = model.month;
  const nothing = { finals: [], checks: [], ends: [], tallies: [] };
  const kept = seriesOf(model, series).map(asItWas);
  return new Compiled({ program, months: model.scenario.months, stop, series: kept, ...nothing, varying });
}

const nameOfFinal = (one: FinalName | Final): string => (typeof one === 'string' ? one : one.name);

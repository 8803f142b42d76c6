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

/** A scenario lowered once: settings and draws are given when it runs. */
export interface Model {
  readonly scenario: Scenario;
  readonly month: MonthProgram;
  readonly series: readonly Series[];
  /** What explains them, asked for apart. */
  readonly accountSeries: readonly Series[];
  /** What happens to assets and debts, and of how much, in the order of `month.happenings`. */
  readonly happeningSeries: readonly Series[];
  readonly finals: readonly Final<FinalName>[];
  /** What the kernel of many worlds tests as each ends; null of months that are past. */
  readonly balanced: Balanced | null;
  /** Base-case numbers of every input, by name. */
  readonly defaults: ReadonlyMap<string, InputDefault>;
  /** What has been compiled, by what was asked of it. */
  readonly compiled: Map<string, Compiled>;
  /** Finals that were asked for, by name. */
  readonly windows: Map<string, Final>;
  /** The same, lowered so that some of its assumptions and draws may be replaced: by `replaceableKey`. */
  readonly replacing: Map<string, Model>;
}

/** Lowers a scenario to its program, in which this may be replaced. */
export function compile(scenario: Scenario, replaceable: Replaceable = NOTHING_REPLACEABLE): Model {
  const past = scenario.past?.months ?? 0;
  const program = new Program(past);
  const whole = past === 0 ? scenario : { ...scenario, start: scenario.start - past, months: scenario.months + past };
  return modelOf(scenario, new MonthProgram(program, whole, replaceable));
}

/**
 * Lowers the months of a scenario that are past: the actuals stand in place of what the model says, nobody ends the
 * company, and there are series of all that the past leaves behind.
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

/** The model in which this may be replaced, lowered on first use. */
export function modelReplacing(model: Model, replaceable: Replaceable): Model {
  if (replaceable.numbers.size === 0 && replaceable.formulas.size === 0) return model;
  const key = replaceableKey(replaceable);
  const known = model.replacing.get(key) ?? compile(model.scenario, replaceable);
  model.replacing.set(key, known);
  return known;
}

/** What a run wants back. */
export interface Wanted {
  /**
   * Names of series, and what they hold after a failure: what the standard says of one world, or what makes it the
   * worst of many.
   */
  readonly series: readonly string[];
  readonly after: 'as it was' | 'the worst';
  /** Names of finals, and finals of the model's program beside them. */
  readonly finals: readonly (FinalName | Final)[];
  /** Whether warnings are counted. */
  readonly tallies: boolean;
  /** With what a world ends: its failure, or the first month in which somebody must wait. */
  readonly stop: 'failure' | 'trouble';
  readonly varying: ReadonlyMap<string, Level>;
}

/** Worlds of one question up to which vectors side by side take longer to compile than they save. */
const NARROW_PAYS = 100_000;

/** Worlds from which on a lean kernel takes less time than it saves, and the other one beside it. */
const LEAN_PAYS = 1_000_000;

/**
 * The program compiled for what is wanted, on first use; and once more, for more speed, each time that so many worlds
 * have been asked for that it pays. `worlds` are those that vectors are to simulate now, and after it in the same run.
 * `isOften` says that the same is going to be asked again and again.
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

/**
 * The program compiled for those series alone, without its checks: for a run whose fault is known, and is to be
 * explained.
 */
export function unchecked(model: Model, series: readonly string[], varying: Wanted['varying']): Compiled {
  const { program, stop } = model.month;
  const nothing = { finals: [], checks: [], ends: [], tallies: [] };
  const kept = seriesOf(model, series).map(asItWas);
  return new Compiled({ program, months: model.scenario.months, stop, series: kept, ...nothing, varying });
}

const nameOfFinal = (one: FinalName | Final): string => (typeof one === 'string' ? one : one.name);

/** Cases, base cases and single worlds: each variant is one world; by the JavaScript back end on this thread. */
import type { DrawnWorld } from '../draws/drawn-worlds.ts';
import { type Accounts, accountsFrom } from '../month/account-months.ts';
import { type Amounts, amountSeries, runFault } from '../month/faults.ts';
import {
  type Case,
  CREDITOR_NAMES,
  type CreditorName,
  type Measures,
  MONTHLY_NAMES,
  type MonthlyName,
} from '../month/measures.ts';
import { compiledFor, type Model, modelReplacing, unchecked, type Wanted } from '../month/model.ts';
import { OPENING_NAMES } from '../month/opening.ts';
import {
  creditorSeries,
  FINAL_NAMES,
  type FinalName,
  lineSeries,
  openingFinal,
  RESERVE_SERIES,
} from '../month/outcome.ts';
import { type Replaceable, replaceableIn } from '../month/replaceable.ts';
import { uniformInputs, type Variant, variantNumbers } from '../month/variant.ts';
import type { Level } from '../program/program.ts';
import { tableSize } from '../program/schedule.ts';
import { aloneFrom } from './counts.ts';
import { varyingOf } from './prepare.ts';
import { standingWarnings, tallyWarnings } from './warnings.ts';

/** What a run of n cases has kept. */
export interface Executed {
  /** One array a series that was wanted, at month × n + case. */
  readonly series: readonly Float64Array[];
  /** One array a final that was wanted, one number a case. */
  readonly finals: readonly Float64Array[];
  /** Two numbers a tally: in how many months, of how many cases, it counted. */
  readonly tallies: Float64Array;
}

/** Cases to run, one a variant; `model` is the one in which `replaceable` may be replaced. */
export interface Cases {
  readonly model: Model;
  readonly replaceable: Replaceable;
  readonly variants: readonly Variant[];
  /** The draws of every case; null where each draw is at its median. */
  readonly drawn: DrawnWorld | null;
}

/** Runs cases; where `later` is false, without money that comes after month 0. Throws Faults. */
export function execute(
  { model, replaceable, variants, drawn }: Cases,
  wanted: Omit<Wanted, 'varying' | 'after' | 'stop'>,
  later = true,
): Executed {
  const { scenario, month } = model;
  const worlds = variants.length;
  const numbers = variantNumbers(model, variants, replaceable);
  const varying = new Map<string, Level>([...(drawn?.varying ?? []), ...varyingOf(numbers)]);
  const compiled = compiledFor(model, { ...wanted, after: 'as it was', stop: 'failure', varying });
  const { columnRows, columnCount } = compiled.schedule;
  const columns = new Float64Array(columnCount * worlds);
  for (const [i, row] of columnRows) {
    const { name } = month.program.inputs[i]!;
    columns.set(numbers.get(name) ?? drawn!.numbers.get(name)!, row * worlds);
  }
  const table = new Float64Array(tableSize(compiled.schedule));
  const series = wanted.series.map(() => new Float64Array(scenario.months * worlds));
  const finals = wanted.finals.map(() => new Float64Array(worlds));
  const tallies = new Float64Array(2 * month.tallies.length);
  const fault = new Float64Array(4);
  const block = { table, columns, columnStride: worlds, worlds, at: 0, stride: worlds, series, finals, tallies, fault };
  if (!compiled.prologue(uniformInputs(model, numbers, later)(0), table, fault) || !compiled.kernel(block)) {
    const amounts = (world: number) => amountsOf({ model, replaceable, variants, drawn }, world, later, varying);
    throw runFault(model, compiled.schedule.checks, fault, worlds > 1, 0, amounts);
  }
  return { series, finals, tallies };
}

/** The amounts of case number `world`, by which an overflow is placed: simulated without checks. */
function amountsOf(cases: Cases, world: number, later: boolean, varying: ReadonlyMap<string, Level>): Amounts {
  const { model, replaceable, variants, drawn } = cases;
  const names = amountSeries(model.scenario);
  const numbers = variantNumbers(model, [variants[world]!], replaceable);
  const compiled = unchecked(model, names, varying);
  const { columnRows, columnCount } = compiled.schedule;
  const columns = new Float64Array(columnCount);
  for (const [i, row] of columnRows) {
    const { name } = model.month.program.inputs[i]!;
    columns.set(numbers.get(name) ?? drawn!.numbers.get(name)!, row);
  }
  const table = new Float64Array(tableSize(compiled.schedule));
  const series = names.map(() => new Float64Array(model.scenario.months));
  const fault = new Float64Array(4);
  compiled.prologue(uniformInputs(model, numbers, later)(0), table, fault);
  const [finals, tallies] = [[], new Float64Array(0)];
  compiled.kernel({ table, columns, columnStride: 1, worlds: 1, at: 0, stride: 1, series, finals, tallies, fault });
  return new Map(names.map((name, i) => [name, series[i]!]));
}

/**
 * By case, 1 where it lives without money that comes after month 0, else 0. Where the scenario has such money, cases
 * are run a second time by the same kernel: compiling one for this alone would take longer. `own` are the finals of the
 * first run.
 */
export function defaultAlive(
  cases: Cases,
  wanted: Omit<Wanted, 'varying' | 'after' | 'stop'>,
  own: readonly Float64Array[],
): Float64Array {
  const finals = aloneFinals(cases, wanted, own);
  return aloneFrom((name) => finals[wanted.finals.indexOf(name)]!);
}

/** The finals of cases without money that comes after month 0. */
const aloneFinals = (
  cases: Cases,
  wanted: Omit<Wanted, 'varying' | 'after' | 'stop'>,
  own: readonly Float64Array[],
): readonly Float64Array[] => (cases.model.month.hasLateMoney ? execute(cases, wanted, false).finals : own);

/**
 * One world month by month: the base case where `drawn` is null, else the world with these draws; where `later` is
 * false, without money that comes after month 0. Throws Faults.
 */
export function caseOf(model: Model, variant: Variant, drawn: DrawnWorld | null, later = true): Case {
  const cases = casesOf(model, variant, drawn);
  const { series: measured, happeningSeries, month } = cases.model;
  const names = [...measured, ...happeningSeries].map(({ name }) => name);
  const wanted = { series: names, finals: FINAL_NAMES, tallies: true };
  const run = execute(cases, wanted, later);
  const aloneRun = aloneFinals(cases, wanted, run.finals);
  const finalAlone = (name: FinalName): Float64Array => aloneRun[FINAL_NAMES.indexOf(name)]!;
  const [alone] = aloneFrom(finalAlone);
  const byName = new Map(names.map((name, i) => [name, tidy(run.series[i]!)]));
  const series = (name: string) => byName.get(name)!;
  const final = (name: FinalName): number => run.finals[FINAL_NAMES.indexOf(name)]![0]! + 0;
  const lines = [...model.scenario.revenue.keys(), ...model.scenario.costs.keys()];
  return {
    measures: measuresOf(model, (name) => (name === 'defaultAlive' ? alone! : final(name))),
    byMonth: Object.fromEntries(MONTHLY_NAMES.map((name) => [name, series(name)])) as Record<MonthlyName, Float64Array>,
    lines: new Map(lines.map((name) => [name, series(lineSeries(name))])),
    creditors: new Map(
      [...model.scenario.creditors.keys()].map((name) => {
        const measures = CREDITOR_NAMES.map((measure) => [measure, series(creditorSeries(name, measure))]);
        return [name, Object.fromEntries(measures) as Record<CreditorName, Float64Array>];
      }),
    ),
    reserve: series(RESERVE_SERIES),
    troubleAlone: troubleOf(finalAlone('zeroCash')[0]!, finalAlone('failure')[0]!),
    happened: month.happenings.map(({ kind, name }) => {
      const what = `${kind} ${name}`;
      return { kind, name, months: series(what), amounts: series(`${what} amount`) };
    }),
    opening: Object.fromEntries(OPENING_NAMES.map((name) => [name, final(openingFinal(name))])) as Case['opening'],
    warnings: [...standingWarnings(model, variant.settings), ...tallyWarnings(model, run.tallies, 1)],
  };
}

/** The first trouble of a world, from months t that are -1 where they do not occur; null for none. */
function troubleOf(zeroCash: number, failure: number): Case['troubleAlone'] {
  if (zeroCash >= 0) return { kind: 'short', t: zeroCash };
  return failure < 0 ? null : { kind: 'failure', t: failure };
}

/** What explains the payments of the world that `caseOf` gives for the same arguments. Throws Faults as that does. */
export function accountsOf(model: Model, variant: Variant, drawn: DrawnWorld | null, later = true): Accounts {
  const cases = casesOf(model, variant, drawn);
  const names = cases.model.accountSeries.map(({ name }) => name);
  const { series } = execute(cases, { series: names, finals: [], tallies: false }, later);
  const byName = new Map(names.map((name, i) => [name, tidy(series[i]!)]));
  return accountsFrom(model.month, byName);
}

function casesOf(model: Model, variant: Variant, drawn: DrawnWorld | null): Cases {
  const replaceable = replaceableIn([variant]);
  return { model: modelReplacing(model, replaceable), replaceable, variants: [variant], drawn };
}

/** The measures of a world; `final` gives its finals, and `defaultAlive` as 1 or 0. */
export function measuresOf(model: Model, final: (name: FinalName | 'defaultAlive') => number): Measures {
  const month = (name: FinalName): number | null => (final(name) < 0 ? null : final(name));
  const length = (name: FinalName): number | null => (Number.isFinite(final(name)) ? final(name) : null);
  const failed = month('failure');
  return {
    zeroCash: month('zeroCash'),
    firstUnpaid: month('firstUnpaid'),
    monthsAlive: final('monthsAlive'),
    runway: length('runway'),
    runwayNow: length('runwayNow'),
    failure: failed === null ? null : { t: failed, cause: model.month.causes[final('cause')]! },
    low: { cash: final('low'), t: final('lowMonth') },
    insolvent: month('insolvent'),
    breakEven: failed === null ? month('breakEven') : null,
    defaultAlive: final('defaultAlive') === 1 ? 1 : 0,
  };
}

/** Puts 0 in place of -0, which never leaves the engine; returns the same array. */
function tidy(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! + 0;
  return values;
}

/** The engine's door: a compiled scenario and settings of its levers in, months and measures out. */
import type { Settings } from '../scenario/override.ts';
import type { DrawnWorld } from './draws/draws.ts';
import { type AccountMonths, accountsFrom } from './month/account-months.ts';
import { type Amounts, amountSeries, runFault } from './month/faults.ts';
import { leverNumbers, uniformInputs } from './month/inputs.ts';
import {
  type Case,
  CREDITOR_NAMES,
  type CreditorName,
  type Measures,
  MONTHLY_NAMES,
  type MonthlyName,
} from './month/measures.ts';
import { compiledFor, type Model, unchecked, type Wanted } from './month/model.ts';
import { OPENING_FINALS, OPENING_NAMES } from './month/opening.ts';
import { creditorSeries, FINAL_NAMES, type FinalName, lineSeries, RESERVE_SERIES } from './month/outcome.ts';
import { TOLERANCE } from './month/tolerance.ts';
import { LEVEL, type Level } from './program/program.ts';
import { tableSize } from './program/schedule.ts';
import { Simulation } from './run/simulation.ts';
import { leverWarnings, tallyWarnings } from './run/warnings.ts';

export { drawnValues } from './draws/drawn-values.ts';
export { type DrawnWorld, drawWorld } from './draws/draws.ts';
export { compile, type Model } from './month/model.ts';
export type { EndingsRequest, WorldsRequest } from './run/kept.ts';
export { Simulation } from './run/simulation.ts';

/** The measures of one variant of a grid, and where it ends. */
export interface Variant {
  readonly measures: Measures;
  readonly endCash: number;
  readonly endOwed: number;
}

type Finals = ReadonlyMap<FinalName, Float64Array>;

interface Run {
  readonly series: Float64Array[];
  readonly finals: Finals;
  readonly tallies: Float64Array;
}

/**
 * One world: the base case, every draw at its median, or that which `drawn` gives. Throws Faults where a formula has no finite value,
 * or an amount is not allowed.
 */
export function simulateCase(model: Model, settings: Settings, drawn: DrawnWorld | null = null): Case {
  const wanted = {
    series: model.series.map(({ name }) => name),
    finals: FINAL_NAMES,
    tallies: true,
    stop: 'failure',
  } as const;
  const run = execute(model, [settings], wanted, drawn);
  const late = defaultAlive(model, [settings], run.finals, wanted, drawn);
  const { months } = model.scenario;
  const byName = new Map(model.series.map((series, i) => [series.name, tidy(run.series[i]!)]));
  const series = (name: string) => byName.get(name) ?? new Float64Array(months);
  const lines = [...model.scenario.revenue.keys(), ...model.scenario.costs.keys()];
  return {
    measures: { ...measuresOf(model, run.finals, late, 0), low: lowest(series('cash')) },
    byMonth: Object.fromEntries(MONTHLY_NAMES.map((name) => [name, series(name)])) as Record<MonthlyName, Float64Array>,
    lines: new Map(lines.map((name) => [name, series(lineSeries(name))])),
    creditors: new Map(
      [...model.scenario.creditors.keys()].map((name) => {
        const measures = CREDITOR_NAMES.map((measure) => [measure, series(creditorSeries(name, measure))]);
        return [name, Object.fromEntries(measures) as Record<CreditorName, Float64Array>];
      }),
    ),
    reserve: series(RESERVE_SERIES),
    opening: openingOf(run),
    warnings: [...leverWarnings(model, settings), ...tallyWarnings(model, run.tallies, 1)],
  };
}

/** What explains the payments of one world, that of `simulateCase` with the same arguments. Throws Faults as that does. */
export function simulateAccounts(
  model: Model,
  settings: Settings,
  drawn: DrawnWorld | null = null,
): ReadonlyMap<string, AccountMonths> {
  const names = model.accountSeries.map(({ name }) => name);
  const { series } = execute(model, [settings], { series: names, finals: [], tallies: false, stop: 'failure' }, drawn);
  const byName = new Map(names.map((name, i) => [name, tidy(series[i]!)]));
  return accountsFrom(model.scenario.creditors.keys(), byName);
}

/** Settings from which on vectors pay for being compiled. */
const MANY = 200;

/** Many settings of the levers at once, each a world of its own; draws at their medians. Throws Faults as `simulateCase` does. */
export function simulateGrid(model: Model, variants: readonly Settings[]): Variant[] {
  const grid = variants.length < MANY ? null : new Simulation().grid(model, variants);
  const wanted = { series: [], finals: FINAL_NAMES, tallies: false, stop: 'failure' } as const;
  const finals = grid ?? execute(model, variants, wanted).finals;
  const late =
    grid?.has('untroubled') === true
      ? Array.from(grid.get('untroubled')!, (x) => x === 1)
      : defaultAlive(model, variants, finals, wanted);
  return variants.map((_, w) => ({
    measures: measuresOf(model, finals, late, w),
    endCash: finals.get('endCash')![w]! + 0,
    endOwed: finals.get('endOwed')![w]! + 0,
  }));
}

/**
 * The lowest month-end cash, and the first month that counts as equal to it. The kernel, which sees no month twice, names the first
 * of months that count as equal one after the other: the same but for cash that creeps to its lowest by less than the tolerance.
 */
function lowest(cash: Float64Array): { cash: number; t: number } {
  const low = cash.reduce((a, b) => Math.min(a, b));
  return { cash: low, t: cash.findIndex((x) => x - low <= TOLERANCE * Math.abs(x)) };
}

/** No -0 leaves the engine. */
function tidy(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! + 0;
  return values;
}

function execute(
  model: Model,
  variants: readonly Settings[],
  wanted: Omit<Wanted, 'varying'>,
  drawn: DrawnWorld | null = null,
  later = true,
): Run {
  const { scenario, month } = model;
  const worlds = variants.length;
  const levers = leverNumbers(model, variants);
  const varying = new Map<string, Level>(drawn?.varying);
  for (const [name, numbers] of levers) if (numbers.some((x) => x !== numbers[0])) varying.set(name, LEVEL.world);
  const compiled = compiledFor(model, { ...wanted, varying });
  const { columnRows, columnCount } = compiled.schedule;
  const columns = new Float64Array(columnCount * worlds);
  for (const [i, row] of columnRows) {
    const { name } = month.program.inputs[i]!;
    columns.set(levers.get(name) ?? drawn!.numbers.get(name)!, row * worlds);
  }
  const table = new Float64Array(tableSize(compiled.schedule));
  const series = wanted.series.map(() => new Float64Array(scenario.months * worlds));
  const finals = wanted.finals.map(() => new Float64Array(worlds));
  const tallies = new Float64Array(2 * month.tallies.length);
  const fault = new Float64Array(4);
  const block = { table, columns, columnStride: worlds, worlds, at: 0, stride: worlds, series, finals, tallies, fault };
  const uniform = uniformInputs(model, levers, later);
  if (!compiled.prologue(uniform, table, fault) || !compiled.kernel(block)) {
    const amounts = (world: number) => amountsOf(model, variants[world]!, drawn, later, varying);
    throw runFault(model, fault, worlds > 1, 0, amounts);
  }
  return { series, finals: new Map(wanted.finals.map((name, i) => [name, finals[i]!])), tallies };
}

/** Every line's amount, what every creditor is owed, and cash, by month, whether or not they are numbers: what an overflow is told by. */
function amountsOf(
  model: Model,
  settings: Settings,
  drawn: DrawnWorld | null,
  later: boolean,
  varying: ReadonlyMap<string, Level>,
): Amounts {
  const names = amountSeries(model.scenario);
  const levers = leverNumbers(model, [settings]);
  const compiled = unchecked(model, names, varying);
  const { columnRows, columnCount } = compiled.schedule;
  const columns = new Float64Array(columnCount);
  for (const [i, row] of columnRows) {
    const { name } = model.month.program.inputs[i]!;
    columns.set((levers.get(name) ?? drawn!.numbers.get(name)!).slice(0, 1), row);
  }
  const table = new Float64Array(tableSize(compiled.schedule));
  const series = names.map(() => new Float64Array(model.scenario.months));
  const fault = new Float64Array(4);
  compiled.prologue(uniformInputs(model, levers, later), table, fault);
  const [finals, tallies] = [[], new Float64Array(0)];
  compiled.kernel({ table, columns, columnStride: 1, worlds: 1, at: 0, stride: 1, series, finals, tallies, fault });
  return new Map(names.map((name, i) => [name, series[i]!]));
}

/**
 * By world, whether it lives without funding or loans after month 0: a second run, where there may be any, of the same kernel, for
 * compiling another costs more than what this one does in vain.
 */
function defaultAlive(
  model: Model,
  variants: readonly Settings[],
  own: Finals,
  wanted: Omit<Wanted, 'varying'>,
  drawn: DrawnWorld | null = null,
): boolean[] {
  const finals = model.month.hasLateMoney ? execute(model, variants, wanted, drawn, false).finals : own;
  return Array.from(finals.get('zeroCash')!, (t, w) => t < 0 && finals.get('failure')![w]! < 0);
}

function measuresOf(model: Model, finals: Finals, late: readonly boolean[], w: number): Measures {
  const final = (name: FinalName): number => finals.get(name)![w]! + 0;
  const month = (name: FinalName): number | null => (final(name) < 0 ? null : final(name));
  const length = (name: FinalName): number | null => (Number.isFinite(final(name)) ? final(name) : null);
  const failed = month('failure');
  return {
    zeroCash: month('zeroCash'),
    runway: length('runway'),
    runwayNow: length('runwayNow'),
    failure: failed === null ? null : { t: failed, cause: model.month.causes[final('cause')]! },
    low: { cash: final('low'), t: final('lowMonth') },
    insolvent: month('insolvent'),
    breakEven: failed === null ? month('breakEven') : null,
    defaultAlive: late[w] ? 1 : 0,
  };
}

/** Balances as the scenario opens. */
const openingOf = ({ finals }: Run): Case['opening'] =>
  Object.fromEntries(
    OPENING_NAMES.map((name) => [name, finals.get(OPENING_FINALS[name])![0]! + 0]),
  ) as unknown as Case['opening'];

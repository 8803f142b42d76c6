/**
 * The draws of a block of worlds. A variable has one row of the block's columns, or one a month where it is drawn
 * monthly; a row is a column of `COLUMN` numbers, one a world.
 */

import type { Strips } from '../../numeric/laws/beta-strips.ts';
import { streamOf } from '../../numeric/philox.ts';
import { STRIP_BYTES, writeStrips } from '../../numeric/simd-draw-tables.ts';
import { type SimdDraw, simdDraw } from '../../numeric/simd-draws.ts';
import type { WasmFunction } from '../../wasm/host.ts';
import type { Variable } from '../month/inputs.ts';
import type { Model } from '../month/model.ts';
import { COLUMN, TURN } from '../program/block.ts';
import type { Memory } from '../program/memory.ts';
import { LEVEL, type Level } from '../program/program.ts';
import { type CorrelatedVariables, correlatedVariables, fromNormals, standardOf } from './correlated.ts';
import { isRedrawn, keptOf, type Redrawn, redrawGroup } from './redrawn.ts';
import { type Sampler, type SamplerName, samplerOf } from './sampler.ts';

/** A variable, and the first of its rows. */
export interface PlacedVariable extends Variable {
  readonly row: number;
}

/** All that the draws of a run depend on: plain data, which other threads can be given. */
export interface DrawPlan {
  readonly seed: number;
  readonly sampler: SamplerName;
  readonly redrawn: Redrawn | null;
  /** Months of the run. */
  readonly months: number;
  /** Months before the run, which the actuals tell: month t of the run has the draws of month `pastMonths` + t. */
  readonly pastMonths: number;
  /** All variables; correlated ones are given here as the standard normal variables they are first drawn as. */
  readonly variables: readonly PlacedVariable[];
  /** The groups of correlated variables, with the first row of each of their inputs. */
  readonly groups: readonly (CorrelatedVariables & { readonly rows: readonly number[] })[];
}

/** What decides the draws of a world, beside its number. */
export interface WorldDraws {
  readonly seed: number;
  /** Left out: `random`. */
  readonly sampler?: SamplerName;
  /** Inputs that are drawn under another seed; null or left out: none. */
  readonly redrawn?: Redrawn | null;
}

/** By name of an input of the program that is drawn: `LEVEL.world`, or `LEVEL.both` where it is drawn monthly. */
export function varyingDraws(model: Model): Map<string, Level> {
  const varying = new Map<string, Level>();
  for (const { name } of model.month.program.inputs) {
    const draw = model.defaults.get(name)?.draw ?? null;
    if (draw !== null) varying.set(name, draw.monthly ? LEVEL.both : LEVEL.world);
  }
  return varying;
}

/**
 * Plans the draws of a run; `rows` has the first row of each input that varies, by the input's index in the program.
 */
export function planDraws(
  model: Model,
  { seed, sampler = 'random', redrawn = null }: WorldDraws,
  rows: ReadonlyMap<number, number>,
): DrawPlan {
  const { inputs } = model.month.program;
  const together = correlatedVariables(model);
  const grouped = new Set(together.flatMap(({ variables }) => variables));
  const rowOf = new Map<string, number>();
  const variables = [...rows].flatMap(([i, row]) => {
    const { name } = inputs[i]!;
    const draw = model.defaults.get(name)?.draw ?? null;
    rowOf.set(name, row);
    return draw === null ? [] : [{ ...(grouped.has(draw) ? standardOf(draw) : draw), row }];
  });
  const groups = together.map((group) => ({
    ...group,
    rows: group.inputs.map((input) => rowOf.get(input)!),
  }));
  const { months, past } = model.scenario;
  return { seed, sampler, redrawn, months, pastMonths: past?.months ?? 0, variables, groups };
}

/**
 * How variables are drawn by vectors, those that can be; none for another sampler than `random`. Their tables, where
 * they need one, lie one after the other from the address `stripsAt` on.
 */
export function simdDraws({ sampler, variables }: DrawPlan, stripsAt = 0): Map<PlacedVariable, SimdDraw> {
  const draws = new Map<PlacedVariable, SimdDraw>();
  let at = stripsAt;
  for (const variable of sampler === 'random' ? variables : []) {
    const draw = simdDraw(variable.law, variable.params, at);
    if (draw === null) continue;
    draws.set(variable, draw);
    if (draw.strips !== null) at += STRIP_BYTES;
  }
  return draws;
}

/** The tables of beta distributions that `simdDraws` needs, in its order, each of `STRIP_BYTES` bytes. */
export const stripsIn = (plan: DrawPlan): Strips[] =>
  [...simdDraws(plan).values()].flatMap((draw) => draw.strips ?? []);

/** Writes these tables from the address `at` on, which `simdDraws` must be given as `stripsAt`. */
export function layStrips(memory: Memory, at: number, strips: readonly Strips[]): void {
  for (const [i, table] of strips.entries()) writeStrips(memory.buffer, at + STRIP_BYTES * i, table);
}

/**
 * Fills the columns of a block, or one of them, at an address: `worlds` worlds from `firstWorld` on, at most BLOCK. The
 * first world's number stands 8 · `offsetOf(firstWorld)` bytes behind the beginning of the column.
 */
export type FillBlock = (address: number, firstWorld: number, worlds: number) => void;

/** The index of a block's first world in its columns: random bits come for an even world and the odd one after it. */
export const offsetOf = (firstWorld: number): number => firstWorld % 2;

/** First rows of the variables whose draws differ from those of an earlier plan for the same worlds; of null, all. */
export function undrawnRows(plan: DrawPlan, before: DrawPlan | null): number[] {
  if (before === null) return plan.variables.map(({ row }) => row);
  const groupOf = new Map(plan.groups.flatMap(({ variables, rows }) => rows.map((row) => [row, variables] as const)));
  // Each draw of a group depends on the normal numbers of all its variables.
  const said = ({ redrawn }: DrawPlan, own: PlacedVariable): string =>
    (groupOf.get(own.row) ?? [own]).map((one) => (isRedrawn(redrawn, one) ? redrawn!.seed : '')).join();
  return plan.variables.filter((own) => said(plan, own) !== said(before, own)).map(({ row }) => row);
}

/** The functions of a `drawsModule`, and the address at which the tables of `layStrips` begin. */
export interface Drawer {
  readonly functions: Readonly<Record<string, WasmFunction>>;
  readonly stripsAt: number;
}

/**
 * Prepares to fill blocks by a plan; by vectors what can be, where `drawer` is not null. Only variables whose first row
 * is among `undrawn` are drawn: the rows of the others stay as they are.
 */
export function drawing(
  plan: DrawPlan,
  memory: Memory,
  drawer: Drawer | null,
  undrawn: readonly number[] = plan.variables.map(({ row }) => row),
): FillBlock {
  const fast = drawer === null ? null : simdDraws(plan, drawer.stripsAt);
  const again = redrawing(plan, plan.variables);
  const rows = new Set(undrawn);
  const variables = plan.variables.filter(({ row }) => rows.has(row));
  const fills = variables.flatMap((variable) => {
    const draw = fast?.get(variable);
    const fillOf =
      draw === undefined
        ? fillColumn(variable, again.of(variable), memory)
        : fillByVectors(variable, again.of(variable), draw, drawer!.functions[draw.name]!);
    return Array.from({ length: monthsOf(variable, plan.months) }, (_, t) => {
      const fill = fillOf(variable.monthly ? plan.pastMonths + t : t);
      const at = 8 * COLUMN * (variable.row + t);
      return (address: number, firstWorld: number, worlds: number): void => fill(address + at, firstWorld, worlds);
    });
  });
  const groups = plan.groups.filter((group) => rows.has(group.rows[0]!));
  const mixes = groups.map((group) => ({ ...group, mix: mixing(group, again) }));
  return (address, firstWorld, worlds) => {
    for (const fill of fills) fill(address, firstWorld, worlds);
    for (const { mix, rows, variables } of mixes) {
      for (let t = 0; t < monthsOf(variables[0]!, plan.months); t++) {
        const at = (row: number) => address + 8 * (COLUMN * (row + t) + offsetOf(firstWorld));
        mix(
          rows.map((row) => memory.doubles(at(row), worlds)),
          { month: variables[0]!.monthly ? plan.pastMonths + t : t, firstWorld, worlds },
        );
      }
    }
  };
}

/** A seed, that of the worlds or of what is redrawn, and the sampler under it. */
interface DrawnUnder {
  readonly seed: number;
  readonly sampler: Sampler;
}

interface Redrawing {
  readonly redrawn: Redrawn | null;
  /**
   * How a variable's column is filled. A variable that is redrawn, but is correlated with one that is not, is first
   * drawn as if it were not redrawn: `mixing` redraws it.
   */
  readonly of: (variable: Variable) => DrawnUnder;
  /** What is redrawn; null where nothing is. */
  readonly fresh: DrawnUnder | null;
}

function redrawing(
  {
    seed,
    sampler = 'random',
    redrawn = null,
    groups,
  }: WorldDraws & { readonly groups: readonly CorrelatedVariables[] },
  variables: readonly Variable[],
): Redrawing {
  const own = { seed, sampler: samplerOf(sampler, seed, variables) };
  if (redrawn === null) return { redrawn, of: () => own, fresh: null };
  const fresh = { seed: redrawn.seed, sampler: samplerOf(sampler, redrawn.seed, variables) };
  const partly = groups.filter((group) => keptOf(redrawn, group) !== null);
  const later = new Set(partly.flatMap(({ group }) => group.names));
  return { redrawn, of: (one) => (isRedrawn(redrawn, one) && !later.has(one.name) ? fresh : own), fresh };
}

/** Prepares to turn a group's independent standard normal numbers into draws, in place, one column an input. */
function mixing(
  together: CorrelatedVariables,
  { redrawn, fresh }: Redrawing,
): (columns: readonly Float64Array[], at: { month: number; firstWorld: number; worlds: number }) => void {
  const make = fromNormals(together);
  const kept = keptOf(redrawn, together);
  if (kept === null || fresh === null) return (columns, { worlds }) => make(columns, worlds);
  const redraw = redrawGroup(together, kept);
  // Inputs behind those of the names are made from the numbers of the names.
  const named = together.variables.slice(0, together.group.names.length);
  const samplers = named.map((variable) => fresh.sampler(standardOf(variable)));
  return (columns, { month, firstWorld, worlds }) => {
    const others = samplers.map((prepare) => {
      const column = new Float64Array(worlds);
      prepare(month)(column, 0, firstWorld, worlds);
      return column;
    });
    make(columns, worlds, () => redraw(columns, others, worlds));
  };
}

const monthsOf = ({ monthly }: Variable, months: number): number => (monthly ? months : 1);

/** Fills a column of a month by vectors, whole groups of eight worlds. */
function fillByVectors(
  { name, k }: Variable,
  { seed }: DrawnUnder,
  draw: SimdDraw,
  run: WasmFunction,
): (month: number) => FillBlock {
  const { key0, key1 } = streamOf(seed, name, k);
  return (month) => (address, firstWorld, worlds) => {
    const groups = Math.ceil((worlds + offsetOf(firstWorld)) / TURN);
    run(address, Math.floor(firstWorld / 2) | 0, groups, key0, key1, month, ...draw.params);
  };
}

/** Fills a column of a month by JavaScript; what is drawn once has month 0. */
function fillColumn(variable: Variable, { sampler }: DrawnUnder, memory: Memory): (month: number) => FillBlock {
  const prepare = sampler(variable);
  return (month) => {
    const fill = prepare(month);
    return (address, firstWorld, worlds) =>
      fill(memory.doubles(address, COLUMN), offsetOf(firstWorld), firstWorld, worlds);
  };
}

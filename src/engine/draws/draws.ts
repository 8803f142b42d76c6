/** The draws of a block of worlds: one column a variable, or one a month. */

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
import { drawnTogether, fromNormals, standardOf, type Together } from './correlated.ts';
import { isRedrawn, keptOf, type Redrawn, redrawGroup } from './redrawn.ts';
import { type Sampler, type SamplerName, samplerOf } from './sampler.ts';

/** A variable and the first of its rows: one, or one a month. */
export interface PlacedVariable extends Variable {
  readonly row: number;
}

/** All that the draws of a run depend on: plain data, which other threads can be given. */
export interface DrawPlan {
  readonly seed: number;
  readonly sampler: SamplerName;
  readonly redrawn: Redrawn | null;
  readonly months: number;
  /** Months before the first, which had draws of their own. */
  readonly pastMonths: number;
  /** The variables; those of a group are drawn as standard normal numbers. */
  readonly variables: readonly PlacedVariable[];
  /** Groups of which the numbers are then made into draws, with the rows of their variables. */
  readonly groups: readonly (Together & { readonly rows: readonly number[] })[];
}

/** How worlds are drawn. */
export interface WorldDraws {
  readonly seed: number;
  /** `random` where none is given. */
  readonly sampler?: SamplerName;
  /** Draws that are other than the worlds' own; none where none is given. */
  readonly redrawn?: Redrawn | null;
}

/** Inputs that are drawn: by world, or by world and month. */
export function varyingDraws(model: Model): Map<string, Level> {
  const varying = new Map<string, Level>();
  for (const { name } of model.month.program.inputs) {
    const draw = model.defaults.get(name)?.draw ?? null;
    if (draw !== null) varying.set(name, draw.monthly ? LEVEL.both : LEVEL.world);
  }
  return varying;
}

/** Plans the draws of a run; `rows` gives the first row of an input, by its index. */
export function planDraws(
  model: Model,
  { seed, sampler = 'random', redrawn = null }: WorldDraws,
  rows: ReadonlyMap<number, number>,
): DrawPlan {
  const { inputs } = model.month.program;
  const together = drawnTogether(model);
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

/** How the variables that have a form by vectors are drawn by it, those of the first rows first. */
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

/** The tables that the functions of `simdDraws` read, one after the other, each in `STRIP_BYTES`. */
export const stripsIn = (plan: DrawPlan): Strips[] =>
  [...simdDraws(plan).values()].flatMap((draw) => draw.strips ?? []);

/** Writes them where `simdDraws` was told that they begin. */
export function layStrips(memory: Memory, at: number, strips: readonly Strips[]): void {
  for (const [i, table] of strips.entries()) writeStrips(memory.buffer, at + STRIP_BYTES * i, table);
}

/**
 * Fills the columns of a block: of up to BLOCK worlds from `firstWorld` on, the first number of a column at `address` +
 * 8 · `offsetOf`.
 */
export type FillBlock = (address: number, firstWorld: number, worlds: number) => void;

/** Where a block's first world is in its columns: draws come in twos. */
export const offsetOf = (firstWorld: number): number => firstWorld % 2;

/**
 * The first rows of the variables that are drawn otherwise than by an earlier plan for the same worlds; by null, all.
 */
export function undrawnRows(plan: DrawPlan, before: DrawPlan | null): number[] {
  if (before === null) return plan.variables.map(({ row }) => row);
  const groupOf = new Map(plan.groups.flatMap(({ variables, rows }) => rows.map((row) => [row, variables] as const)));
  // Of a group all are made from the numbers of all.
  const said = ({ redrawn }: DrawPlan, own: PlacedVariable): string =>
    (groupOf.get(own.row) ?? [own]).map((one) => (isRedrawn(redrawn, one) ? redrawn!.seed : '')).join();
  return plan.variables.filter((own) => said(plan, own) !== said(before, own)).map(({ row }) => row);
}

/** Vectors that draw: the functions of `drawsModule`, and where the strips of `simdDraws` begin. */
export interface Drawer {
  readonly functions: Readonly<Record<string, WasmFunction>>;
  readonly stripsAt: number;
}

/**
 * Prepares the draws of a plan, by vectors where there are such. Variables whose first row is not among `undrawn` are
 * left as they are.
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

/** How a variable is drawn: under the seed of the worlds, or another. */
interface DrawnUnder {
  readonly seed: number;
  readonly sampler: Sampler;
}

interface Redrawing {
  readonly redrawn: Redrawn | null;
  /** Of a variable that is correlated with one that is kept, as if it were not redrawn. */
  readonly of: (variable: Variable) => DrawnUnder;
  readonly fresh: DrawnUnder | null;
}

function redrawing(
  { seed, sampler = 'random', redrawn = null, groups }: WorldDraws & { readonly groups: readonly Together[] },
  variables: readonly Variable[],
): Redrawing {
  const own = { seed, sampler: samplerOf(sampler, seed, variables) };
  if (redrawn === null) return { redrawn, of: () => own, fresh: null };
  const fresh = { seed: redrawn.seed, sampler: samplerOf(sampler, redrawn.seed, variables) };
  const partly = groups.filter((group) => keptOf(redrawn, group) !== null);
  const later = new Set(partly.flatMap(({ group }) => group.names));
  return { redrawn, of: (one) => (isRedrawn(redrawn, one) && !later.has(one.name) ? fresh : own), fresh };
}

/** Prepares to make draws of a group's standard normal numbers, in place. */
function mixing(
  together: Together,
  { redrawn, fresh }: Redrawing,
): (columns: readonly Float64Array[], at: { month: number; firstWorld: number; worlds: number }) => void {
  const make = fromNormals(together);
  const kept = keptOf(redrawn, together);
  if (kept === null || fresh === null) return (columns, { worlds }) => make(columns, worlds);
  const redraw = redrawGroup(together, kept);
  // What stands in the place of a name is made of that name's numbers.
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

/** Fills a column by vectors, whole groups of worlds. */
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

/** Fills a column for a variable that is drawn once, or one for each month. */
function fillColumn(variable: Variable, { sampler }: DrawnUnder, memory: Memory): (month: number) => FillBlock {
  const prepare = sampler(variable);
  return (month) => {
    const fill = prepare(month);
    return (address, firstWorld, worlds) =>
      fill(memory.doubles(address, COLUMN), offsetOf(firstWorld), firstWorld, worlds);
  };
}

/** The draws of a block of worlds: one column a variable, or one a month. */
import { streamOf } from '../../numeric/philox.ts';
import { isSimdLaw, simdParams } from '../../numeric/simd-draws.ts';
import type { WasmFunction } from '../../wasm/host.ts';
import { drawInput, type Variable } from '../month/inputs.ts';
import type { Model } from '../month/model.ts';
import { COLUMN, TURN } from '../program/block.ts';
import type { Memory } from '../program/memory.ts';
import { LEVEL, type Level } from '../program/program.ts';
import { drawnTogether, fromNormals, standardOf, type Together } from './correlated.ts';
import { type Sampler, type SamplerName, samplerOf } from './sampler.ts';

/** A variable and the first of its rows: one, or one a month. */
export interface PlacedVariable extends Variable {
  readonly row: number;
}

/** All that the draws of a run depend on: plain data, which other threads can be given. */
export interface DrawPlan {
  readonly seed: number;
  readonly sampler: SamplerName;
  readonly months: number;
  /** Months before the first, which had draws of their own. */
  readonly pastMonths: number;
  /** The variables; those of a group are drawn as standard normal numbers. */
  readonly variables: readonly PlacedVariable[];
  /** Groups of which the numbers are then made into draws, with the rows of their variables. */
  readonly groups: readonly (Together & { readonly rows: readonly number[] })[];
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
  seed: number,
  sampler: SamplerName,
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
    rows: group.group.names.map((name) => rowOf.get(drawInput(name, 0))!),
  }));
  const { months, past } = model.scenario;
  return { seed, sampler, months, pastMonths: past?.months ?? 0, variables, groups };
}

/**
 * Fills the columns of a block: of up to BLOCK worlds from `firstWorld` on, the first number of a column at `address` +
 * 8 · `offsetOf`.
 */
export type FillBlock = (address: number, firstWorld: number, worlds: number) => void;

/** Where a block's first world is in its columns: draws come in twos. */
export const offsetOf = (firstWorld: number): number => firstWorld % 2;

/** Prepares the draws of a plan; `simd` are the functions of `drawsModule`, or null. */
export function drawing(
  plan: DrawPlan,
  memory: Memory,
  simd: Readonly<Record<string, WasmFunction>> | null,
): FillBlock {
  const sampler = samplerOf(plan.sampler, plan.seed, plan.variables);
  const fast = plan.sampler === 'random' ? simd : null;
  const fills = plan.variables.flatMap((variable) => {
    const fillOf = fillColumn(variable, plan.seed, sampler, memory, fast);
    return Array.from({ length: monthsOf(variable, plan.months) }, (_, t) => {
      const fill = fillOf(variable.monthly ? plan.pastMonths + t : t);
      const at = 8 * COLUMN * (variable.row + t);
      return (address: number, firstWorld: number, worlds: number): void => fill(address + at, firstWorld, worlds);
    });
  });
  const mixes = plan.groups.map((group) => ({ ...group, mix: fromNormals(group) }));
  return (address, firstWorld, worlds) => {
    for (const fill of fills) fill(address, firstWorld, worlds);
    for (const { mix, rows, variables } of mixes) {
      for (let t = 0; t < monthsOf(variables[0]!, plan.months); t++) {
        const at = (row: number) => address + 8 * (COLUMN * (row + t) + offsetOf(firstWorld));
        mix(
          rows.map((row) => memory.doubles(at(row), worlds)),
          worlds,
        );
      }
    }
  };
}

const monthsOf = ({ monthly }: Variable, months: number): number => (monthly ? months : 1);

/** Fills a column for a variable that is drawn once, or one for each month. */
function fillColumn(
  variable: Variable,
  seed: number,
  sampler: Sampler,
  memory: Memory,
  simd: Readonly<Record<string, WasmFunction>> | null,
): (month: number) => FillBlock {
  const { name, k, law, params } = variable;
  if (simd !== null && isSimdLaw(law)) {
    const { key0, key1 } = streamOf(seed, name, k);
    const run = simd[law]!;
    const own = simdParams(law, params);
    return (month) => (address, firstWorld, worlds) => {
      const groups = Math.ceil((worlds + offsetOf(firstWorld)) / TURN);
      run(address, Math.floor(firstWorld / 2) | 0, groups, key0, key1, month, ...own);
    };
  }
  const prepare = sampler(variable);
  return (month) => {
    const fill = prepare(month);
    return (address, firstWorld, worlds) =>
      fill(memory.doubles(address, COLUMN), offsetOf(firstWorld), firstWorld, worlds);
  };
}

/** Numbers of one world in place of the medians: by input's name, one, or one a month. */
export interface DrawnWorld {
  readonly varying: ReadonlyMap<string, Level>;
  readonly numbers: ReadonlyMap<string, Float64Array>;
}

/** The draws of one world, as any run that it is part of has them. */
export function drawWorld(model: Model, seed: number, world: number, samplerName: SamplerName = 'random'): DrawnWorld {
  const varying = varyingDraws(model);
  const { months, past } = model.scenario;
  const together = drawnTogether(model);
  const grouped = new Set(together.flatMap(({ variables }) => variables));
  const draws = [...varying.keys()].map((name) => ({ name, draw: model.defaults.get(name)!.draw! }));
  const sampler = samplerOf(
    samplerName,
    seed,
    draws.map(({ draw }) => draw),
  );
  const numbers = new Map<string, Float64Array>();
  for (const { name, draw } of draws) {
    const prepare = sampler(grouped.has(draw) ? standardOf(draw) : draw);
    const column = new Float64Array(monthsOf(draw, months));
    const before = draw.monthly ? (past?.months ?? 0) : 0;
    for (let t = 0; t < column.length; t++) prepare(before + t)(column, t, world, 1);
    numbers.set(name, column);
  }
  for (const group of together) {
    const columns = group.group.names.map((name) => numbers.get(drawInput(name, 0))!);
    fromNormals(group)(columns, columns[0]!.length);
  }
  return { varying, numbers };
}

/** The draws of a block of worlds: one column a variable, or one a month. */
import { lawSampler } from '../numeric/laws.ts';
import { streamOf } from '../numeric/philox.ts';
import { isSimdLaw, simdParams } from '../numeric/simd-draws.ts';
import type { WasmFunction } from '../wasm/host.ts';
import { COLUMN, TURN } from './layout.ts';
import type { Variable } from './lower-formula.ts';
import type { Memory } from './memory.ts';
import type { Model } from './model.ts';
import { LEVEL, type Level } from './program.ts';

/** A variable and the first of its rows: one, or one a month. */
export interface PlacedVariable extends Variable {
  readonly row: number;
}

/** All that the draws of a run depend on: plain data, which other threads can be given. */
export interface DrawPlan {
  readonly seed: number;
  readonly months: number;
  readonly variables: readonly PlacedVariable[];
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
export function planDraws(model: Model, seed: number, rows: ReadonlyMap<number, number>): DrawPlan {
  const { inputs } = model.month.program;
  const variables = [...rows].flatMap(([i, row]) => {
    const draw = model.defaults.get(inputs[i]!.name)?.draw ?? null;
    return draw === null ? [] : [{ ...draw, row }];
  });
  return { seed, months: model.scenario.months, variables };
}

/** Fills the columns of a block: of up to BLOCK worlds from `firstWorld` on, the first number of a column at `address` + 8 · (firstWorld % 2). */
export type FillBlock = (address: number, firstWorld: number, worlds: number) => void;

/** Where a block's first world is in its columns: draws come in twos. */
export const offsetOf = (firstWorld: number): number => firstWorld % 2;

/** Prepares the draws of a plan; `simd` are the functions of `drawsModule`, or null. */
export function drawing(
  plan: DrawPlan,
  memory: Memory,
  simd: Readonly<Record<string, WasmFunction>> | null,
): FillBlock {
  const fills = plan.variables.map((variable) => {
    const fill = fillOf(variable, plan.seed, memory, simd);
    const months = variable.monthly ? plan.months : 1;
    return (address: number, firstWorld: number, worlds: number): void => {
      for (let t = 0; t < months; t++) fill(address + 8 * COLUMN * (variable.row + t), firstWorld, worlds, t);
    };
  });
  return (address, firstWorld, worlds) => {
    for (const fill of fills) fill(address, firstWorld, worlds);
  };
}

type FillColumn = (address: number, firstWorld: number, worlds: number, month: number) => void;

function fillOf(
  { name, k, law, params }: Variable,
  seed: number,
  memory: Memory,
  simd: Readonly<Record<string, WasmFunction>> | null,
): FillColumn {
  const stream = streamOf(seed, name, k);
  if (simd !== null && isSimdLaw(law)) {
    const run = simd[law]!;
    const own = simdParams(law, params);
    return (address, firstWorld, worlds, month) => {
      const groups = Math.ceil((worlds + offsetOf(firstWorld)) / TURN);
      run(address, Math.floor(firstWorld / 2) | 0, groups, stream.key0, stream.key1, month, ...own);
    };
  }
  const fill = lawSampler(law, params);
  return (address, firstWorld, worlds, month) =>
    fill(memory.doubles(address, COLUMN), offsetOf(firstWorld), 1, firstWorld, worlds, stream, month);
}

/** Numbers of one world in place of the medians: by input's name, one, or one a month. */
export interface DrawnWorld {
  readonly varying: ReadonlyMap<string, Level>;
  readonly numbers: ReadonlyMap<string, Float64Array>;
}

/** The draws of one world, as any run that it is part of has them. */
export function drawWorld(model: Model, seed: number, world: number): DrawnWorld {
  const varying = varyingDraws(model);
  const numbers = new Map<string, Float64Array>();
  for (const name of varying.keys()) {
    const { law, params, monthly, ...variable } = model.defaults.get(name)!.draw!;
    const column = new Float64Array(monthly ? model.scenario.months : 1);
    const stream = streamOf(seed, variable.name, variable.k);
    const fill = lawSampler(law, params);
    for (let t = 0; t < column.length; t++) fill(column, t, 1, world, 1, stream, t);
    numbers.set(name, column);
  }
  return { varying, numbers };
}

/** What is drawn in worlds, by input: as any run that they are part of has it. */
import { STRIP_BYTES, writeTables } from '../../numeric/simd-draw-tables.ts';
import { type WasmFunction, type WasmModule, wasm } from '../../wasm/host.ts';
import { HOST } from '../../wasm/module.ts';
import type { Model } from '../month/model.ts';
import { BLOCK, COLUMN, POWER_TABLES } from '../program/block.ts';
import { Memory } from '../program/memory.ts';
import { LEVEL, type Level } from '../program/program.ts';
import {
  type DrawPlan,
  drawing,
  layStrips,
  offsetOf,
  planDraws,
  stripsIn,
  varyingDraws,
  type WorldDraws,
} from './draws.ts';
import { drawsModuleOf } from './draws-module.ts';
import type { SamplerName } from './sampler.ts';

/** Numbers of one world in place of the medians: by input's name, one, or one a month. */
export interface DrawnWorld {
  readonly varying: ReadonlyMap<string, Level>;
  readonly numbers: ReadonlyMap<string, Float64Array>;
}

/** The draws of one world, as any run that it is part of has them. */
export function drawWorld(model: Model, seed: number, world: number, sampler: SamplerName = 'random'): DrawnWorld {
  const columns = drawWorlds(model, { first: world, count: 1, seed, sampler });
  const numbers = new Map([...columns].map(([name, months]) => [name, Float64Array.from(months, ([x]) => x!)]));
  return { varying: varyingDraws(model), numbers };
}

/** What is drawn in each world of a range, by the name of its input: a column, or one for each month. */
export function drawWorlds(
  model: Model,
  range: WorldDraws & { readonly first: number; readonly count: number },
): Map<string, Float64Array[]> {
  const { first, count } = range;
  const { inputs } = model.month.program;
  const drawn = new Map<string, Float64Array[]>();
  const rows = new Map<number, number>();
  let size = 0;
  for (const [name, level] of varyingDraws(model)) {
    const months = level === LEVEL.both ? model.scenario.months : 1;
    rows.set(
      inputs.findIndex((input) => input.name === name),
      size,
    );
    drawn.set(
      name,
      Array.from({ length: months }, () => new Float64Array(count)),
    );
    size += months;
  }
  const plan = planDraws(model, range, rows);
  const { memory, functions } = roomFor(plan, count >= FEW);
  const strips = functions === null ? [] : stripsIn(plan);
  const stripsAt = POWER_TABLES + 8 * COLUMN * size;
  memory.reserve(stripsAt + STRIP_BYTES * strips.length);
  layStrips(memory, stripsAt, strips);
  const fill = drawing(plan, memory, functions === null ? null : { functions, stripsAt });
  for (let at = 0; at < count; at += BLOCK) {
    const worlds = Math.min(BLOCK, count - at);
    fill(POWER_TABLES, first + at, worlds);
    let row = 0;
    for (const months of drawn.values())
      for (const column of months) {
        column.set(memory.doubles(POWER_TABLES + 8 * (COLUMN * row + offsetOf(first)), worlds), at);
        row++;
      }
  }
  return drawn;
}

/** Worlds from which on vectors are worth their start. */
const FEW = 64;

/** A memory, and the vectors that work in it: null where there are none. */
interface Room {
  readonly memory: Memory;
  readonly functions: Readonly<Record<string, WasmFunction>> | null;
}

/** One memory serves all, one after the other; functions are kept by the module that they are of. */
const own: { memory: Memory | null; readonly functions: Map<WasmModule, Room['functions']> } = {
  memory: null,
  functions: new Map(),
};

function roomFor(plan: DrawPlan, byVectors: boolean): Room {
  own.memory ??= new Memory(false);
  const { memory, functions } = own;
  memory.reserve(POWER_TABLES);
  const made = byVectors && memory.wasm !== null ? drawsModuleOf(plan, memory.kind) : null;
  if (made === null) return { memory, functions: null };
  if (functions.size === 0) writeTables(memory.buffer);
  const known =
    functions.get(made.module) ?? new wasm!.Instance(made.module, { [HOST]: { memory: memory.wasm } }).exports;
  functions.set(made.module, known);
  return { memory, functions: known };
}

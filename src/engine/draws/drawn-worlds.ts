/** The draws of worlds, by input: the same numbers as in any run of these worlds. */
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

/** The draws of one world, for a case in place of the medians. */
export interface DrawnWorld {
  /** By name of an input that is drawn: whether once a world, or also by month. */
  readonly varying: ReadonlyMap<string, Level>;
  /** By name of an input, one number, or one a month. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
}

/** The draws of one world. */
export function drawWorld(model: Model, seed: number, world: number, sampler: SamplerName = 'random'): DrawnWorld {
  const columns = drawWorlds(model, { first: world, count: 1, seed, sampler });
  const numbers = new Map([...columns].map(([name, months]) => [name, Float64Array.from(months, ([x]) => x!)]));
  return { varying: varyingDraws(model), numbers };
}

/** The draws of a range of worlds, by name of the input: one column, or one for each month; a number a world. */
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
  const { memory, functions } = memoryFor(plan, count >= FEW);
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

/** A memory, and the functions of a `drawsModule` in it; null: JavaScript draws. */
interface DrawMemory {
  readonly memory: Memory;
  readonly functions: Readonly<Record<string, WasmFunction>> | null;
}

/** The memory, which all calls share one after the other, and by module its functions in it. */
const own: { memory: Memory | null; readonly functions: Map<WasmModule, DrawMemory['functions']> } = {
  memory: null,
  functions: new Map(),
};

function memoryFor(plan: DrawPlan, byVectors: boolean): DrawMemory {
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

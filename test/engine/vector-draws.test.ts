import { describe, expect, test } from 'vitest';
import { type DrawPlan, drawing, layStrips, simdDraws, stripsIn } from '../../src/engine/draws/draws.ts';
import { BLOCK, COLUMN, POWER_TABLES, TURN } from '../../src/engine/program/block.ts';
import { Memory } from '../../src/engine/program/memory.ts';
import type { LawName } from '../../src/numeric/laws.ts';
import { STRIP_BYTES, writeTables } from '../../src/numeric/simd-draw-tables.ts';
import { drawsModule } from '../../src/numeric/simd-draws.ts';
import { TAIL } from '../../src/numeric/ziggurat.ts';
import { compileModule, type WasmFunction, wasm } from '../../src/wasm/host.ts';
import { HOST } from '../../src/wasm/module.ts';

const LAWS: readonly [LawName, number[]][] = [
  ['normal', [3, 2]],
  ['lognormal', [5e6, 0.4]],
  ['uniform', [-1, 1]],
  ['bernoulli', [0.3]],
  ['triangular', [0, 1, 5]],
  ['pert', [0.008, 0.014, 0.03]],
  ['pert', [0.06, 0.1, 0.14]],
  ['pert', [0, 0, 1]],
  ['pert', [-7, 3, 3]],
  ['pert', [4, 4, 4]],
  ['pert', [-1e308, 0, 1e308]],
  ['beta', [2, 6]],
  ['beta', [1, 1]],
  ['beta', [1, 40]],
  ['beta', [1e9, 1e9]],
  ['beta', [1e9, 1]],
  ['beta', [236.6, 1 + 1.3e-15]],
  ['beta', [3, 1e8]],
  ['beta', [1e6, 3]],
  ['beta', [40, 2]],
  ['beta', [1 + 1e-12, 1 + 1e-12]],
  ['beta', [1 + 2 ** -52, 1e9]],
  ['beta', [1e9, 1 + 2 ** -52]],
  ...Array.from({ length: 9 }, (_, i): [LawName, number[]] => ['pert', [-1, i / 4 - 1, 1]]),
  ['beta', [0.5, 0.5]],
  ['beta', [0.5, 3]],
  ['whole', [24, 42]],
  ['whole', [7, 7]],
  ['whole', [-3, 3]],
  ['whole', [0, 2 ** 51 - 1]],
  // A quarter of what is drawn lies in the rest, and is drawn again.
  ['whole', [-(2 ** 51) + 1, 2 ** 50]],
];

const plan = (monthly: boolean, laws = LAWS): DrawPlan => ({
  ...{ seed: 4711, sampler: 'random', redrawn: null, months: 3, pastMonths: 0, groups: [] },
  variables: laws.map(([law, params], i) => ({
    name: `v${i}`,
    k: 0,
    law,
    params,
    monthly,
    row: i * (monthly ? 3 : 1),
  })),
});

/** The columns of blocks of worlds, by vectors or not. */
function columns(of: DrawPlan, first: number, worlds: number, byVectors: boolean, blocks = 1): Float64Array {
  const memory = new Memory(false);
  const rows = of.variables.length * (of.variables[0]!.monthly ? of.months : 1);
  const stripsAt = POWER_TABLES + 8 * COLUMN * rows;
  const draws = [...simdDraws(of, stripsAt).values()];
  memory.reserve(stripsAt + STRIP_BYTES * draws.length);
  const functions = byVectors ? functionsFor(memory, [...new Set(draws.map(({ name }) => name))]) : null;
  layStrips(memory, stripsAt, stripsIn(of));
  const fill = drawing(of, memory, functions === null ? null : { functions, stripsAt });
  const drawn = new Float64Array(blocks * rows * worlds);
  for (let block = 0; block < blocks; block++) {
    fill(POWER_TABLES, first + block * worlds, worlds);
    for (let row = 0; row < rows; row++) {
      const column = memory.doubles(POWER_TABLES + 8 * (COLUMN * row + (first % 2)), worlds);
      drawn.set(column, (block * rows + row) * worlds);
    }
  }
  return drawn;
}

function functionsFor(
  memory: Memory,
  names: Parameters<typeof drawsModule>[1],
): Readonly<Record<string, WasmFunction>> {
  writeTables(memory.buffer);
  const module = compileModule(drawsModule(memory.kind, names))!;
  return new wasm!.Instance(module, { [HOST]: { memory: memory.wasm } }).exports;
}

describe.skipIf(wasm === null)('draws by vectors are, to the bit, those of the laws', () => {
  test.each([
    [0, BLOCK],
    [1, 5],
    [TURN + 3, BLOCK - 1],
    [2 ** 32 - 7, 7],
  ])('from world %i on, %i worlds', (first, worlds) => {
    expect(columns(plan(false), first, worlds, true)).toEqual(columns(plan(false), first, worlds, false));
  });

  test('where a draw takes several words', () => {
    const laws = LAWS.filter((_, i) => [0, 1, 6, 14, LAWS.length - 1].includes(i));
    expect(laws.map(([law]) => law)).toEqual(['normal', 'lognormal', 'pert', 'beta', 'whole']);
    const [byVectors, others] = [true, false].map((are) => columns(plan(false, laws), 0, BLOCK, are, 54));
    expect(byVectors!.every((x, i) => x === others![i])).toBe(true);
    const beyond = byVectors!.filter((x, i) => Math.floor(i / BLOCK) % laws.length === 0 && Math.abs(x - 3) / 2 > TAIL);
    expect(beyond.length).toBeGreaterThan(0);
  });

  test('month by month', () => {
    expect(columns(plan(true), 9, 200, true)).toEqual(columns(plan(true), 9, 200, false));
  });

  test('for all laws but a beta distribution with a pole', () => {
    const own = plan(false);
    const drawn = simdDraws(own);
    const others = own.variables.filter((variable) => !drawn.has(variable));
    expect(others.map(({ params }) => params)).toEqual([
      [0.5, 0.5],
      [0.5, 3],
    ]);
  });
});

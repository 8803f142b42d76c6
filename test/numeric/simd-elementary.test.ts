import { describe, expect, test } from 'vitest';
import { exp, log, log1p } from '../../src/numeric/elementary.ts';
import { ROOTS, TABLES_END, writeTables } from '../../src/numeric/simd-draw-tables.ts';
import { addExp, addLogs, expPair } from '../../src/numeric/simd-elementary.ts';
import { call, f64, f64x2, get, lanes, set } from '../../src/wasm/code.ts';
import { compileModule, type WasmFunction, wasm } from '../../src/wasm/host.ts';
import { HOST, ModuleMaker } from '../../src/wasm/module.ts';

/** The functions of one number each; of `pair` it is the second of two, beside 1. */
function functions(): Readonly<Record<'exp' | 'pair' | 'log' | 'log1p', WasmFunction>> {
  const memory = new wasm!.Memory({ initial: Math.ceil(TABLES_END / 65536) });
  writeTables(memory.buffer);
  const module = new ModuleMaker({ isShared: false, maximum: 65536 });
  const single = addExp(module, ROOTS);
  const logs = addLogs(module);
  const add = (name: string, fn: number, ...more: number[]) =>
    module.add(name, ['f64'], ['f64'], () => call(fn, get(0), ...more.map((x) => f64.const(x))));
  add('exp', single);
  add('log', logs.log, 0);
  add('log1p', logs.log1p);
  module.add('pair', ['f64'], ['f64'], (fn) => {
    const x = fn.local('v128');
    return [...set(x, lanes(f64.const(1), get(0))), ...f64x2.lane(1, expPair(fn, x, ROOTS, single))];
  });
  return new wasm!.Instance(compileModule(module.bytes())!, { [HOST]: { memory } }).exports as ReturnType<
    typeof functions
  >;
}

/** Numbers of every size, near 1 and by the edges of what is computed otherwise. */
function numbers(): number[] {
  const all = [0, 1, 709.8, Number.NaN, 2 ** -1022, Number.MAX_VALUE, 0.41, 0.29, Math.SQRT2, 1e-17, 9e-18];
  for (let i = 0; i < 4000; i++) {
    const spread = Math.sin(i * 12.9898) * 43758.5453;
    const u = spread - Math.floor(spread);
    all.push(u, 1 + (u - 0.5) / 8, 1 + u * 1e-9, 10 ** (600 * u - 300), 1500 * u);
  }
  return all;
}

describe.skipIf(wasm === null)('elementary functions of WebAssembly have the bits of those of JavaScript', () => {
  const own = wasm === null ? null : functions();

  test('e to a power, alone and two at a time', () => {
    const both = numbers().flatMap((x) => [x, -x]);
    expect(both.map((x) => own!.exp(x))).toEqual(both.map(exp));
    expect(both.map((x) => own!.pair(x))).toEqual(both.map(exp));
  });

  test('the natural logarithm, from 2^-1022 on', () => {
    const normal = numbers().filter((x) => x >= 2 ** -1022);
    expect(normal.map((x) => own!.log(x))).toEqual(normal.map(log));
  });

  test('that of 1 + x, from -1 on', () => {
    const allowed = [Infinity, -1, Number.NaN, ...numbers().flatMap((x) => [x, -x])].filter((x) => !(x < -1));
    expect(allowed.map((x) => own!.log1p(x))).toEqual(allowed.map(log1p));
  });
});

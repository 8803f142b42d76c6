/** Sums of long columns as WebAssembly with vectors, with the bits of `sum.ts`. */
import { both, type Code, call, f64, f64x2, get, giveBack, i32, loop, set, v128, when } from '../wasm/code.ts';
import type { WasmFunction } from '../wasm/host.ts';
import type { ModuleMaker } from '../wasm/module.ts';
import { ExactSum, LEAF, SUM_BLOCK } from './sum.ts';

/** Adds the function (values, n): the sum of n values at an address, as `pairwise` or `pairwiseOfFinite` gives it. */
export function addSum(module: ModuleMaker, name: 'sum' | 'sumOfFinite'): void {
  const own = module.next;
  module.add(name, ['i32', 'i32'], ['f64'], (fn) => {
    const [values, n] = [0, 1];
    const [half, end] = [fn.local('i32'), fn.local('i32')];
    const parts = Array.from({ length: 4 }, () => fn.local('v128'));
    const a = fn.local('f64');
    const lane = (part: number, k: number): Code => f64x2.lane(k, get(parts[part]!));
    const pair = fn.local('v128');
    // x - x is 0 where x is finite, else NaN.
    const counted: Code =
      name === 'sum' ? get(pair) : v128.and(get(pair), f64x2.eq(f64x2.sub(get(pair), get(pair)), both(0)));
    return [
      ...when(i32.lt(i32.const(LEAF), get(n)), [
        ...set(half, i32.and(i32.shrU(get(n), i32.const(1)), i32.const(-8))),
        ...giveBack(
          f64.add(
            call(own, get(values), get(half)),
            call(own, i32.add(get(values), i32.shl(get(half), i32.const(3))), i32.sub(get(n), get(half))),
          ),
        ),
      ]),
      ...set(end, i32.add(get(values), i32.shl(i32.and(get(n), i32.const(-8)), i32.const(3)))),
      ...when(
        i32.ltU(get(values), get(end)),
        loop(
          [
            ...parts.flatMap((part, i) => [
              ...set(pair, v128.load(get(values), 16 * i)),
              ...set(part, f64x2.add(get(part), counted)),
            ]),
            ...set(values, i32.add(get(values), i32.const(64))),
          ],
          i32.ltU(get(values), get(end)),
        ),
      ),
      ...set(end, i32.add(get(end), i32.shl(i32.and(get(n), i32.const(7)), i32.const(3)))),
      ...set(a, lane(0, 0)),
      ...when(
        i32.ltU(get(values), get(end)),
        loop(
          [
            ...set(pair, f64x2.splat(f64.load(get(values)))),
            ...set(a, f64.add(get(a), f64x2.lane(0, counted))),
            ...set(values, i32.add(get(values), i32.const(8))),
          ],
          i32.ltU(get(values), get(end)),
        ),
      ),
      ...f64.add(
        f64.add(f64.add(get(a), lane(0, 1)), f64.add(lane(1, 0), lane(1, 1))),
        f64.add(f64.add(lane(2, 0), lane(2, 1)), f64.add(lane(3, 0), lane(3, 1))),
      ),
    ];
  });
}

/** The sum of the n values of a column, with `sum`, a function of `addSum`, for each block. */
export function byBlocks(sum: WasmFunction, at: number, n: number): number {
  if (n <= SUM_BLOCK) return sum(at, n);
  const all = new ExactSum();
  for (let from = 0; from < n; from += SUM_BLOCK) all.add(sum(at + 8 * from, Math.min(SUM_BLOCK, n - from)));
  return all.value();
}

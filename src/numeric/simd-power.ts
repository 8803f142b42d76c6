/**
 * `power` of two pairs of numbers at once as a WebAssembly function, operation by operation, so that both give the same
 * bytes.
 */
import {
  both,
  type Code,
  call,
  f64x2,
  get,
  giveBack,
  i32,
  i32x4,
  i64x2,
  lanes,
  lookUp,
  set,
  v128,
  when,
} from '../wasm/code.ts';
import type { ModuleMaker } from '../wasm/module.ts';
import { EXP } from './elementary.ts';
import { POWER, powerTable } from './power.ts';
import { hornerPair, rootTimes, thirtySeconds } from './simd-elementary.ts';

const { parts, rootHalf, cubic } = POWER;

/** Bytes of the tables. */
export const POWER_BYTES = 24 * parts;

/** Where the second and third table lie, in bytes from the first. */
const LOG_HIGH = 8 * parts;
const LOG_LOW = 16 * parts;

/** Writes the tables that the function reads, `POWER_BYTES` bytes at the address `at`. */
export function writePowerTables(memory: ArrayBufferLike, at: number): void {
  const { inverse, logHigh, logLow } = powerTable();
  const table = new Float64Array(memory, at, POWER_BYTES / 8);
  [inverse, logHigh, logLow].reduce((place, numbers) => {
    table.set(numbers, place);
    return place + numbers.length;
  }, 0);
}

/** A constant with these two 32-bit words in both lanes. */
const words = (low: number, high: number): Code => v128.ofI32([low, high, low, high]);

/** A polynomial in r added up as `power` does: pairs of terms, by Horner's rule in the square of r. */
function byPairs(r: number, square: number, [first, second, ...others]: readonly number[]): Code {
  const pair = f64x2.add(both(first!), f64x2.mul(get(r), both(second!)));
  return others.length === 0 ? pair : f64x2.add(pair, f64x2.mul(get(square), byPairs(r, square, others)));
}

/**
 * Adds the function (a, b): a^b in both lanes. `table` is the address of the tables of `writePowerTables`, `roots` that
 * of `EXP.roots`; `single` is the index of `power` of one a and b, which both lanes call where either is out of the
 * ordinary. Returns its index.
 */
export function addPower(module: ModuleMaker, table: number, roots: number, single: number): number {
  return module.add(null, ['v128', 'v128'], ['v128'], (fn) => {
    const [a, b] = [0, 1];
    const [shifted, z, k, c, rHigh, rLow, r, base, sum, half, halfHigh, square] = fn.locals('v128', 12);
    const [log, rr, lost, y, bHigh, yHigh, x, xLow, n, p] = fn.locals('v128', 10);
    const [first, second] = [fn.local('i32'), fn.local('i32')];
    /** What the table at `offset` holds for each lane, at `first` and at `second`. */
    const looked = (offset: number): Code => lookUp(get(first), get(second), table + offset);
    const onePair = (lane: number): Code => call(single, f64x2.lane(lane, get(a)), f64x2.lane(lane, get(b)));
    const onePairEach = giveBack(lanes(onePair(0), onePair(1)));
    const unless = (test: Code): Code => when(i32.eqz(i64x2.allTrue(test)), onePairEach);
    const upper = (value: number): Code => v128.and(get(value), words(POWER.upperHalf, -1));
    const part = (lane: number): Code =>
      i32.shl(i32.and(i32.shr(i32x4.lane(lane, get(shifted)), i32.const(13)), i32.const(parts - 1)), i32.const(3));
    const terms: readonly Code[] = [
      f64x2.add(f64x2.mul(get(k), both(POWER.ln2Low)), looked(LOG_LOW)),
      f64x2.add(f64x2.sub(get(base), get(sum)), get(r)),
      f64x2.mul(get(rLow), f64x2.add(get(half), get(halfHigh))),
      f64x2.add(f64x2.sub(get(sum), get(log)), get(square)),
      f64x2.mul(f64x2.mul(get(r), get(rr)), byPairs(r, rr, cubic)),
    ];
    return [
      ...unless(v128.and(f64x2.ge(get(a), both(POWER.leastNormal)), f64x2.lt(get(a), both(Infinity)))),
      ...set(shifted, i64x2.sub(get(a), words(0, rootHalf))),
      ...set(z, i64x2.sub(get(a), v128.and(get(shifted), words(0, -(2 ** 20))))),
      ...set(k, f64x2.ofI32x4(i32x4.shr(v128.shuffle32([1, 3, 1, 3], get(shifted), get(shifted)), i32.const(20)))),
      ...set(first, part(1)),
      ...set(second, part(3)),
      ...set(c, looked(0)),
      ...set(rHigh, v128.and(get(z), words(0, -1))),
      ...set(rLow, f64x2.mul(f64x2.sub(get(z), get(rHigh)), get(c))),
      ...set(rHigh, f64x2.sub(f64x2.mul(get(rHigh), get(c)), both(1))),
      ...set(r, f64x2.add(get(rHigh), get(rLow))),
      ...set(base, f64x2.add(f64x2.mul(get(k), both(POWER.ln2High)), looked(LOG_HIGH))),
      ...set(sum, f64x2.add(get(base), get(r))),
      ...set(half, f64x2.mul(both(-0.5), get(r))),
      ...set(halfHigh, f64x2.mul(both(-0.5), get(rHigh))),
      ...set(square, f64x2.mul(get(rHigh), get(halfHigh))),
      ...set(log, f64x2.add(get(sum), get(square))),
      ...set(rr, f64x2.mul(get(r), get(r))),
      ...set(
        lost,
        terms.reduce((total, term) => f64x2.add(total, term)),
      ),
      ...set(y, f64x2.add(get(log), get(lost))),
      ...set(lost, f64x2.add(f64x2.sub(get(log), get(y)), get(lost))),
      ...set(bHigh, upper(b)),
      ...set(yHigh, upper(y)),
      ...set(x, f64x2.mul(get(bHigh), get(yHigh))),
      ...set(
        xLow,
        f64x2.add(
          f64x2.mul(f64x2.sub(get(b), get(bHigh)), get(yHigh)),
          f64x2.mul(get(b), f64x2.add(f64x2.sub(get(y), get(yHigh)), get(lost))),
        ),
      ),
      ...unless(f64x2.lt(f64x2.abs(get(x)), both(EXP.ordinary))),
      ...set(n, thirtySeconds(get(x))),
      ...set(
        p,
        f64x2.sub(
          f64x2.sub(get(x), f64x2.mul(get(n), both(EXP.high))),
          f64x2.sub(f64x2.mul(get(n), both(EXP.low)), get(xLow)),
        ),
      ),
      ...rootTimes(
        fn,
        n,
        f64x2.add(get(p), f64x2.mul(f64x2.mul(get(p), get(p)), hornerPair(p, EXP.polynomial))),
        roots,
      ),
    ];
  });
}

/**
 * `exp` and `log` of `elementary.ts` as WebAssembly functions, operation by operation, so that both give the same
 * bytes.
 */
import {
  block,
  both,
  type Code,
  call,
  choose,
  f64,
  f64x2,
  get,
  giveBack,
  i32,
  i32x4,
  i64,
  i64x2,
  lanes,
  leaveIf,
  lookUp,
  set,
  toI32,
  when,
} from '../wasm/code.ts';
import type { FunctionMaker, ModuleMaker } from '../wasm/module.ts';
import { EXP, LOG } from './elementary.ts';

/** 2^e for a whole e from -1022 to 1023. */
const scale = (e: Code): Code => f64.ofBits(i64.shl(i64.extend(i32.add(e, i32.const(1023))), i64.const(52n)));

/**
 * A polynomial by Horner's rule; coefficients rise from the constant one, `x` is a local: a number, or a vector of two.
 */
const hornerOf =
  ({ add, mul }: Pick<typeof f64, 'add' | 'mul'>, constant: (c: number) => Code) =>
  (x: number, coefficients: readonly number[]): Code =>
    coefficients
      .slice(0, -1)
      .reduceRight<Code>((sum, c) => add(constant(c), mul(get(x), sum)), constant(coefficients.at(-1)!));
const horner = hornerOf(f64, f64.const);
export const hornerPair = hornerOf(f64x2, both);

/**
 * Adds the function `exp`; `table` is the address of `EXP.roots`, after which `EXP.rests` follow. Returns its index.
 */
export function addExp(module: ModuleMaker, table: number): number {
  return module.add(null, ['f64'], ['f64'], (fn) => {
    const x = 0;
    const [n, high, low, r, y] = [fn.local('f64'), fn.local('f64'), fn.local('f64'), fn.local('f64'), fn.local('f64')];
    const [k, e, entry] = [fn.local('i32'), fn.local('i32'), fn.local('i32')];
    const rest = f64.mul(f64.mul(get(r), get(r)), horner(r, EXP.polynomial));
    const p = f64.sub(get(high), f64.sub(get(low), rest));
    const root = f64.load(get(entry), table);
    return [
      ...when(i32.eqz(f64.lt(get(x), f64.const(EXP.most))), [
        ...giveBack(choose(get(x), f64.const(Infinity), f64.ne(get(x), get(x)))),
      ]),
      ...when(f64.lt(get(x), f64.const(EXP.least)), giveBack(f64.const(0))),
      ...set(
        n,
        f64.sub(f64.add(f64.mul(get(x), f64.const(EXP.perUnit)), f64.const(EXP.rounder)), f64.const(EXP.rounder)),
      ),
      ...set(k, toI32(get(n))),
      ...set(e, i32.shr(get(k), i32.const(5))),
      ...set(entry, i32.shl(i32.and(get(k), i32.const(31)), i32.const(3))),
      ...set(high, f64.sub(get(x), f64.mul(get(n), f64.const(EXP.high)))),
      ...set(low, f64.mul(get(n), f64.const(EXP.low))),
      ...set(r, f64.sub(get(high), get(low))),
      ...set(y, f64.add(root, f64.add(f64.load(get(entry), table + 8 * EXP.roots.length), f64.mul(root, p)))),
      ...block([
        ...leaveIf(0, i32.lt(get(e), i32.const(-1022))),
        ...leaveIf(0, i32.lt(i32.const(1023), get(e))),
        ...giveBack(f64.mul(get(y), scale(get(e)))),
      ]),
      ...when(
        i32.lt(i32.const(0), get(e)),
        giveBack(f64.mul(f64.mul(get(y), scale(i32.sub(get(e), i32.const(1)))), f64.const(2))),
      ),
      ...f64.mul(f64.mul(get(y), scale(i32.add(get(e), i32.const(100)))), f64.const(2 ** -100)),
    ];
  });
}

/** In each lane, x / (ln 2 / 32) rounded to a whole number. */
export const thirtySeconds = (x: Code): Code =>
  f64x2.sub(f64x2.add(f64x2.mul(x, both(EXP.perUnit)), both(EXP.rounder)), both(EXP.rounder));

/**
 * 2^(n / 32) (1 + p) in each lane, where that is a normal number: `n` is a local of whole numbers, |p| is at most 0.02,
 * `table` as for `addExp`.
 */
export function rootTimes(fn: FunctionMaker, n: number, p: Code, table: number): Code {
  const [k, root] = [fn.local('v128'), fn.local('v128')];
  const entries = [fn.local('i32'), fn.local('i32')] as const;
  const entry = (lane: number): Code => i32.shl(i32.and(i32x4.lane(lane, get(k)), i32.const(31)), i32.const(3));
  const looked = (at: number): Code => lookUp(get(entries[0]), get(entries[1]), at);
  const rest = looked(table + 8 * EXP.roots.length);
  return [
    ...set(k, i32x4.ofF64x2(get(n))),
    ...set(entries[0], entry(0)),
    ...set(entries[1], entry(1)),
    ...set(root, looked(table)),
    ...i64x2.add(
      f64x2.add(get(root), f64x2.add(rest, f64x2.mul(get(root), p))),
      i64x2.shl(i64x2.ofI32x4(i32x4.shr(get(k), i32.const(5))), i32.const(52)),
    ),
  ];
}

/**
 * Instructions for `exp` of both lanes of the local `x`, to be written into a loop; where a lane is not below
 * `EXP.ordinary`, both lanes call `single`, the function of `addExp`.
 */
export function expPair(fn: FunctionMaker, x: number, table: number, single: number): Code {
  const [n, high, low, r, y] = fn.locals('v128', 5);
  const one = (lane: number): Code => call(single, f64x2.lane(lane, get(x)));
  const rest = f64x2.mul(f64x2.mul(get(r), get(r)), hornerPair(r, EXP.polynomial));
  return [
    ...set(n, thirtySeconds(get(x))),
    ...set(high, f64x2.sub(get(x), f64x2.mul(get(n), both(EXP.high)))),
    ...set(low, f64x2.mul(get(n), both(EXP.low))),
    ...set(r, f64x2.sub(get(high), get(low))),
    ...set(y, rootTimes(fn, n, f64x2.sub(get(high), f64x2.sub(get(low), rest)), table)),
    ...when(i32.eqz(i64x2.allTrue(f64x2.lt(f64x2.abs(get(x)), both(EXP.ordinary)))), set(y, lanes(one(0), one(1)))),
    ...get(y),
  ];
}

const HIGH_WORD = 32n;

/** Indices of the functions of logarithms. */
export interface Logs {
  /** Of (x, rest): ln(x + rest), x from 2^-1022 on and finite, rest far below it. */
  readonly log: number;
  /** Of x: ln(1 + x), x not below -1. */
  readonly log1p: number;
}

/** Adds natural logarithms. */
export function addLogs(module: ModuleMaker): Logs {
  const sum = addLogSum(module);
  const log = addLog(module, sum);
  return { log, log1p: addLog1p(module, sum, log) };
}

/** `logSum` of (k, f, rest). */
function addLogSum(module: ModuleMaker): number {
  return module.add(null, ['f64', 'f64', 'f64'], ['f64'], (fn) => {
    const [k, f, rest] = [0, 1, 2];
    const [half, s, z, w] = fn.locals('f64', 4);
    const even = f64.mul(get(w), horner(w, LOG.even));
    const odd = f64.mul(get(z), horner(w, LOG.odd));
    const corrected = f64.add(
      f64.mul(get(s), f64.add(get(half), f64.add(even, odd))),
      f64.add(f64.mul(get(k), f64.const(LOG.low)), get(rest)),
    );
    return [
      ...set(half, f64.mul(f64.mul(f64.const(0.5), get(f)), get(f))),
      ...set(s, f64.div(get(f), f64.add(f64.const(2), get(f)))),
      ...set(z, f64.mul(get(s), get(s))),
      ...set(w, f64.mul(get(z), get(z))),
      ...f64.sub(f64.mul(get(k), f64.const(LOG.high)), f64.sub(f64.sub(get(half), corrected), get(f))),
    ];
  });
}

function addLog(module: ModuleMaker, sum: number): number {
  return module.add(null, ['f64', 'f64'], ['f64'], (fn) => {
    const [x, rest] = [0, 1];
    const bits = fn.local('i64');
    const [word, mantissa, halved] = fn.locals('i32', 3);
    const cut = i64.or(
      i64.shl(
        i64.extend(i32.or(get(mantissa), i32.shl(i32.sub(i32.const(1023), get(halved)), i32.const(20)))),
        i64.const(HIGH_WORD),
      ),
      i64.and(get(bits), i64.const(0xffffffffn)),
    );
    return [
      ...set(bits, i64.bitsOf(get(x))),
      ...set(word, i32.wrap(i64.shrU(get(bits), i64.const(HIGH_WORD)))),
      ...set(mantissa, i32.and(get(word), i32.const(0xfffff))),
      ...set(halved, i32.ge(get(mantissa), i32.const(LOG.rootTwo))),
      ...call(
        sum,
        f64.ofI32(i32.add(i32.sub(i32.shr(get(word), i32.const(20)), i32.const(1023)), get(halved))),
        f64.sub(f64.ofBits(cut), f64.const(1)),
        f64.div(get(rest), get(x)),
      ),
    ];
  });
}

function addLog1p(module: ModuleMaker, sum: number, log: number): number {
  return module.add(null, ['f64'], ['f64'], (fn) => {
    const x = 0;
    const u = fn.local('f64');
    const isNear = i32.and(f64.gt(get(x), f64.const(-0.29)), f64.lt(get(x), f64.const(0.41)));
    return [
      ...when(f64.lt(f64.abs(get(x)), f64.const(1e-17)), giveBack(get(x))),
      ...when(i32.eqz(f64.lt(get(x), f64.const(Infinity))), giveBack(get(x))),
      ...when(isNear, giveBack(call(sum, f64.const(0), get(x), f64.const(0)))),
      ...when(f64.eq(get(x), f64.const(-1)), giveBack(f64.const(-Infinity))),
      ...set(u, f64.add(f64.const(1), get(x))),
      ...call(
        log,
        get(u),
        choose(
          f64.sub(f64.const(1), f64.sub(get(u), get(x))),
          f64.sub(get(x), f64.sub(get(u), f64.const(1))),
          f64.gt(get(x), f64.const(1)),
        ),
      ),
    ];
  });
}

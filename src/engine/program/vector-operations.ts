/**
 * Operations of a program as instructions on vectors of two doubles. A boolean is a mask: all bits of a lane 1, or 0.
 */
import { both, type Code, call, f64x2, get, i32, i32x4, lanes, set, v128 } from '../../wasm/code.ts';
import type { Value } from './program.ts';

/**
 * By operation, functions of one number that the host gives, as to formulas in JavaScript: their last bit may differ by
 * host.
 */
export const HOST_FUNCTIONS = { exp: Math.exp, log: Math.log, log10: Math.log10 } as const;
export const HOST_OPS = Object.keys(HOST_FUNCTIONS) as (keyof typeof HOST_FUNCTIONS)[];
/** Operations that are function calls. */
export type CallName = keyof typeof HOST_FUNCTIONS | 'pow';
/** By operation, the index of its function in the module: a host's function, or `power` of vectors. */
export type Calls = ReadonlyMap<CallName, number>;
/** Reads a value: a number in each lane, or a mask. */
type Ref = (value: Value) => Code;

export const zero: Code = v128.ofI32([0, 0, 0, 0]);
export const ones: Code = v128.ofI32([-1, -1, -1, -1]);

/** Whether a value is true, false or 0: one instruction makes its vector, without the table. */
export const isImmediate = (value: Value): boolean =>
  value.op === 'const' && (value.type === 'boolean' || Object.is(value.data, 0));

/** The number x of a boolean `not finite(x)`; null for any other boolean. */
export function notFinite({ op, args: [inner] }: Value): Value | null {
  return op === 'not' && inner!.op === 'finite' ? inner!.args[0]! : null;
}

/**
 * The instructions of an operation; `ref` reads its arguments. Throws for `input`, `history` and others that are none.
 */
export function operation(value: Value, ref: Ref, calls: Calls): Code {
  const arg = (k: number): Code => ref(value.args[k]!);
  switch (value.op) {
    case 'select':
      return select(value, ref);
    case 'and':
    case 'guard':
      return v128.and(arg(0), arg(1));
    case 'or':
      return v128.or(arg(0), arg(1));
    case 'not': {
      const inner = value.args[0]!;
      // `not finite(x)` is one comparison.
      if (inner.op !== 'finite') return v128.not(arg(0));
      const x = ref(inner.args[0]!);
      return f64x2.ne(f64x2.sub(x, x), zero);
    }
    case 'finite':
      return f64x2.eq(f64x2.sub(arg(0), arg(0)), zero);
    case 'number':
      return v128.and(arg(0), both(1));
    case 'truthy':
      return f64x2.ne(arg(0), zero);
    case 'round':
      return round(arg(0));
    case 'pow':
      return call(calls.get('pow')!, arg(0), arg(1));
    case 'exp':
    case 'log':
    case 'log10':
      return byLane(calls.get(value.op)!, arg(0));
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'min':
    case 'max':
    case 'lt':
    case 'le':
    case 'eq':
    case 'ne':
      return f64x2[value.op](arg(0), arg(1));
    case 'neg':
    case 'abs':
    case 'floor':
    case 'ceil':
    case 'sqrt':
      return f64x2[value.op](arg(0));
    default:
      throw new Error(`${value.op} has no instruction`);
  }
}

/** A select: as a minimum, a maximum or a mask where it is one, in one instruction. */
function select(value: Value, ref: Ref): Code {
  const [test, a, b] = value.args as [Value, Value, Value];
  const isZero = (x: Value): boolean => x.op === 'const' && Object.is(x.data, 0);
  if (test.op === 'lt' && test.args[0] === a && test.args[1] === b) return f64x2.pmin(ref(b), ref(a));
  if (test.op === 'lt' && test.args[0] === b && test.args[1] === a) return f64x2.pmax(ref(b), ref(a));
  if (isZero(b)) return v128.and(ref(a), ref(test));
  if (isZero(a)) return v128.andNot(ref(b), ref(test));
  return v128.select(ref(a), ref(b), ref(test));
}

/** Where the numbers of a history are kept: at address `scratch` + `offset` + month · `step`. */
interface KeptPlaces {
  readonly scratch: Code;
  readonly offset: number;
  /** Bytes, a power of two. */
  readonly step: number;
  /** The local of a vector to work in. */
  readonly spare: number;
}

/** Reads a history at `index`: each lane at its own; `isShared`: both lanes have the same index. */
export function recall({ scratch, offset, step, spare }: KeptPlaces, index: Code, isShared: boolean): Code {
  const bits = i32.const(Math.log2(step));
  const address = (k: number): Code => i32x4.lane(k, get(spare));
  const first = v128.load64Zero(address(0), offset);
  return [
    set(spare, i32x4.add(i32x4.shl(i32x4.ofF64x2(index), bits), i32x4.splat(scratch))),
    isShared ? v128.load(address(0), offset) : v128.load64High(address(1), first, offset + 8),
  ];
}

/** Calls a function for one lane and then for the other. */
function byLane(fn: number, arg: Code): Code {
  const lane = (k: number): Code => call(fn, f64x2.lane(k, arg));
  return lanes(lane(0), lane(1));
}

/** The nearest whole number, half away from zero: as `round` of arithmetic.ts. */
function round(x: Code): Code {
  const whole = f64x2.trunc(x);
  const SIGN = -(2 ** 31);
  const unit = v128.or(v128.and(x, v128.ofI32([0, SIGN, 0, SIGN])), both(1));
  return v128.select(f64x2.add(whole, unit), whole, f64x2.ge(f64x2.abs(f64x2.sub(x, whole)), both(0.5)));
}

/**
 * A scenario lowered to a straight-line program: typed operations on values, without jumps, each after those it uses.
 * One run of the program is one month of one world; registers carry values from month to month. Nothing here knows
 * money.
 *
 * Building simplifies: equal operations are one value, constants are folded, neutral operands vanish.
 */
import { applyFunction } from '../../numeric/arithmetic.ts';
import { power } from '../../numeric/power.ts';

/** Operations. `number` makes a number of a boolean, `truthy` a boolean of a number; no other mixes them. */
export type Op =
  | 'const'
  | 'input'
  | 'month'
  | 'row'
  | 'register'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'neg'
  | 'min'
  | 'max'
  | 'abs'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'exp'
  | 'log'
  | 'log10'
  | 'sqrt'
  | 'lt'
  | 'le'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or'
  | 'not'
  | 'finite'
  | 'number'
  | 'truthy'
  | 'select'
  | 'guard'
  | 'history';

/** A value of the program: the result of an operation, a number or a boolean. */
export interface Value {
  /** Its index in `Program.values`; its arguments have lower ones. */
  readonly id: number;
  readonly op: Op;
  readonly args: readonly Value[];
  readonly type: 'number' | 'boolean';
  /**
   * Of a constant its number (booleans 1 and 0); of an input, register or row its index; of a guard the id of the first
   * value behind it: the others follow, up to its own.
   */
  readonly data: number;
}

/** Carries a number or a boolean from one month to the next. */
export interface Register {
  /** What it holds this month. */
  readonly value: Value;
  /** What it holds in the run's first month; it depends on no month. */
  readonly init: Value;
  /** What it will hold in the next month; null until it is set. */
  next: Value | null;
}

/** A number that is given when the program runs: a lever, a draw. */
export interface Input {
  readonly name: string;
  readonly value: Value;
}

const BOOLEAN = new Set<Op>(['lt', 'le', 'eq', 'ne', 'and', 'or', 'not', 'finite', 'truthy', 'guard']);
const UNARY = new Set<Op>(['abs', 'floor', 'ceil', 'round', 'exp', 'log', 'log10', 'sqrt']);

/** A program in the making, and made. */
export class Program {
  readonly values: Value[] = [];
  readonly registers: Register[] = [];
  readonly inputs: Input[] = [];
  /** Constants that differ by month, one number for each month of the run, read by values with the operation `row`. */
  readonly rows: (readonly number[])[] = [];
  /** Which month of the run this one is, from 0. */
  readonly index: Value;
  /** t of this month, 0 for the scenario's first: `index` plus the months that are past. */
  readonly month: Value;
  readonly zero: Value;
  readonly one: Value;
  readonly true: Value;
  readonly false: Value;
  /** Values by operation and arguments: the same operation on the same arguments is one value. */
  private readonly known = new Map<string, Value>();
  /** Values that only what is behind the guard in the making may use; null where no guard is being made. */
  private behind: Map<string, Value> | null = null;
  private readonly inputNames = new Map<string, Value>();

  /** @param first t of the run's first month */
  constructor(private readonly first = 0) {
    this.index = this.make('month', [], 'number', 0);
    this.zero = this.constant(0);
    this.one = this.constant(1);
    this.true = this.make('const', [], 'boolean', 1);
    this.false = this.make('const', [], 'boolean', 0);
    this.month = this.add(this.index, this.constant(first));
  }

  private make(op: Op, args: readonly Value[], type: Value['type'], data: number): Value {
    const key = `${op} ${type} ${Object.is(data, -0) ? '-0' : data} ${args.map((arg) => arg.id).join(' ')}`;
    const known = this.known.get(key) ?? this.behind?.get(key);
    if (known !== undefined) return known;
    const value: Value = { id: this.values.length, op, args, type, data };
    this.values.push(value);
    const isShared = this.behind === null || op === 'const' || op === 'input';
    (isShared ? this.known : this.behind!).set(key, value);
    return value;
  }

  constant(x: number): Value {
    return this.make('const', [], 'number', x);
  }

  /** The input of that name, made on first use. */
  input(name: string): Value {
    const known = this.inputNames.get(name);
    if (known !== undefined) return known;
    const value = this.make('input', [], 'number', this.inputs.length);
    this.inputs.push({ name, value });
    this.inputNames.set(name, value);
    return value;
  }

  /** The number of this month, of those given by t. */
  row(byMonth: readonly number[]): Value {
    const numbers = byMonth.slice(this.first);
    if (numbers.every((x) => Object.is(x, numbers[0]))) return this.constant(numbers[0] ?? 0);
    const key = numbers.join();
    const known = this.rows.findIndex((row) => row.join() === key);
    if (known === -1) this.rows.push(numbers);
    return this.make('row', [this.index], 'number', known === -1 ? this.rows.length - 1 : known);
  }

  /** A new register that opens at `init`; whoever makes it sets `next`. Throws an Error behind a guard. */
  register(init: Value): Register {
    if (this.behind !== null) throw new Error('behind a guard nothing is carried to the next month');
    const value = this.make('register', [], init.type, this.registers.length);
    const register: Register = { value, init, next: null };
    this.registers.push(register);
    return register;
  }

  private op(op: Op, ...args: Value[]): Value {
    const folded = args.every((arg) => arg.op === 'const')
      ? fold(
          op,
          args.map((arg) => arg.data),
        )
      : null;
    if (folded !== null) return BOOLEAN.has(op) ? (folded !== 0 ? this.true : this.false) : this.constant(folded);
    return this.make(op, args, BOOLEAN.has(op) ? 'boolean' : 'number', 0);
  }

  add(a: Value, b: Value): Value {
    if (a === this.zero) return b;
    return b === this.zero ? a : this.op('add', a, b);
  }

  sub(a: Value, b: Value): Value {
    return b === this.zero ? a : this.op('sub', a, b);
  }

  mul(a: Value, b: Value): Value {
    if (a === this.one) return b;
    return b === this.one ? a : this.op('mul', a, b);
  }

  /** A product of which one factor is known to be finite: 0 where the other is the constant 0. */
  scale(a: Value, b: Value): Value {
    return a === this.zero || b === this.zero ? this.zero : this.mul(a, b);
  }

  div(a: Value, b: Value): Value {
    return b === this.one ? a : this.op('div', a, b);
  }

  pow(a: Value, b: Value): Value {
    if (b === this.one) return a;
    // A product is quicker than a power and no less exact.
    return b.op === 'const' && b.data === 2 ? this.mul(a, a) : this.op('pow', a, b);
  }

  neg(a: Value): Value {
    return this.op('neg', a);
  }

  min(a: Value, b: Value): Value {
    return a === b ? a : this.op('min', a, b);
  }

  max(a: Value, b: Value): Value {
    return a === b ? a : this.op('max', a, b);
  }

  /** A function of one number, by its name in the formula language. */
  unary(op: 'abs' | 'floor' | 'ceil' | 'round' | 'exp' | 'log' | 'log10' | 'sqrt', a: Value): Value {
    return this.op(op, a);
  }

  sum(values: readonly Value[]): Value {
    return values.reduce((a, b) => this.add(a, b), this.zero);
  }

  lt(a: Value, b: Value): Value {
    return this.op('lt', a, b);
  }

  le(a: Value, b: Value): Value {
    return this.op('le', a, b);
  }

  eq(a: Value, b: Value): Value {
    return this.op('eq', a, b);
  }

  ne(a: Value, b: Value): Value {
    return this.op('ne', a, b);
  }

  and(a: Value, b: Value): Value {
    if (a === this.false || b === this.false) return this.false;
    if (a === this.true || a === b) return b;
    return b === this.true ? a : this.op('and', a, b);
  }

  or(a: Value, b: Value): Value {
    if (a === this.true || b === this.true) return this.true;
    if (a === this.false || a === b) return b;
    return b === this.false ? a : this.op('or', a, b);
  }

  /**
   * A boolean: `test` and the boolean that `then` builds both hold. What `then` builds is behind the guard: it is
   * computed only in months in which `test` holds in a world that lives, so what is rarely needed costs little. Nothing
   * else may read what `then` builds.
   */
  guard(test: Value, then: () => Value): Value {
    if (test === this.false) return test;
    if (test === this.true || this.behind !== null) return this.and(test, then());
    const first = this.values.length;
    this.behind = new Map();
    const other = then();
    this.behind = null;
    return other.op === 'const' ? this.and(test, other) : this.make('guard', [test, other], 'boolean', first);
  }

  not(a: Value): Value {
    return a.op === 'not' ? a.args[0]! : this.op('not', a);
  }

  /** A boolean: whether a number is neither infinite nor NaN. */
  finite(a: Value): Value {
    return a.op === 'number' || a.op === 'month' || a.op === 'row' ? this.true : this.op('finite', a);
  }

  /** A boolean as a number: 1 or 0. */
  number(a: Value): Value {
    return this.op('number', a);
  }

  /** A boolean: whether a number is not 0. */
  truthy(a: Value): Value {
    return a.op === 'number' ? a.args[0]! : this.op('truthy', a);
  }

  /** `a` where the boolean `test` holds, else `b`. */
  select(test: Value, a: Value, b: Value): Value {
    if (test === this.true || a === b) return a;
    if (test === this.false) return b;
    if (test.op === 'not') return this.select(test.args[0]!, b, a);
    return this.make('select', [test, a, b], a.type, 0);
  }

  /**
   * The number as it was in month `index` - 1 of the run, which is this one or earlier; at index 0, before the run, it
   * was 0.
   */
  history(a: Value, index: Value): Value {
    return a === this.zero ? a : this.make('history', [a, index], 'number', 0);
  }
}

/** The result of an operation on constants; null where the operation is not arithmetic, as an input or a register. */
function fold(op: Op, x: readonly number[]): number | null {
  const [a, b] = x as [number, number];
  if (UNARY.has(op)) return applyFunction(op as 'abs', x);
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'pow':
      return power(a, b);
    case 'neg':
      return -a;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'lt':
      return a < b ? 1 : 0;
    case 'le':
      return a <= b ? 1 : 0;
    case 'eq':
      return a === b ? 1 : 0;
    case 'ne':
    case 'truthy':
      return a !== (b ?? 0) ? 1 : 0;
    case 'and':
      return a && b;
    case 'or':
      return a || b;
    case 'not':
      return a === 0 ? 1 : 0;
    case 'finite':
      return Number.isFinite(a) ? 1 : 0;
    case 'number':
      return a;
    default:
      return null;
  }
}

/** What a value depends on: on the run alone, the month, the world, or both. A level is the union of two as bits. */
export const LEVEL = { run: 0, month: 1, world: 2, both: 3 } as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

/**
 * The level of every value, by id; `varying` has the levels of inputs that differ by world (`world`) or by world and
 * month (`both`), all others are those of the run. A register depends on the month, and on the world where what it
 * takes over does: found by growing levels until none grows. Loops by index, as `write` of wasm/code.ts does, for
 * speed.
 */
export function levels(program: Program, varying: ReadonlyMap<string, Level>): Uint8Array {
  const { values } = program;
  const level = new Uint8Array(values.length);
  for (const { name, value } of program.inputs) level[value.id] = varying.get(name) ?? LEVEL.run;
  for (const { value } of program.registers) level[value.id] = LEVEL.month;
  level[program.index.id] = LEVEL.month;
  for (let grew = true; grew; ) {
    for (let i = 0; i < values.length; i++) {
      const { args } = values[i]!;
      for (let k = 0; k < args.length; k++) level[i]! |= level[args[k]!.id]!;
    }
    grew = false;
    for (const { value, init, next } of program.registers) {
      const grown = level[value.id]! | level[init.id]! | (next === null ? 0 : level[next.id]!);
      if (grown !== level[value.id]) {
        level[value.id] = grown;
        grew = true;
      }
    }
  }
  return level;
}

/**
 * What the lean kernel tests, which simulates most of many worlds: the same faults as all checks in every month, by far
 * fewer operations. It may say that there is a fault where there is none, never the other way round: whoever runs it
 * asks a kernel with all checks then.
 *
 * - What must balance is added up month by month, and tested as a world ends.
 * - Of values that must be finite it tests those that do not tell on each other: a sum is not finite where a summand is
 *   not, and what is chosen from finite numbers is finite.
 */
import type { Check } from './check.ts';
import { LEVEL, type Level, type Program, type Value } from './program.ts';
import { reach, type Schedule } from './schedule.ts';
import { notFinite } from './vector-operations.ts';

/**
 * A side of a balance: what it is as a world opens and as it ends, and what each month adds to it, of which no number
 * is below zero but for rounding.
 */
export interface BalanceSide {
  readonly open: Value;
  readonly flows: readonly Value[];
  readonly close: Value;
}

/**
 * What a world closes with on one side, and all that the other side opened with and was added to it, come to the same
 * on both sides but for the part `tolerance` of all of it.
 */
export interface Balanced {
  readonly sides: readonly [BalanceSide, BalanceSide];
  readonly tolerance: number;
}

/** What a kernel tests. */
export interface Tests {
  readonly checks: readonly Check[];
  readonly ends: readonly Value[];
}

/** Where all that moved in a world comes to less, none of its sums can have outgrown the numbers in any month. */
const LARGE = 1e300;

/** Operations whose result is not finite where one of these operands is not. */
const TELLING: Partial<Record<Value['op'], readonly number[]>> = {
  ...{ add: [0, 1], sub: [0, 1], mul: [0, 1], div: [0], neg: [0], abs: [0] },
  ...{ floor: [0], ceil: [0], round: [0], sqrt: [0] },
};
/** Operations whose result is finite where these operands are. */
const KEEPING: Partial<Record<Value['op'], readonly number[]>> = {
  ...{ select: [1, 2], min: [0, 1], max: [0, 1], neg: [0], abs: [0], floor: [0], ceil: [0], round: [0] },
};

/** What the lean kernel tests in place of all checks of a schedule; adds values and registers to its program. */
export function leanTests(whole: Schedule, balanced: Balanced): Tests {
  const { program, level, checks } = whole;
  const isReplaced = ({ bad, kind }: Check): boolean => {
    if (kind === 'finite') return level[bad.id]! >= LEVEL.world;
    return (kind === 'overflow' || kind === 'assert') && level[bad.id] === LEVEL.both;
  };
  const kept = checks.filter((check) => !isReplaced(check));
  const amounts = checks
    .filter((check) => check.kind === 'finite' && isReplaced(check))
    .map((check) => amountOf(program, check));
  const computed = reach({ ...whole, checks: kept });
  const totals = balanced.sides.map((side) => total(whole, side, computed, new Set(amounts)));
  const tested = untold(whole, amounts, totals);
  const isLasting = (value: Value): boolean =>
    program.registers.some((register) => register.next === value && tellsOn(register.value)(value));
  const others = tested.filter((value) => !isLasting(value));
  const sums = [
    program.sum(others.filter(({ id }) => level[id] === LEVEL.world)),
    program.sum(others.filter(({ id }) => level[id] !== LEVEL.world)),
  ];
  const finite = sums.map((sum): Check => {
    const bad = program.not(program.finite(sum));
    return { kind: 'finite', bad, value: sum, where: 'a formula', place: null, of: null };
  });
  return {
    checks: [...kept, ...finite.filter(({ bad }) => bad !== program.false)],
    ends: endsOf(program, balanced, totals, tested.filter(isLasting)),
  };
}

/** What must be finite: the number itself, or 0 where it does not matter. */
function amountOf(program: Program, { bad }: Check): Value {
  return notFinite(bad) ?? program.select(bad.args[0]!, notFinite(bad.args[1]!)!, program.zero);
}

/** What a side opened with and all that was added to it since. */
function total({ program, level }: Schedule, side: BalanceSide, computed: Uint8Array, amounts: Set<Value>): Value {
  /** What a sum is of, where it is not computed anyway, or is of amounts that are then tested by it. */
  const summands = (value: Value): Value[] => {
    if (value.op !== 'add') return [bare(value, amounts)];
    const parts = value.args.flatMap(summands);
    return computed[value.id] === 1 && !parts.some((part) => amounts.has(part)) ? [value] : parts;
  };
  const each = side.flows.flatMap(summands);
  const of = (...levels: readonly Level[]): Value =>
    program.sum(each.filter(({ id }) => levels.includes(level[id] as Level)));
  const added = (value: Value): Value => {
    if (value === program.zero) return value;
    const register = program.register(program.zero);
    register.next = program.add(register.value, value);
    return register.next;
  };
  // What no world changes is added up once a run, and what no month changes as a world ends.
  const months = program.add(program.index, program.one);
  const steady = program.scale(of(LEVEL.run, LEVEL.world), months);
  return program.sum([side.open, added(of(LEVEL.month)), steady, added(of(LEVEL.both))]);
}

/**
 * Of an amount that counts as 0 where it is below: the amount before, where that must be finite. Below zero it leaves
 * the sides unequal, so all checks are asked, in vain but where it was minus infinity; otherwise one sum tests both.
 */
function bare(value: Value, amounts: ReadonlySet<Value>): Value {
  const [test, , amount] = value.args;
  const isIt = value.op === 'select' && amounts.has(amount!) && test!.op === 'lt' && test!.args[0] === amount;
  return isIt ? amount! : value;
}

/** Booleans that hold of a world that does not balance, or in which something was not finite. */
function endsOf(
  program: Program,
  { sides: [left, right], tolerance }: Balanced,
  [ofLeft, ofRight]: readonly Value[],
  lasting: readonly Value[],
): Value[] {
  const [a, b] = [program.add(left.close, ofRight!), program.add(right.close, ofLeft!)];
  const moved = program.add(program.unary('abs', a), program.unary('abs', b));
  const isLost = program.lt(program.mul(moved, program.constant(tolerance)), program.unary('abs', program.sub(a, b)));
  const all = program.sum([moved, ...lasting.map((value) => program.unary('abs', value))]);
  return [isLost, program.not(program.lt(all, program.constant(LARGE)))];
}

/**
 * Those of some amounts that have to be tested so that all of them are: not what is finite because others are, nor what
 * others of them, or the totals, tell on.
 */
function untold({ program, checks }: Schedule, amounts: readonly Value[], totals: readonly Value[]): Value[] {
  const isSurelyFinite = finiteBy(program, new Set(checks.flatMap(({ bad }) => notFinite(bad) ?? [])));
  const candidates = [...new Set(amounts)].filter((value) => !isSurelyFinite(value)).sort((a, b) => b.id - a.id);
  const found: Value[] = [];
  for (const value of candidates) {
    const isTold = tellsOn(value);
    if (![...found, ...totals].some(isTold)) found.push(value);
  }
  return found;
}

/** Tests whether a value is not finite where `other` is not. */
function tellsOn(other: Value): (value: Value) => boolean {
  const known = new Map<Value, boolean>([[other, true]]);
  const tells = (value: Value): boolean => {
    if (value.id < other.id) return false;
    const before = known.get(value);
    if (before !== undefined) return before;
    const is =
      value.op === 'select'
        ? tells(value.args[1]!) && tells(value.args[2]!)
        : (TELLING[value.op] ?? []).some((k) => tells(value.args[k]!));
    known.set(value, is);
    return is;
  };
  return tells;
}

/** Tests whether a value is finite where others are that are tested: of one of those, whether by the rest alone. */
function finiteBy({ registers }: Program, tested: ReadonlySet<Value>): (value: Value) => boolean {
  const known = new Map<Value, boolean>();
  const is = (value: Value): boolean =>
    tested.has(value) || (value.op === 'const' && Number.isFinite(value.data)) || follows(value);
  const isSmall = ({ op, data }: Value): boolean => op === 'const' && Math.abs(data) <= 1;
  const isMadeOfFinite = ({ op, args, data }: Value): boolean => {
    if (op === 'register') return tested.has(registers[data]!.next!) && is(registers[data]!.init);
    if (op === 'mul') return args.some(isSmall) && args.every(is);
    return KEEPING[op]?.every((k) => is(args[k]!)) ?? false;
  };
  const follows = (value: Value): boolean => {
    const found = known.get(value) ?? isMadeOfFinite(value);
    known.set(value, found);
    return found;
  };
  return follows;
}

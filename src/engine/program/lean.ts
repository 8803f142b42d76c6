/**
 * What the lean kernel tests, which simulates most worlds where there are many: it seeks the faults that all checks
 * find, by far fewer operations. It may doubt a world that has no fault, rather than pass one that has (docs/worlds.md,
 * "What is asserted"). Who runs it has a doubted world simulated again with all checks.
 *
 * - Both sides of the trial balance are added up month by month, and compared as a world ends.
 * - Values that must be finite are tested only where no other test tells: a sum is not finite where a summand is not,
 *   and what is selected from finite numbers is finite.
 */
import type { Check } from './check.ts';
import { LEVEL, type Level, type Program, type Value } from './program.ts';
import { reach, type Schedule } from './schedule.ts';
import { notFinite } from './vector-operations.ts';

/**
 * A side of a balance: what it has as a world opens, what is added in each month (by amounts not below zero, but for
 * rounding), and what it closes with as the world ends.
 */
export interface BalanceSide {
  readonly open: Value;
  readonly flows: readonly Value[];
  readonly close: Value;
}

/**
 * A balance of two sides: close of the left plus open and flows of the right equal close of the right plus open and
 * flows of the left, up to the part `tolerance` of all of them together.
 */
export interface Balanced {
  readonly sides: readonly [BalanceSide, BalanceSide];
  readonly tolerance: number;
}

/** What a kernel tests: `checks` in every month, `ends`, booleans that must not hold, as a world ends. */
export interface Tests {
  readonly checks: readonly Check[];
  readonly ends: readonly Value[];
}

/** Where all that moved in a world comes to less than this, no sum of a month can have overflowed. */
const LARGE = 1e300;

/** By operation, the operands (by index) that make the result not finite where they are not. */
const TELLING: Partial<Record<Value['op'], readonly number[]>> = {
  ...{ add: [0, 1], sub: [0, 1], mul: [0, 1], div: [0], neg: [0], abs: [0] },
  ...{ floor: [0], ceil: [0], round: [0], sqrt: [0] },
};
/** By operation, the operands (by index) that make the result finite where all of them are. */
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

/** The number that a check of the kind `finite` tests: 0 in months in which it is not asked for. */
function amountOf(program: Program, { bad }: Check): Value {
  return notFinite(bad) ?? program.select(bad.args[0]!, notFinite(bad.args[1]!)!, program.zero);
}

/** What a side opened with and all that has been added to it since. */
function total({ program, level }: Schedule, side: BalanceSide, computed: Uint8Array, amounts: Set<Value>): Value {
  /** A sum's summands, unless the sum is computed anyway and has no summand that is to be tested by the total. */
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
  // Summands that no world changes are added up in the table; those that no month changes are multiplied at the end.
  const months = program.add(program.index, program.one);
  const steady = program.scale(of(LEVEL.run, LEVEL.world), months);
  return program.sum([side.open, added(of(LEVEL.month)), steady, added(of(LEVEL.both))]);
}

/**
 * In place of `select(amount < 0, 0, amount)`, the amount itself, where that must be finite: so the total tests it.
 * Below zero it leaves the sides unequal, and the world is doubted, in vain unless it was minus infinity.
 */
function bare(value: Value, amounts: ReadonlySet<Value>): Value {
  const [test, , amount] = value.args;
  const isIt = value.op === 'select' && amounts.has(amount!) && test!.op === 'lt' && test!.args[0] === amount;
  return isIt ? amount! : value;
}

/**
 * Booleans of a world's end: it does not balance; something was not finite, or so large that a sum may have overflowed.
 */
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
 * The amounts that have to be tested so that all are: not those that are finite where other amounts are, nor those that
 * make another tested one, or a total, not finite where they are not.
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

/** Prepares the test whether a value is surely not finite where `other` is not. */
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

/** Prepares the test whether a value is finite where all `tested` ones are; of one of these, where the others are. */
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

/**
 * The schedule: when each value is computed. Values that no world changes are computed once a run, month by month, into
 * a table; the others once a world, in every month of every world, or as a world ends. Both back ends follow it.
 */
import type { Check, Tally } from './check.ts';
import type { Final, KeptSeries } from './kept.ts';
import { LEVEL, type Level, levels, type Program, type Value } from './program.ts';

/** What is asked of a program: it is compiled for just that, and computes nothing else. */
export interface Request {
  readonly program: Program;
  readonly months: number;
  /** A boolean: a world ends with the month in which it holds. */
  readonly stop: Value;
  readonly series: readonly KeptSeries[];
  readonly finals: readonly Final[];
  readonly checks: readonly Check[];
  /** Booleans that are tested once a world, as it ends: where one holds, a check has failed. */
  readonly ends: readonly Value[];
  readonly tallies: readonly Tally[];
  /** Inputs that differ by world, or by world and month; the others are the same for all. */
  readonly varying: ReadonlyMap<string, Level>;
}

/** The part of a schedule that differs between the kernel with all checks and the lean one. */
interface Computed extends Request {
  /** By value id, 1 where the value is needed for anything that is asked for, else 0. */
  readonly used: Uint8Array;
  /** By value id, a `PHASE`: when it is computed. */
  readonly phase: Uint8Array;
  /** By guard that is computed in every month of every world, the values behind it that are, in the program's order. */
  readonly guards: ReadonlyMap<Value, readonly Value[]>;
  /** All values behind these guards. */
  readonly guarded: ReadonlySet<Value>;
}

/** When values are computed, and where kernels find those that no world changes, and inputs that vary. */
export interface Schedule extends Computed {
  /** By value id, a `LEVEL`: what its number depends on. */
  readonly level: Uint8Array;
  /** By value of the run that kernels read, constants included, its index in the table. */
  readonly runSlots: ReadonlyMap<Value, number>;
  /** By value of the month that kernels read, its index in the month's row of the table. */
  readonly monthSlots: ReadonlyMap<Value, number>;
  /** The index in the table of the first month's row; the others follow. */
  readonly rowsAt: number;
  /** Numbers of a row: the slots, then `FLAGS`. */
  readonly rowSize: number;
  /**
   * By index of an input that varies, its first row among the block's columns; one that varies by month has a row a
   * month.
   */
  readonly columnRows: ReadonlyMap<number, number>;
  /** How many rows there are. */
  readonly columnCount: number;
}

/** Each number stands twice in the table, one after the other: one load fills both lanes of a vector. */
const TWICE = 2;

/** When a value is computed: as its level says; or, where only finals and `ends` need it, once a world, as it ends. */
export const PHASE = { ...LEVEL, finals: 4 } as const;
export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** Whether a value is needed, and is computed in this phase. */
export const isIn = ({ used, phase }: Schedule, value: Value, then: Phase): boolean =>
  used[value.id] === 1 && phase[value.id] === then;

/** Whether a value is needed, and is of just this level. */
export const isUsedAt = ({ used, level }: Schedule, value: Value, at: Level): boolean =>
  used[value.id] === 1 && level[value.id] === at;

/** The values that a needed `history` of this level looks back on: their numbers are kept month by month. */
export const histories = ({ program, used, level }: Schedule, at: Level): ReadonlySet<Value> =>
  new Set(
    program.values.flatMap(({ op, id, args }) =>
      op === 'history' && used[id] === 1 && level[id] === at ? args[0]! : [],
    ),
  );

/** Whether any needed value has this operation. */
export const uses = ({ program, used }: Schedule, op: Value['op']): boolean =>
  program.values.some((value) => value.op === op && used[value.id] === 1);

/**
 * Numbers at a row's end, 1 or 0. `bad`: a check that no world changes fails in this month. `rare`: it does, or a tally
 * that no world changes counts, or all worlds end with this month; so kernels test one flag in most months.
 */
export const FLAGS = ['bad', 'rare'] as const;

/** The index of a flag in a row. */
export const flagSlot = ({ monthSlots }: Schedule, flag: (typeof FLAGS)[number]): number =>
  TWICE * monthSlots.size + FLAGS.indexOf(flag);

/** How many numbers the table has. */
export const tableSize = ({ rowsAt, rowSize, months }: Schedule): number => rowsAt + rowSize * months;

/** The schedule for a request. */
export function schedule(asked: Request): Schedule {
  const level = levels(asked.program, asked.varying);
  const request = computedIn(asked, level);
  const runSlots = new Map<Value, number>();
  const monthSlots = new Map<Value, number>();
  const read = (value: Value): void => {
    const at = level[value.id];
    const slots = at === LEVEL.run ? runSlots : at === LEVEL.month ? monthSlots : null;
    if (slots !== null && !slots.has(value)) slots.set(value, TWICE * slots.size);
  };
  eachReadByWorlds(request, level, read);
  const columnRows = new Map<number, number>();
  let columnCount = 0;
  request.program.inputs.forEach(({ name }, i) => {
    const varies = request.varying.get(name);
    if (varies === undefined) return;
    columnRows.set(i, columnCount);
    columnCount += varies === LEVEL.both ? request.months : 1;
  });
  const rowSize = TWICE * monthSlots.size + FLAGS.length;
  return { ...request, level, runSlots, monthSlots, rowsAt: TWICE * runSlots.size, rowSize, columnRows, columnCount };
}

/**
 * The schedule of a kernel with other tests on the same tables and columns, which must have all that these tests read.
 */
export function testing(whole: Schedule, tests: Pick<Request, 'checks' | 'ends'>): Schedule {
  return { ...whole, ...computedIn({ ...whole, ...tests }, whole.level) };
}

/** What is computed for a request, and when; checks whose value `of` is not computed anyway are left out. */
function computedIn(asked: Request, level: Uint8Array): Computed {
  const computed = reach({ ...asked, checks: asked.checks.filter(({ of }) => of === null) });
  const request = { ...asked, checks: asked.checks.filter(({ of }) => of === null || computed[of.id] === 1) };
  const used = reach(request);
  const phase = phases(request, level, used);
  const guards = guardsOf(request.program, used, phase);
  return { ...request, used, phase, guards, guarded: new Set([...guards.values()].flat()) };
}

/** By value id, its `PHASE`. */
function phases(request: Request, level: Uint8Array, used: Uint8Array): Uint8Array {
  const carried = request.program.registers.flatMap(({ value, next }) => (used[value.id] === 1 ? [next!] : []));
  // A history that only finals read needs the numbers of all months.
  carried.push(...request.program.values.filter(({ op, id }) => op === 'history' && used[id] === 1));
  const monthly = reach({ ...request, finals: [], ends: [] }, carried);
  return level.map((own, id) => (own === LEVEL.both && monthly[id] === 0 ? PHASE.finals : own));
}

/** `Computed.guards`. */
function guardsOf({ values }: Program, used: Uint8Array, phase: Uint8Array): Map<Value, Value[]> {
  const isComputed = ({ id }: Value): boolean => used[id] === 1 && phase[id] === PHASE.both;
  return new Map(
    values
      .filter((value) => value.op === 'guard' && isComputed(value))
      .map((guard) => [guard, values.slice(guard.data, guard.id).filter(isComputed)]),
  );
}

/** By value id, 1 where the value is needed for anything asked for, or for one of `others`; else 0. */
export function reach(
  { program, series, finals, checks, ends, tallies, stop }: Request,
  others: readonly Value[] = [],
): Uint8Array {
  const used = new Uint8Array(program.values.length);
  const queue = [
    stop,
    ...series.map((s) => s.value),
    ...finals.map((f) => f.value),
    ...checks.flatMap((c) => [c.bad, c.value]),
    ...ends,
    ...tallies.map((tally) => tally.test),
    ...others,
  ];
  while (queue.length > 0) {
    const value = queue.pop()!;
    if (used[value.id] === 1) continue;
    used[value.id] = 1;
    queue.push(...value.args);
    if (value.op === 'register') {
      const { init, next } = program.registers[value.data]!;
      queue.push(init, next!);
    }
  }
  return used;
}

/** Calls `read` with each value that kernels read: what is asked for, and arguments of values that differ by world. */
function eachReadByWorlds(
  { program, series, finals, checks, ends, tallies, stop, used }: Computed,
  level: Uint8Array,
  read: (value: Value) => void,
): void {
  read(stop);
  for (const { value } of [...series, ...finals]) read(value);
  for (const { bad, value } of checks) [bad, value].forEach(read);
  ends.forEach(read);
  for (const { test } of tallies) read(test);
  for (const { id, args } of program.values) if (used[id] === 1 && level[id]! >= LEVEL.world) args.forEach(read);
  for (const { value, init, next } of program.registers) {
    if (used[value.id] === 1 && level[value.id] === LEVEL.both) [init, next!].forEach(read);
  }
}

/**
 * Instructions of a vector kernel that read a value, and that compute one. A vector holds the numbers of two worlds.
 */
import { both, type Code, f64x2, get, set, v128, when } from '../../wasm/code.ts';
import type { FunctionMaker } from '../../wasm/module.ts';
import { COLUMN } from './block.ts';
import { LEVEL, type Value } from './program.ts';
import { isIn, PHASE, type Schedule } from './schedule.ts';
import { type Scratch, VECTOR } from './scratch.ts';
import { type Calls, isImmediate, ones, operation, recall, zero } from './vector-operations.ts';

/**
 * Parameters of the function `run`, all i32; places are addresses in bytes. It returns 0 where a check failed, else 1.
 */
export const PARAMS = {
  /** How many worlds are simulated, at least 1. */
  worlds: 0,
  /** The table of what no world changes. */
  table: 1,
  /** Where the first world's number in the first row of the block's columns lies. */
  columns: 2,
  /** Where the block's first world lies in the first month of the first series. */
  series: 3,
  /** Where the block's first world lies in the first final. */
  finals: 4,
  /** Bytes from one month of a series to the next, and from one final to the next. */
  stride: 5,
  /** Where two doubles for each tally lie, months and worlds: the function adds to them. */
  tallies: 6,
  /** Where `Scratch.bytes` bytes lie that the function works in. */
  scratch: 7,
} as const;

/**
 * Locals of the function `run` that say where it is: two counts, then addresses. A turn is the worlds simulated at
 * once.
 */
export interface KernelPosition {
  /** Worlds of the block that are done. */
  readonly done: number;
  /** The month, from 0. */
  readonly t: number;
  /** The month's row of the table. */
  readonly row: number;
  /** The turn's first world in the first row of the block's columns. */
  readonly drawn: number;
  /** The same, t rows on: where the row of an input by month is added to its first. */
  readonly drawnNow: number;
  /** The turn's first world in this month of the first series. */
  readonly out: number;
  /** The scratch plus t · `monthBytes`: at a history's place there is its number of the month before. */
  readonly past: number;
  /** The banks of the scratch: what the month opens with, and what it closes with. */
  readonly open: number;
  readonly close: number;
}

/** Bytes of a row of the block's columns. */
export const COLUMN_BYTES = 8 * COLUMN;

/** A mask that holds in lanes in which one of several masks does. */
export const anyOf = (vectors: readonly Code[]): Code => vectors.reduce((a, b) => v128.or(a, b));

/** Writes instructions that read and compute values. Vector j, from 0, holds worlds 2 j and 2 j + 1 of the turn. */
export class VectorValues {
  /** Whether instructions are written for the loop over months, or for what comes once before it. */
  isInMonths = true;
  /** Whether instructions are written for a world's end, when all that the month closed with is in the scratch. */
  isAtEnd = false;
  /** By vector, the local of a mask: the worlds that live. */
  readonly alive: readonly number[];
  /** Numbers of the turn's vectors, from 0. */
  private readonly lanes: readonly number[];
  /** Locals of vectors that are held for a few instructions. */
  readonly spare: readonly number[];
  /** By value that is computed: a local for each vector. */
  private readonly locals = new Map<Value, number[]>();
  /** By value of the table that the operation at hand takes: the local that it was loaded into, for all vectors. */
  private readonly shared = new Map<Value, number>();
  /** By value that a register carries to the next month: its place within a bank. */
  private readonly closed = new Map<Value, number>();
  /** Values of level `world` that months read, and that are therefore kept in the scratch. */
  private readonly kept = new Set<Value>();
  /** Values with a history whose number of this month has been stored already. */
  private readonly remembered = new Set<Value>();

  constructor(
    private readonly schedule: Schedule,
    private readonly scratch: Scratch,
    private readonly at: KernelPosition,
    private readonly calls: Calls,
    fn: FunctionMaker,
  ) {
    const { program, level, used } = schedule;
    for (const value of program.values)
      if (used[value.id] === 1 && level[value.id]! >= LEVEL.world && value.op !== 'register')
        this.locals.set(value, fn.locals('v128', scratch.width));
    for (const [register, place] of scratch.registers) this.closed.set(program.registers[register.data]!.next!, place);
    this.spare = fn.locals('v128', 3);
    this.alive = fn.locals('v128', scratch.width);
    this.lanes = this.alive.map((_, j) => j);
  }

  /** Instructions for every vector, by its number. */
  each(write: (j: number) => Code): Code[] {
    return this.lanes.map(write);
  }

  /** An i32, 1 where a mask holds in a lane of any vector. */
  any(vector: (j: number) => Code): Code {
    return v128.anyTrue(anyOf(this.each(vector)));
  }

  /** A value as vector j sees it: a number in each lane, or a mask. */
  ref(value: Value, j: number): Code {
    if (isImmediate(value)) return value.data === 1 ? ones : zero;
    const { level } = this.schedule;
    if (level[value.id]! <= LEVEL.month) {
      const shared = this.shared.get(value);
      return shared === undefined ? this.slot(value) : get(shared);
    }
    // At a world's end it is read from the scratch, so that it need not stay in a local until then in every month.
    const closed = this.isAtEnd ? this.closed.get(value) : undefined;
    if (closed !== undefined) return v128.load(get(this.at.close), closed + VECTOR * j);
    const register = this.scratch.registers.get(value);
    if (register !== undefined) return v128.load(get(this.at.open), register + VECTOR * j);
    const recalled = this.scratch.recalled.get(value);
    if (recalled !== undefined) return v128.load(get(this.at.past), recalled + VECTOR * j);
    if (level[value.id] === LEVEL.both || !this.isInMonths) return get(this.locals.get(value)![j]!);
    if (value.op === 'input') return this.input(value, j);
    this.kept.add(value);
    return v128.load(get(PARAMS.scratch), this.scratch.worlds.get(value)! + VECTOR * j);
  }

  /** A value as a number in each lane. */
  number(value: Value, j: number): Code {
    const vector = this.ref(value, j);
    return value.type === 'boolean' ? v128.and(vector, both(1)) : vector;
  }

  /** A value of the table: a number in both lanes, or a mask. */
  private slot(value: Value): Code {
    const run = this.schedule.runSlots.get(value);
    const number =
      run === undefined
        ? v128.load(get(this.at.row), 8 * this.schedule.monthSlots.get(value)!)
        : v128.load(get(PARAMS.table), 8 * run);
    return value.type === 'boolean' ? f64x2.ne(number, zero) : number;
  }

  /** Whether a value is computed in every month of every world, and not behind a guard. */
  isComputed(value: Value): boolean {
    return value.op !== 'register' && isIn(this.schedule, value, PHASE.both) && !this.schedule.guarded.has(value);
  }

  /** The values that must be computed before this one: its arguments, of a guard those of what is behind it, too. */
  needs(value: Value): readonly Value[] {
    const behind = this.schedule.guards.get(value) ?? [];
    return [...value.args, ...behind.flatMap(({ args }) => args)];
  }

  /** Computes the values that differ by world, but not by month, and keeps those that months read. */
  worlds(): Code {
    return this.schedule.program.values
      .filter((value) => isIn(this.schedule, value, PHASE.world) && value.op !== 'register')
      .map((value) => [this.compute(value), this.keep(value)]);
  }

  /** Computes a value for every vector. */
  compute(value: Value): Code {
    const behind = this.schedule.guards.get(value);
    if (behind !== undefined) return this.guard(value, behind);
    const code: Code = [this.remember(value), this.share(value), this.each((j) => this.computeOne(value, j))];
    this.shared.clear();
    return code;
  }

  /** Computes a guard, and where its test holds in a world that lives what is behind it. */
  private guard(value: Value, behind: readonly Value[]): Code {
    const [test, other] = value.args as [Value, Value];
    const own = this.locals.get(value)!;
    return [
      behind.map((inner) => this.remember(inner)),
      this.each((j) => set(own[j]!, v128.and(this.ref(test, j), get(this.alive[j]!)))),
      when(
        this.any((j) => get(own[j]!)),
        [
          behind.map((inner) => this.compute(inner)),
          this.each((j) => set(own[j]!, v128.and(get(own[j]!), this.ref(other, j)))),
        ],
      ),
    ];
  }

  /** Computes a value for vector j. */
  computeOne(value: Value, j: number): Code {
    return set(this.locals.get(value)![j]!, this.operation(value, j));
  }

  /** Loads what an operation takes of the table, once for all vectors. */
  private share({ args }: Value): Code {
    if (this.scratch.width === 1) return [];
    const isShared = (arg: Value): boolean => this.schedule.level[arg.id]! <= LEVEL.month && !isImmediate(arg);
    return args.filter(isShared).map((arg, i) => {
      const code = set(this.spare[i]!, this.slot(arg));
      this.shared.set(arg, this.spare[i]!);
      return code;
    });
  }

  /** Stores a value of level `world` in the scratch, where months read it. */
  private keep(value: Value): Code {
    if (!this.kept.has(value)) return [];
    const at = this.scratch.worlds.get(value)!;
    return this.each((j) => v128.store(get(PARAMS.scratch), get(this.locals.get(value)![j]!), at + VECTOR * j));
  }

  private operation(value: Value, j: number): Code {
    if (value.op === 'input') return this.input(value, j);
    if (value.op === 'history') {
      const [kept, index] = value.args as [Value, Value];
      const places = { scratch: get(PARAMS.scratch), offset: this.placeOf(kept, j), spare: this.spare[2]! };
      const isShared = this.schedule.level[index.id]! <= LEVEL.month;
      return recall({ ...places, step: this.scratch.monthBytes }, this.ref(index, j), isShared);
    }
    return operation(value, (arg) => this.ref(arg, j), this.calls);
  }

  /**
   * Stores this month's number of the value that a history looks back on, whether or not it is read this month; once.
   */
  private remember({ op, args }: Value): Code {
    const kept = args[0]!;
    if (op !== 'history' || this.remembered.has(kept)) return [];
    this.remembered.add(kept);
    const now = this.scratch.monthBytes;
    return this.each((j) => v128.store(get(this.at.past), this.ref(kept, j), now + this.placeOf(kept, j)));
  }

  /** The place of a history before month 0, for vector j, in bytes from the scratch's start. */
  private placeOf(kept: Value, j: number): number {
    return this.scratch.histories.get(kept)! + VECTOR * j;
  }

  /** The numbers of an input that varies, out of the block's columns. */
  private input(value: Value, j: number): Code {
    const at = this.schedule.level[value.id] === LEVEL.world ? this.at.drawn : this.at.drawnNow;
    return v128.load(get(at), this.schedule.columnRows.get(value.data)! * COLUMN_BYTES + VECTOR * j);
  }
}

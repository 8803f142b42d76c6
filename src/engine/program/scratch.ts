/** The memory in which a vector kernel works, while it simulates the worlds of a turn. */
import { TURN } from './block.ts';
import { LEVEL, type Value } from './program.ts';
import { histories, isUsedAt, type Schedule } from './schedule.ts';

/** Bytes of a vector: two doubles. */
export const VECTOR = 16;

/**
 * Values to compute a month from which on a turn takes one vector: compiling more of them takes longer than linearly.
 */
const WIDE = 1500;

/**
 * Where the numbers that outlive a month lie, in bytes from the scratch's start. A place has room for `width` vectors,
 * two worlds each.
 */
export class Scratch {
  /** How many vectors a turn takes side by side: 1 or 2. */
  readonly width: number;
  /** By value that differs by world, but not by month: its place. */
  readonly worlds = new Map<Value, number>();
  /** By value that a history looks back on: its place before month 0, with 0; those of the months follow it. */
  readonly histories = new Map<Value, number>();
  /**
   * By register whose next value has a history, and which opens at 0: the place in `histories`, which serves for it.
   */
  readonly recalled = new Map<Value, number>();
  /** By tally: the place where its months are counted. */
  readonly counts: readonly number[];
  /**
   * By register: its place within a bank. There are two banks: a month reads what it opens with from one, writes what
   * it closes with into the other, and the next month has them the other way round.
   */
  readonly registers = new Map<Value, number>();
  /** By series that repeats its last number after a world's end: its place within a bank; null for any other. */
  readonly held: readonly (number | null)[];
  /** Bytes from one month of a history to the next. */
  readonly monthBytes: number;
  /** Where the first bank begins; the second follows it. */
  readonly banks: number;
  readonly bankBytes: number;
  /** Bytes of the scratch. */
  readonly bytes: number;

  /** @param isNarrow whether a turn takes one vector, however few values there are */
  constructor(schedule: Schedule, isNarrow: boolean) {
    const { program, tallies, series } = schedule;
    const size = program.values.filter((value) => isUsedAt(schedule, value, LEVEL.both)).length;
    this.width = isNarrow || size >= WIDE ? 1 : TURN / 4;
    let end = 0;
    const place = (): number => {
      const at = end;
      end += VECTOR * this.width;
      return at;
    };
    for (const value of program.values)
      if (isUsedAt(schedule, value, LEVEL.world) && value.op !== 'input') this.worlds.set(value, place());
    for (const value of histories(schedule, LEVEL.both)) {
      this.histories.set(value, place());
      end += VECTOR * this.width * schedule.months;
    }
    this.counts = tallies.map(place);
    this.monthBytes = VECTOR * this.width;
    this.banks = end;
    for (const { value, init, next } of program.registers) {
      if (!isUsedAt(schedule, value, LEVEL.both)) continue;
      const kept = init === program.zero ? this.histories.get(next!) : undefined;
      if (kept === undefined) this.registers.set(value, place() - this.banks);
      else this.recalled.set(value, kept);
    }
    this.held = series.map(({ after }) => (after === 'held' ? place() - this.banks : null));
    this.bankBytes = end - this.banks;
    this.bytes = this.banks + 2 * this.bankBytes;
  }
}

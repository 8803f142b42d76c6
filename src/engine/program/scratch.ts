/** The memory in which a vector kernel works. */
import { TURN } from './block.ts';
import { LEVEL, type Value } from './program.ts';
import { histories, isUsedAt, type Schedule } from './schedule.ts';

/** Bytes of a vector: two doubles. */
export const VECTOR = 16;

/** Values to compute above which fewer vectors stand side by side: compiling takes longer than linearly. */
const WIDE = 1500;

/**
 * Where what outlives a month lies, in bytes from the scratch's start; each place has room for the vectors side by
 * side.
 */
export class Scratch {
  /** How many vectors stand side by side in one turn. */
  readonly width: number;
  /** By value that differs by world, but not by month: where its numbers are kept. */
  readonly worlds = new Map<Value, number>();
  /** By value of which every month is kept: where its numbers are, one month after the other, 0 for before month 0. */
  readonly histories = new Map<Value, number>();
  /** By register whose next number is kept by month anyhow: where that is kept, of which it is the month before. */
  readonly recalled = new Map<Value, number>();
  /** By tally: where the months are counted in which it holds. */
  readonly counts: readonly number[];
  /**
   * By register: its place within a bank. There are two banks: a month reads what it opens with from one, writes what
   * it closes with into the other, and the next month has them the other way round.
   */
  readonly registers = new Map<Value, number>();
  /** By series: where its last number before a world's end is kept; null for a series that does not repeat it. */
  readonly held: readonly (number | null)[];
  /** Bytes from one month to the next of what is kept by month. */
  readonly monthBytes: number;
  readonly banks: number;
  readonly bankBytes: number;
  readonly bytes: number;

  /** @param isNarrow whether vectors stand alone, however few values there are */
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

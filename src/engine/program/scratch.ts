/** The memory in which a vector kernel works. */
import { TURN } from './block.ts';
import { LEVEL, type Value } from './program.ts';
import { isUsedAt, type Schedule } from './schedule.ts';

/** Bytes of a vector: two doubles. */
export const VECTOR = 16;

/** Values to compute above which fewer vectors stand side by side: compiling takes longer than linearly. */
const WIDE = 1500;

/**
 * Where what outlives a month lies, in bytes from the scratch's start; each place has room for the vectors side by
 * side.
 */
export class Scratch {
  /** Vectors side by side. */
  readonly width: number;
  /** Values that differ by world, but not by month. */
  readonly worlds = new Map<Value, number>();
  /** Of each tally, in how many months it counted. */
  readonly counts: readonly number[];
  /**
   * What is carried from month to month lies in two banks, of which one opens a month and the other closes it: their
   * places there.
   */
  readonly registers = new Map<Value, number>();
  /** By series that repeats after a world's end: what it was last. */
  readonly held: readonly (number | null)[];
  readonly banks: number;
  readonly bankBytes: number;
  readonly bytes: number;

  constructor(schedule: Schedule) {
    const { program, tallies, series } = schedule;
    const size = program.values.filter((value) => isUsedAt(schedule, value, LEVEL.both)).length;
    this.width = size < WIDE ? TURN / 4 : 1;
    let end = 0;
    const place = (): number => {
      const at = end;
      end += VECTOR * this.width;
      return at;
    };
    for (const value of program.values)
      if (isUsedAt(schedule, value, LEVEL.world) && value.op !== 'input') this.worlds.set(value, place());
    this.counts = tallies.map(place);
    this.banks = end;
    for (const { value } of program.registers)
      if (isUsedAt(schedule, value, LEVEL.both)) this.registers.set(value, place() - this.banks);
    this.held = series.map(({ after }) => (after === 'held' ? place() - this.banks : null));
    this.bankBytes = end - this.banks;
    this.bytes = this.banks + 2 * this.bankBytes;
  }
}

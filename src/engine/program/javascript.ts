/**
 * The back end that turns a program into JavaScript: one function, a loop over worlds around a loop over months, all
 * state in locals. What no world changes is read from a table, which a function of its own, the prologue, fills once a
 * run for both back ends.
 */
import { round } from '../../numeric/arithmetic.ts';
import { power } from '../../numeric/power.ts';
import type { After } from './kept.ts';
import { LEVEL, type Value } from './program.ts';
import { flagSlot, PHASE, type Schedule } from './schedule.ts';
import { advance, checks, historyArrays, lines, local, number, opening, ref, rows } from './source.ts';

/** What a kernel is given to run a block of worlds: what it reads, and the arrays that it fills. */
export interface Block {
  /** Filled by the prologue. */
  readonly table: Float64Array;
  /** Inputs that vary, at row × columnStride + world; rows are those of `Schedule.columnRows`. */
  readonly columns: Float64Array;
  readonly columnStride: number;
  readonly worlds: number;
  /** The index of the block's first world in the arrays to fill, and the numbers of a month there. */
  readonly at: number;
  readonly stride: number;
  /** One array a series, filled at month × stride + at + world. */
  readonly series: readonly Float64Array[];
  /** One array a final, filled at at + world. */
  readonly finals: readonly Float64Array[];
  /** Two numbers a tally, added to: in how many months, of how many worlds, it counted. */
  readonly tallies: Float64Array;
  /**
   * Four numbers, filled where a check fails: its index, the world, the month (-1: before month 0), the value found.
   */
  readonly fault: Float64Array;
}

/** Runs a block of worlds; returns false where a check failed, and `fault` says which. */
export type Kernel = (block: Block) => boolean;

/**
 * Fills the table from the numbers of all inputs, `uniform`, in the program's order; returns false where a check that
 * no world changes failed, and `fault` says which.
 */
export type Prologue = (uniform: Float64Array, table: Float64Array, fault: Float64Array) => boolean;

/** Compiles source that returns a function. */
export const compileSource = <T>(source: string): T =>
  new Function('round', 'power', `'use strict';\n${source}`)(round, power) as T;

/** The source of a `Prologue`. A function in parentheses is compiled by V8 at once; else it would be parsed twice. */
export function prologueSource(schedule: Schedule): string {
  const { months, runSlots, monthSlots, rowsAt, rowSize } = schedule;
  const input = (value: Value): string => `uniform[${value.data}]`;
  const holds = (values: readonly Value[]): string => {
    const ofMonth = values.filter((value) => schedule.level[value.id]! <= LEVEL.month);
    return `(${ofMonth.map(ref).join(' || ') || 'false'})`;
  };
  return `return (function prologue(uniform, table, fault) {
${lines(schedule, LEVEL.run, input)}
${checks(schedule, LEVEL.run, '0', '-1')}
${[...runSlots].map(([value, slot]) => `table[${slot}] = table[${slot + 1}] = ${number(value)};`).join('\n')}
${opening(schedule, LEVEL.month)}
${rows(schedule)}
${historyArrays(schedule, LEVEL.month)}
for (let t = 0, o = ${rowsAt}; t < ${months}; t++, o += ${rowSize}) {
${lines(schedule, LEVEL.month, input)}
${[...monthSlots].map(([value, slot]) => `table[o + ${slot}] = table[o + ${slot + 1}] = ${number(value)};`).join('\n')}
const bad = ${holds(schedule.checks.map(({ bad }) => bad))};
table[o + ${flagSlot(schedule, 'bad')}] = bad ? 1 : 0;
const isRare = ${holds([schedule.stop, ...schedule.tallies.map(({ test }) => test)])};
table[o + ${flagSlot(schedule, 'rare')}] = bad || t === ${months - 1} || isRare ? 1 : 0;
${advance(schedule, LEVEL.month)}
}
return true;
});`;
}

/** The source of a `Kernel`, in parentheses for the same reason. */
export function kernelSource(schedule: Schedule): string {
  const { months, series, finals, stop, rowsAt, rowSize, runSlots, monthSlots } = schedule;
  const input = (value: Value): string => {
    const row = schedule.columnRows.get(value.data)!;
    const at = schedule.level[value.id] === LEVEL.world ? row : `(${row} + t)`;
    return `columns[${at} * columnStride + w]`;
  };
  const slot = (value: Value, at: string): string =>
    value.op === 'const' || value.op === 'month'
      ? ''
      : `const ${local(value)} = table[${at}]${value.type === 'boolean' ? ' !== 0' : ''};`;
  return `return (function run({ table, columns, columnStride, worlds, at, stride, series, finals, tallies, fault }) {
${series.map((_, i) => `const s${i} = series[${i}];`).join('\n')}
${finals.map((_, i) => `const f${i} = finals[${i}];`).join('\n')}
${[...runSlots].map(([value, place]) => slot(value, String(place))).join('\n')}
${historyArrays(schedule, LEVEL.both)}
for (let w = 0; w < worlds; w++) {
${lines(schedule, LEVEL.world, input)}
${checks(schedule, LEVEL.world, 'w', '-1')}
${opening(schedule, LEVEL.both)}
${schedule.tallies.map((_, i) => `let c${i}_ = 0;`).join('\n')}
for (let t = 0, o = at + w, row = ${rowsAt}; t < ${months}; t++, o += stride, row += ${rowSize}) {
${[...monthSlots].map(([value, place]) => slot(value, `row + ${place}`)).join('\n')}
${lines(schedule, LEVEL.both, input)}
${checks(schedule, LEVEL.month, 'w', 't')}
${checks(schedule, LEVEL.both, 'w', 't')}
${schedule.tallies.map((tally, i) => `if (${ref(tally.test)}) c${i}_++;`).join('\n')}
${series.map((s, i) => `s${i}[o] = ${number(s.value)};`).join('\n')}
if (${ref(stop)} || t === ${months - 1}) {
${lines(schedule, PHASE.finals, input)}
${finals.map((final, i) => `f${i}[at + w] = ${number(final.value)};`).join('\n')}
${fill(schedule)}
break;
}
${advance(schedule, LEVEL.both)}
}
${schedule.tallies.map((_, i) => `tallies[${2 * i}] += c${i}_; if (c${i}_ > 0) tallies[${2 * i + 1}]++;`).join('\n')}
}
return true;
});`;
}

/** What a series holds after a world's end, as source. */
const AFTER: Readonly<Record<Exclude<After, 'held'>, string>> = { zero: '0', lowest: '-Infinity', highest: 'Infinity' };

/** Statements that fill the months of series after a world's end. */
function fill({ stop, series, program, months }: Schedule): string {
  if (stop === program.false || series.length === 0) return '';
  const each = series.map(({ after }, i) => `s${i}[p] = ${after === 'held' ? `s${i}[o]` : AFTER[after]};`).join('\n');
  return `for (let u = t + 1, p = o + stride; u < ${months}; u++, p += stride) {\n${each}\n}`;
}

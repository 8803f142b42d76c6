/**
 * The back end that turns a program into JavaScript: one function, worlds outside, months inside, all state in locals.
 * What no world changes comes out of a table that a function of its own fills, once a run.
 */
import { round } from '../../numeric/arithmetic.ts';
import { power } from '../../numeric/power.ts';
import type { After } from './kept.ts';
import { LEVEL, type Value } from './program.ts';
import { flagSlot, PHASE, type Schedule } from './schedule.ts';
import { advance, checks, lines, local, number, opening, ref, rooms, rows } from './source.ts';

/** A block of worlds: what goes in, and the arrays that are filled. */
export interface Block {
  readonly table: Float64Array;
  /** By row of the schedule's columns, row × columnStride + world; what varies by month has a row a month. */
  readonly columns: Float64Array;
  readonly columnStride: number;
  readonly worlds: number;
  /** Where the block's first world goes in what is filled, and how many numbers a month has there. */
  readonly at: number;
  readonly stride: number;
  /** By series: month × stride + at + world. */
  readonly series: readonly Float64Array[];
  /** By final: at + world. */
  readonly finals: readonly Float64Array[];
  /** By tally: months and worlds it concerns, two entries each; added to. */
  readonly tallies: Float64Array;
  /** Where a check fails: its index, the world, the month (-1 before month 0), the value found. */
  readonly fault: Float64Array;
}

/** Runs a block; false where a check failed, and `fault` says which. */
export type Kernel = (block: Block) => boolean;

/**
 * Fills the table from the inputs' numbers, in the program's order; false where a check failed, and `fault` says which.
 */
export type Prologue = (uniform: Float64Array, table: Float64Array, fault: Float64Array) => boolean;

/** Makes a function of its source. */
export const compileSource = <T>(source: string): T =>
  new Function('round', 'power', `'use strict';\n${source}`)(round, power) as T;

/**
 * The source of a `Prologue`. In parentheses V8 compiles it at once; else it would read it twice, the second time when
 * it is called.
 */
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
${rooms(schedule, LEVEL.month)}
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
${rooms(schedule, LEVEL.both)}
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

/** What a series holds after a world's end. */
const AFTER: Readonly<Record<Exclude<After, 'held'>, string>> = { zero: '0', lowest: '-Infinity', highest: 'Infinity' };

function fill({ stop, series, program, months }: Schedule): string {
  if (stop === program.false || series.length === 0) return '';
  const each = series.map(({ after }, i) => `s${i}[p] = ${after === 'held' ? `s${i}[o]` : AFTER[after]};`).join('\n');
  return `for (let u = t + 1, p = o + stride; u < ${months}; u++, p += stride) {\n${each}\n}`;
}

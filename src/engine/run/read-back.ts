/** Reads what a run has left in the memory: numbers of worlds, sums and percentiles, and where a check failed. */
import { drawing } from '../draws/draws.ts';
import { runFault } from '../month/faults.ts';
import { BLOCK, COLUMN } from '../program/block.ts';
import { Memory } from '../program/memory.ts';
import type { Part } from './counts.ts';
import type { Job } from './job.ts';
import { SPREAD } from './layout.ts';
import type { PreparedRun } from './prepare.ts';
import { columnsAt } from './worker.ts';

/** What a run has left of a variant: views of the memory, which hold until the next run is prepared. */
export function partOf(memory: Memory, { asked, job }: PreparedRun, variant: number): Part {
  const { layout, first, count } = job;
  const [places, alone] = layout.kernels;
  const from = layout.variantBytes * variant;
  const columns = columnsAt(memory, places!.finals + from, asked.finals.length, layout.stride);
  return {
    first,
    count,
    final: (name) => columns[asked.finals.indexOf(name)]!.subarray(0, count),
    tallies: talliesOf(memory, job, variant),
    alone: alone === undefined ? null : memory.doubles(alone.finals + from, count),
  };
}

/** The sum and the percentiles of a column, by its index in `Job.sums`: a view of the memory, of `SPREAD` numbers. */
export function summedColumn(memory: Memory, { job }: PreparedRun, variant: number, column: number): Float64Array {
  return memory.doubles(job.layout.results + 8 * SPREAD * (job.sums.length * variant + column), SPREAD);
}

/** The tallies of a variant, summed over threads: whole numbers, so the order of the threads does not matter. */
function talliesOf(memory: Memory, { layout, kernels }: Job, variant: number): Float64Array {
  const length = 2 * kernels[0]!.tallies;
  const sum = new Float64Array(length);
  for (let thread = 0; thread < layout.threads; thread++) {
    const at = layout.kernels[0]!.tallies + thread * layout.threadBytes + 8 * length * variant;
    memory.doubles(at, length).forEach((x, i) => {
      sum[i] = sum[i]! + x;
    });
  }
  return sum;
}

/**
 * The error for a unit in which a check failed: the unit is simulated again by the JavaScript back end, which tells the
 * check, world, month and number. Where none fails there, an Error says so.
 */
export function faultOf(memory: Memory, { asked, compiled, job }: PreparedRun, unit: number): Error {
  const { layout, first, count, variants } = job;
  const blocks = Math.ceil(count / BLOCK);
  const [variant, at] = [Math.floor(unit / blocks), (unit % blocks) * BLOCK];
  const worlds = Math.min(BLOCK, count - at);
  const shift = first % 2;
  const columns = columnsAgain(memory, job, at, worlds);
  for (const [i, { kernel, size, schedule }] of compiled.entries()) {
    const fault = new Float64Array(4);
    const isRight = kernel({
      table: memory.doubles(layout.kernels[i]!.table + layout.variantBytes * variant, size.table),
      columns: columns.subarray(shift),
      columnStride: COLUMN,
      worlds,
      at: 0,
      stride: BLOCK,
      series: Array.from({ length: size.series }, () => new Float64Array(BLOCK * job.months)),
      finals: Array.from({ length: size.finals }, () => new Float64Array(BLOCK)),
      tallies: new Float64Array(2 * size.tallies),
      fault,
    });
    const isOneOfMany = variants > 1 || asked.worlds !== null || count > 1;
    if (!isRight) return runFault(asked.model, schedule.checks, fault, isOneOfMany, first + at);
  }
  return new Error(`the back ends differ in worlds ${first + at} to ${first + at + worlds - 1}`);
}

/**
 * The columns of the block that begins with world `at` of the run: those of the memory where nothing is drawn, else
 * drawn again.
 */
function columnsAgain(
  memory: Memory,
  { layout, draws, first, undrawn }: Job,
  at: number,
  worlds: number,
): Float64Array {
  const numbers = layout.columnBytes / 8;
  if (undrawn.length === 0) return memory.doubles(layout.columns + (layout.columnBytes * at) / BLOCK, numbers);
  const columns = new Memory(false);
  columns.reserve(layout.columns + layout.columnBytes);
  drawing(draws, columns, null)(layout.columns, first + at, worlds);
  return columns.doubles(layout.columns, numbers);
}

/**
 * More worlds than memory holds: they are run part after part, and of each part only counts, sums, and values near a
 * wanted percentile (`Brackets`) are kept.
 */

import { type Cuts, SCORE } from '../../numeric/brackets.ts';
import {
  BRACKET_BYTES,
  type BracketPlaces,
  type ColumnBrackets,
  KEPT_SLACK,
  LEAST_KEPT,
  type Narrowing,
} from '../../numeric/simd-brackets.ts';
import { ExactSum, SUM_BLOCK } from '../../numeric/sum.ts';
import { aligned, BLOCK } from '../program/block.ts';
import type { Asked } from './asked.ts';
import { type Counts, countsOf } from './counts.ts';
import type { JobStream } from './job.ts';
import type { PreparedRun } from './prepare.ts';
import type { Runner } from './runner.ts';
import { PERCENTILES } from './spread.ts';

/** How much a run may take. */
export interface StreamLimits {
  /** Most bytes of the numbers of a variant's worlds that are summed up whole; more are run part after part. */
  readonly whole: number;
  /** Most bytes of the columns of a part. */
  readonly part: number;
  /** Most blocks of a part: enough for every thread, few enough for the processor's cache. */
  readonly blocks: number;
  /** Most bytes of values that are kept near percentiles. */
  readonly kept: number;
  /** Standard deviations that a wanted rank may move before it is lost, and worlds have to be run again. */
  readonly score: number;
}

/** Brackets are not narrowed, which takes time, where all that is kept without it fits 1 / this of the room. */
const UNNARROWED = 4;

/** The least blocks of a part, to which the columns of a pass are limited. */
const LEAST_BLOCKS = 6;

export const LIMITS: StreamLimits = {
  whole: 64 * 2 ** 20,
  part: 32 * 2 ** 20,
  blocks: 64,
  kept: 128 * 2 ** 20,
  score: SCORE,
};

/** How many worlds a part has, in whole blocks; null where all `count` worlds are summed up whole. */
export function worldsInPart(
  count: number,
  series: number,
  finals: number,
  months: number,
  limits: StreamLimits,
): number | null {
  const columns = series * months + finals;
  if (8 * count * columns <= limits.whole) return null;
  const blocks = Math.floor(limits.part / (8 * BLOCK * Math.max(1, columns)));
  const worlds = BLOCK * Math.max(1, Math.min(blocks, limits.blocks));
  return worlds < count ? worlds : null;
}

/**
 * How many columns one pass over `count` worlds takes: so many that a part still has `LEAST_BLOCKS` blocks, and that
 * values near their percentiles fit the room.
 */
export function columnsInPass(count: number, { part, kept, score }: StreamLimits): number {
  // Most is kept when half of the worlds have been run: a rank then moves by √(p (1 - p) count / 4) more.
  const near = PERCENTILES.map((p) => 2 * score * Math.sqrt(((p / 100) * (1 - p / 100) * count) / 4));
  const room = 8 * (LEAST_KEPT + 1.1 * near.reduce((a, b) => a + b, 0));
  return Math.floor(Math.min(part / (8 * BLOCK * LEAST_BLOCKS), kept / room));
}

/** What is known so far of worlds that are run part after part: counts, and by column sum and brackets. */
export abstract class PartByPart {
  readonly counts: Counts;
  /** By column, the sum of its values. */
  readonly sums: readonly ExactSum[];
  protected stream: JobStream;
  protected readonly columns: ColumnBrackets;
  /** The address from which on there is room for kept values. */
  protected readonly end: number;

  /** Finals of which there are means and percentiles. */
  readonly spreads: Asked['spreads'];

  /**
   * @param run the first part, prepared; those that follow are laid out as it is
   * @param ends of how many of the first worlds it is kept how they end
   */
  constructor(
    protected readonly runner: Runner,
    run: PreparedRun,
    ends: number,
    narrowing: Narrowing,
  ) {
    this.counts = countsOf(run.asked.model, ends);
    this.spreads = run.asked.spreads;
    const { layout, sums: columns, count } = run.job;
    this.sums = columns.map(() => new ExactSum());
    const blocks = Math.ceil(count / SUM_BLOCK);
    const sums = aligned(layout.end);
    let at = aligned(sums + 8 * blocks * columns.length);
    const places = columns.map(({ hasPercentiles }): BracketPlaces | null => {
      if (!hasPercentiles) return null;
      at += BRACKET_BYTES;
      return { brackets: at - BRACKET_BYTES, kept: 0, capacity: 0 };
    });
    this.end = aligned(at);
    runner.memory.reserve(this.end);
    this.stream = { step: 'begin', narrowing, sums, blocks, places };
    this.columns = runner.brackets(run);
  }

  /** The run of a part, with its threads told to add its columns. */
  adding(run: PreparedRun): PreparedRun {
    return { ...run, job: { ...run.job, stream: this.stream } };
  }

  /** Adds the first `done` worlds of a part that has been carried out, all of them unless it was stopped. */
  add(run: PreparedRun, done: number): void {
    const isSummedUp = this.runner.hasSummedUp();
    const { asked, job } = run;
    const part = this.runner.part({ ...run, job: { ...job, count: done } }, 0);
    if (asked.alone) this.counts.add(part);
    else this.counts.addEndings(part);
    this.addColumns(run, done, isSummedUp);
    const { sums, blocks } = this.stream;
    this.sums.forEach((sum, i) => {
      for (const block of this.runner.memory.doubles(sums + 8 * blocks * i, Math.ceil(done / SUM_BLOCK)))
        sum.add(block);
    });
  }

  /** Adds the columns of a part's first `done` worlds, unless the threads have; then does what remains to be done. */
  protected abstract addColumns(run: PreparedRun, done: number, isSummedUp: boolean): void;

  /** Makes room for kept values, by column for how many; those kept so far are lost. */
  protected reserveKept(capacities: readonly number[]): void {
    let at = this.end;
    const places = this.stream.places.map((place, i): BracketPlaces | null => {
      if (place === null) return null;
      const kept = at;
      at += aligned(8 * (capacities[i]! + KEPT_SLACK));
      return { ...place, kept, capacity: capacities[i]! };
    });
    this.runner.memory.reserve(at);
    this.stream = { ...this.stream, step: 'add', places };
  }
}

/** Runs all worlds, with brackets that are narrowed on the way. */
export class StreamedWorlds extends PartByPart {
  constructor(
    runner: Runner,
    run: PreparedRun,
    ends: number,
    total: number,
    private readonly limits: StreamLimits,
  ) {
    super(runner, run, ends, { total, score: limits.score });
  }

  /** Percentiles by column: NaN where one was lost; an empty array where the mean alone was wanted. */
  percentiles(): Float64Array[] {
    return this.stream.places.map((place) => (place === null ? new Float64Array(0) : this.columns.percentiles(place)));
  }

  /** By column, all of which must have percentiles, the cuts around the wanted ranks of all worlds, found by these. */
  cuts(): Cuts[] {
    const { places, narrowing } = this.stream;
    return places.map((place) => this.columns.plan(place!, narrowing.total, this.limits.score));
  }

  protected addColumns(run: PreparedRun, done: number, isSummedUp: boolean): void {
    if (this.stream.step === 'begin') {
      // Where the first part was stopped, its worlds are all that there will be.
      if (!isSummedUp) this.stream = { ...this.stream, narrowing: { ...this.stream.narrowing, total: done } };
      if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
      this.makeRoom(done);
      this.runner.addColumns(run, this.stream, done);
    } else if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
  }

  /** Makes room for kept values, by how many the cuts would have kept of the first `n` worlds. */
  private makeRoom(n: number): void {
    const { total } = this.stream.narrowing;
    const expected = this.stream.places.map((place) =>
      place === null ? null : this.columns.at(place.brackets).expected,
    );
    const wanted = (growth: number): number[] =>
      expected.map((kept) => (kept === null ? 0 : LEAST_KEPT + growth * kept));
    const bytes = (values: readonly number[]): number => 8 * values.reduce((a, b) => a + b, 0);
    // Without narrowing, the same share of all worlds is kept as of the first ones; a tenth more for chance.
    const all = wanted(1.1 * (total / n));
    if (bytes(all) <= this.limits.kept / UNNARROWED) {
      this.reserveKept(all.map(Math.floor));
      return;
    }
    // Narrowed, the kept values grow as √(n (1 - n / total)) does, which is √total / 2 at most, at half of the worlds.
    const some = wanted(1.4 * (n >= total / 2 ? 1 : Math.sqrt(total) / 2 / Math.sqrt(n * (1 - n / total))));
    const scale = Math.min(1, this.limits.kept / bytes(some));
    this.reserveKept(some.map((values) => Math.max(LEAST_KEPT, Math.floor(scale * values))));
  }
}

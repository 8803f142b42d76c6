/**
 * Worlds of which there are more than memory holds: they are run part after part, and of each part only counts, sums
 * and what lies near a percentile are kept.
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
  /** Bytes of the numbers of a variant's worlds that are summed up whole; more are run part after part. */
  readonly whole: number;
  /** Bytes of the series of a part, and its most blocks: enough for every thread, few enough to stay near it. */
  readonly part: number;
  readonly blocks: number;
  /** Bytes of what is kept near percentiles. */
  readonly kept: number;
  /** Standard deviations that a rank may wander before it is lost, and has to be looked for again. */
  readonly score: number;
}

/** The part of the room for what is kept, one in so many, in which it need not be narrowed: that takes time. */
const UNNARROWED = 4;

/** Blocks of a part, where there are several series, at least. */
const LEAST_BLOCKS = 6;

export const LIMITS: StreamLimits = {
  whole: 64 * 2 ** 20,
  part: 32 * 2 ** 20,
  blocks: 64,
  kept: 128 * 2 ** 20,
  score: SCORE,
};

/** Worlds of a part, whole blocks; null where all of `count` worlds are summed up whole. */
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
 * Columns of one pass over so many worlds: as many as leave a part some blocks for the threads, and as there is room to
 * keep what lies near their percentiles.
 */
export function columnsInPass(count: number, { part, kept, score }: StreamLimits): number {
  // What is kept is most when half of the worlds are there; it is narrowed when there is no room left.
  const near = PERCENTILES.map((p) => 2 * score * Math.sqrt(((p / 100) * (1 - p / 100) * count) / 4));
  const room = 8 * (LEAST_KEPT + 1.1 * near.reduce((a, b) => a + b, 0));
  return Math.floor(Math.min(part / (8 * BLOCK * LEAST_BLOCKS), kept / room));
}

/** What is known so far of worlds that are run part after part: counts, and sums by column. */
export abstract class PartByPart {
  readonly counts: Counts;
  /** By column, the sum of its values. */
  readonly sums: readonly ExactSum[];
  protected stream: JobStream;
  protected readonly columns: ColumnBrackets;
  /** Where there is room for what is kept. */
  protected readonly end: number;

  /** Finals of which there are means and percentiles. */
  readonly spreads: Asked['spreads'];

  /**
   * @param run the first part, prepared: those that follow are laid out likewise
   * @param ends of how many worlds, the first ones, it is kept how they end
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

  /** The run of a part, such that the threads add its columns. */
  adding(run: PreparedRun): PreparedRun {
    return { ...run, job: { ...run.job, stream: this.stream } };
  }

  /** Adds the first `done` worlds of a part that has been carried out: all, or those of one that was stopped. */
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

  /** Adds columns, unless the threads have: then what is left to do when they have. */
  protected abstract addColumns(run: PreparedRun, done: number, isSummedUp: boolean): void;

  /** Makes room for so many values of each column, in place of what there was. */
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

/** All worlds of a run, with brackets that narrow. */
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

  /** By column its percentiles, NaN where a rank that they need was lost; none where it has the mean alone. */
  percentiles(): Float64Array[] {
    return this.stream.places.map((place) => (place === null ? new Float64Array(0) : this.columns.percentiles(place)));
  }

  /** By column, the cuts by which these worlds tell where the ranks of all will lie; each of them has percentiles. */
  cuts(): Cuts[] {
    const { places, narrowing } = this.stream;
    return places.map((place) => this.columns.plan(place!, narrowing.total, this.limits.score));
  }

  protected addColumns(run: PreparedRun, done: number, isSummedUp: boolean): void {
    if (this.stream.step === 'begin') {
      // Stopped so early, these are all.
      if (!isSummedUp) this.stream = { ...this.stream, narrowing: { ...this.stream.narrowing, total: done } };
      if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
      this.makeRoom(done);
      this.runner.addColumns(run, this.stream, done);
    } else if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
  }

  /** Makes room for what will be kept, by how much that would have been of the first `n` worlds. */
  private makeRoom(n: number): void {
    const { total } = this.stream.narrowing;
    const expected = this.stream.places.map((place) =>
      place === null ? null : this.columns.at(place.brackets).expected,
    );
    const wanted = (growth: number): number[] =>
      expected.map((kept) => (kept === null ? 0 : LEAST_KEPT + growth * kept));
    const bytes = (values: readonly number[]): number => 8 * values.reduce((a, b) => a + b, 0);
    // If nothing is narrowed, as much is kept of all worlds as of the first.
    const all = wanted(1.1 * (total / n));
    if (bytes(all) <= this.limits.kept / UNNARROWED) {
      this.reserveKept(all.map(Math.floor));
      return;
    }
    // Narrowed, what is kept grows with the root of the worlds, and is most when half of them are there.
    const some = wanted(1.4 * (n >= total / 2 ? 1 : Math.sqrt(total) / 2 / Math.sqrt(n * (1 - n / total))));
    const scale = Math.min(1, this.limits.kept / bytes(some));
    this.reserveKept(some.map((values) => Math.max(LEAST_KEPT, Math.floor(scale * values))));
  }
}

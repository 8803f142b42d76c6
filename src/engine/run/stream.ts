/**
 * Worlds of which there are more than memory holds: they are run part after part, and of each part only counts, sums
 * and what lies near a percentile are kept.
 */

import { SCORE } from '../../numeric/brackets.ts';
import {
  BRACKET_BYTES,
  type BracketPlaces,
  type ColumnBrackets,
  KEPT_SLACK,
  LEAST_KEPT,
} from '../../numeric/simd-brackets.ts';
import { ExactSum, SUM_BLOCK } from '../../numeric/sum.ts';
import { aligned, BLOCK } from '../program/block.ts';
import { type Counts, countsOf } from './counts.ts';
import type { JobStream } from './job.ts';
import type { PreparedRun } from './prepare.ts';
import type { Runner } from './runner.ts';

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

export const LIMITS: StreamLimits = {
  whole: 64 * 2 ** 20,
  part: 48 * 2 ** 20,
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

/** What is known so far of a run that goes part after part. */
export class StreamedWorlds {
  readonly counts: Counts;
  /** By column, the sum of its values. */
  readonly sums: readonly ExactSum[];
  private stream: JobStream;
  private readonly columns: ColumnBrackets;
  /** Where there is room for what is kept. */
  private readonly end: number;

  /** @param run the first part, prepared: those that follow are laid out likewise */
  constructor(
    private readonly runner: Runner,
    run: PreparedRun,
    total: number,
    private readonly limits: StreamLimits,
  ) {
    this.counts = countsOf(run.asked.model);
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
    this.stream = { step: 'begin', narrowing: { total, score: limits.score }, sums, blocks, places };
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
    if (this.stream.step === 'begin') {
      // Stopped so early, these are all.
      if (!isSummedUp) this.stream = { ...this.stream, narrowing: { ...this.stream.narrowing, total: done } };
      if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
      this.makeRoom(done);
      this.runner.addColumns(run, this.stream, done);
    } else if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
    const { sums, blocks } = this.stream;
    this.sums.forEach((sum, i) => {
      for (const block of this.runner.memory.doubles(sums + 8 * blocks * i, Math.ceil(done / SUM_BLOCK)))
        sum.add(block);
    });
  }

  /** By column its percentiles, NaN where a rank that they need was lost; none where it has the mean alone. */
  percentiles(): Float64Array[] {
    return this.stream.places.map((place) => (place === null ? new Float64Array(0) : this.columns.percentiles(place)));
  }

  /** Makes room for what will be kept, by how much that would have been of the first `n` worlds. */
  private makeRoom(n: number): void {
    const { total } = this.stream.narrowing;
    // What is kept grows with the root of the worlds, and is most when half of them are there.
    const growth = n >= total / 2 ? 1 : Math.sqrt(total) / 2 / Math.sqrt(n * (1 - n / total));
    const wanted = this.stream.places.map((place) =>
      place === null ? 0 : LEAST_KEPT + 2.5 * growth * this.columns.at(place.brackets).expected,
    );
    const scale = Math.min(1, this.limits.kept / (8 * wanted.reduce((a, b) => a + b, 0)));
    let at = this.end;
    const places = this.stream.places.map((place, i): BracketPlaces | null => {
      if (place === null) return null;
      const capacity = Math.max(LEAST_KEPT, Math.floor(scale * wanted[i]!));
      at += aligned(8 * (capacity + KEPT_SLACK));
      return { ...place, kept: at - aligned(8 * (capacity + KEPT_SLACK)), capacity };
    });
    this.runner.memory.reserve(at);
    this.stream = { ...this.stream, step: 'add', places };
  }
}

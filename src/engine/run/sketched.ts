/**
 * Worlds of which there are more than memory holds: they are run part after part, and of each part only counts and
 * sketches are kept.
 */
import { RELATIVE_ERROR, Sketch } from '../../numeric/sketch.ts';
import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import { BLOCK } from '../program/block.ts';
import { SPREAD_FINALS, type WorldRange } from './asked.ts';
import { type Counts, countsOf, type Part } from './counts.ts';
import { PERCENTILES, type Worlds } from './spread.ts';
import { type Known, summarise } from './summary.ts';

/**
 * Bytes of series that a part takes, and its most blocks: enough for every thread, few enough to leave little to do
 * again.
 */
const PART_BYTES = 64 * 2 ** 20;
const PART_BLOCKS = 64;

/** Worlds of a part: whole blocks. */
export function worldsInPart(series: number, months: number): number {
  const blocks = Math.floor(PART_BYTES / (8 * BLOCK * months * Math.max(1, series)));
  return BLOCK * Math.max(1, Math.min(blocks, PART_BLOCKS));
}

export class SketchedWorlds {
  private readonly counts: Counts;
  /** A sketch for every month of every series, then for each of `SPREAD_FINALS`. */
  private readonly sketches: readonly Sketch[];

  constructor(
    private readonly model: Model,
    private readonly range: WorldRange,
    private readonly series: readonly string[],
    ends: number,
  ) {
    this.counts = countsOf(model, ends);
    const columns = series.length * model.scenario.months + SPREAD_FINALS.length;
    this.sketches = Array.from({ length: columns }, () => new Sketch());
  }

  /** Worlds that have been added. */
  get count(): number {
    return this.counts.worlds;
  }

  /** Adds a part; `column` gives the values of a column of `sketches`, a world each. */
  add(part: Part, column: (i: number) => Float64Array): void {
    this.counts.add(part);
    this.sketches.forEach((sketch, i) => {
      sketch.add(column(i));
    });
  }

  worlds(settings: Settings): Worlds {
    const { model, counts, series, sketches } = this;
    const monthly = series.length * model.scenario.months;
    const known: Known = {
      model,
      counts,
      series,
      range: { ...this.range, count: counts.worlds },
      means: [],
      spreads: SPREAD_FINALS,
      sum: (column) => (column < monthly ? sketches[column]!.sumOfFinite : sketches[column]!.sum),
      percentiles: (column) => sketches[column]!.percentiles(PERCENTILES),
    };
    return { ...summarise(known, settings), relativeError: RELATIVE_ERROR };
  }
}

/** More worlds than memory holds: they are run part after part, and of a part counts and sketches are kept. */
import { RELATIVE_ERROR, Sketch } from '../../numeric/sketch.ts';
import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import { BLOCK } from '../program/block.ts';
import { Counts, type Part } from './counts.ts';
import { type Kept, SPREAD_FINALS, type WorldsRequest } from './kept.ts';
import { PERCENTILES, type Worlds } from './spread.ts';
import { summarise } from './summary.ts';

/** Bytes of series that a part takes, and its most blocks: enough for every thread, few enough to leave little to do again. */
const PART_BYTES = 64 * 2 ** 20;
const PART_BLOCKS = 64;

/** Worlds of a part: whole blocks. */
export function worldsInPart(series: number, months: number): number {
  const blocks = Math.floor(PART_BYTES / (8 * BLOCK * months * Math.max(1, series)));
  return BLOCK * Math.max(1, Math.min(blocks, PART_BLOCKS));
}

export class SketchedWorlds {
  private readonly counts: Counts;
  /** Of every month of every series, then of the finals that are no months. */
  private readonly sketches: readonly Sketch[];

  constructor(
    private readonly model: Model,
    private readonly request: WorldsRequest,
  ) {
    const { scenario, month } = model;
    this.counts = new Counts(scenario.months, month.causes.length, 2 * month.tallies.length);
    const columns = request.series.length * scenario.months + SPREAD_FINALS.length;
    this.sketches = Array.from({ length: columns }, () => new Sketch());
  }

  /** Worlds that are in. */
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
    const { model, request, counts, sketches } = this;
    const { months } = model.scenario;
    const spread = (sketch: Sketch): number[] => [sketch.mean, ...sketch.percentiles(PERCENTILES)];
    const kept: Kept = {
      counts,
      seriesSpread: (series, month) => spread(sketches[series * months + month]!),
      finalSpread: (name) => spread(sketches[request.series.length * months + SPREAD_FINALS.indexOf(name)]!),
    };
    const worlds = summarise(model, settings, { ...request, count: counts.worlds }, kept);
    return { ...worlds, relativeError: RELATIVE_ERROR };
  }
}

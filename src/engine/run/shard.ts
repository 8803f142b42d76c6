/**
 * Shards of a run: stretches of its worlds that are run apart, on other machines or at other times, and then joined.
 * All shards have the same cuts (`Cuts`), so that their counts add up, and their kept values together are those that
 * one run by these cuts would keep.
 */
import { BRACKETS, Brackets, type Cuts } from '../../numeric/brackets.ts';
import { newScratch, orderStatistics } from '../../numeric/select.ts';
import { ExactSum } from '../../numeric/sum.ts';
import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import { SPREAD_FINALS, type WorldRange } from './asked.ts';
import { type Counts, countsOf } from './counts.ts';
import type { PreparedRun } from './prepare.ts';
import type { Runner } from './runner.ts';
import { PERCENTILES, type Worlds } from './spread.ts';
import { PartByPart } from './stream.ts';
import { type Known, summarise } from './summary.ts';

/** What a shard has of a column, without the kept values. */
export interface ShardColumn {
  /** Numbers whose exact sum is that of the column. */
  readonly sum: readonly number[];
  readonly cuts: Cuts;
  /** By cut, how many of the shard's values lie at it or above. */
  readonly atLeast: readonly number[];
}

/** What a shard comes to. Columns are those of `Known`: the months of each series, then finals. */
export interface Shard {
  readonly counts: Counts;
  readonly columns: readonly ShardColumn[];
  /** The kept values of a column, in the order of worlds. */
  kept(column: number): readonly Float64Array[];
}

/** A shard without a world. */
export const emptyShard = (counts: Counts, cuts: readonly Cuts[]): Shard => ({
  counts,
  columns: cuts.map((own) => ({ sum: [], cuts: own, atLeast: own.places.map(() => 0) })),
  kept: () => [],
});

/**
 * One shard of all series, from shards of the same worlds of which each has some of the series; `monthly` is how many
 * columns of series one has. The first has the columns of finals, and the counts.
 */
export function joinPasses(passes: readonly { readonly shard: Shard; readonly monthly: number }[]): Shard {
  const [{ shard: first, monthly: own }] = passes as [(typeof passes)[number]];
  const columnsOf = (shard: Shard, from: number, to: number): [Shard, number][] =>
    Array.from({ length: to - from }, (_, i) => [shard, from + i]);
  const places = [
    ...passes.flatMap(({ shard, monthly }) => columnsOf(shard, 0, monthly)),
    ...columnsOf(first, own, first.columns.length),
  ];
  return {
    counts: first.counts,
    columns: places.map(([shard, column]) => shard.columns[column]!),
    kept: (column) => {
      const [shard, at] = places[column]!;
      return shard.kept(at);
    },
  };
}

/** Runs the worlds of a shard, part after part, by the cuts that all shards have. */
export class ShardWorlds extends PartByPart {
  private readonly kept: Float64Array[][];

  constructor(
    runner: Runner,
    run: PreparedRun,
    ends: number,
    private readonly cuts: readonly Cuts[],
  ) {
    super(runner, run, ends, { total: 0, score: null });
    this.kept = cuts.map(() => []);
    // All values of a part may have to be kept; they are taken out after each part.
    this.reserveKept(cuts.map(() => run.job.count));
    this.stream.places.forEach((place, i) => {
      this.columns.at(place!.brackets).begin(cuts[i]!);
    });
  }

  /** What the shard comes to; call when all its parts are added. */
  outcome(): Shard {
    const columns = this.stream.places.map((place, i) => ({
      sum: this.sums[i]!.terms(),
      cuts: this.cuts[i]!,
      atLeast: [...this.columns.at(place!.brackets).counts],
    }));
    return { counts: this.counts, columns, kept: (column) => this.kept[column]! };
  }

  protected addColumns(run: PreparedRun, done: number, isSummedUp: boolean): void {
    if (!isSummedUp) this.runner.addColumns(run, this.stream, done);
    this.stream.places.forEach((place, i) => {
      this.kept[i]!.push(this.columns.takeKept(place!));
    });
  }
}

/** What the shards of a run come to together. */
export interface Joined {
  readonly worlds: Worlds;
  /** Series of which a percentile was lost, and is NaN: its rank lies where the shards have only counted. */
  readonly lost: readonly string[];
  /** Whether a percentile of a measure of the world as a whole, or of an opening balance, was lost. */
  readonly areMeasuresLost: boolean;
}

/** What all shards were asked. */
export interface ToJoin {
  readonly model: Model;
  readonly settings: Settings;
  readonly worlds: WorldRange;
  readonly series: readonly string[];
  readonly ends?: number;
}

/** Joins all shards of a run, which are given in the order of worlds. Throws a RangeError where cuts differ. */
export function joinShards(
  { model, settings, worlds: range, series, ends = 0 }: ToJoin,
  shards: readonly Shard[],
): Joined {
  const counts = countsOf(model, ends);
  for (const shard of shards) counts.merge(shard.counts);
  const { months } = model.scenario;
  const columns = series.length * months + SPREAD_FINALS.length;
  const found = Array.from({ length: columns }, (_, i) => joinColumn(shards, counts.worlds, i));
  const known: Known = {
    ...{ model, range, counts, series, means: [], spreads: SPREAD_FINALS },
    sum: (column) => found[column]!.sum,
    percentiles: (column) => found[column]!.percentiles,
  };
  const isLost = (at: number, length: number): boolean =>
    found.slice(at, at + length).some(({ percentiles }) => percentiles.some(Number.isNaN));
  return {
    worlds: summarise(known, settings),
    lost: series.filter((_, i) => isLost(i * months, months)),
    areMeasuresLost: isLost(series.length * months, SPREAD_FINALS.length),
  };
}

/** Sum and percentiles of column i over all shards, which have `count` worlds together. */
function joinColumn(shards: readonly Shard[], count: number, i: number): { sum: number; percentiles: Float64Array } {
  const sum = new ExactSum();
  const [{ cuts }] = shards.map(({ columns }) => columns[i]!) as [ShardColumn];
  const brackets = new Brackets(new Float64Array(BRACKETS), PERCENTILES);
  brackets.begin(cuts);
  const { counts } = brackets;
  const kept: Float64Array[] = [];
  for (const shard of shards) {
    const column = shard.columns[i]!;
    if (!areEqual(column.cuts, cuts)) throw new RangeError(`shards are cut at different places in column ${i}`);
    for (const term of column.sum) sum.add(term);
    column.atLeast.forEach((n, k) => {
      counts[k] = counts[k]! + n;
    });
    kept.push(...shard.kept(i));
  }
  const values = new Float64Array(kept.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const part of kept) {
    values.set(part, at);
    at += part.length;
  }
  brackets.added(count, values.length);
  const select = (ranks: readonly number[]) => orderStatistics(values, ranks, newScratch(values.length));
  return { sum: sum.value(), percentiles: brackets.percentiles(select) };
}

const areEqual = (a: Cuts, b: Cuts): boolean =>
  a.places.length === b.places.length &&
  a.places.every((place, i) => place === b.places[i]) &&
  a.regions.every((region, i) => region === b.regions[i]);

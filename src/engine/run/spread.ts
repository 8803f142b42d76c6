import type { SamplerName } from '../draws/sampler.ts';
import type { Warning } from '../month/measures.ts';
import type { OpeningName } from '../month/opening.ts';

/** The percentiles that results over many worlds give. */
export const PERCENTILES = [5, 25, 50, 75, 95] as const;
export type Percentile = `p${(typeof PERCENTILES)[number]}`;

/**
 * Mean and percentiles of a number over worlds, in its unit. Percentiles are of type 7 (linear interpolation between
 * order statistics). A world in which the number does not occur counts as more than any number: a percentile that falls
 * there is null, and the mean is null unless the number occurs in every world.
 */
export type Spread = Readonly<Record<'mean' | Percentile, number | null>>;

/**
 * By month, mean and percentiles of a number over worlds, in its unit. A world that failed in an earlier month counts
 * as worse than any that lives: a percentile that falls among such worlds, or needs one to interpolate with, is NaN.
 * The mean is over worlds that did not, NaN where none did not.
 */
export type SpreadSeries = Readonly<Record<'mean' | Percentile, Float64Array>>;

/**
 * A month of an event over worlds: for each percentile p the first month t by which at least p percent of worlds have
 * the event, null where fewer ever do; and the share of worlds that never have it, from 0 to 1.
 */
export type MonthSpread = Readonly<Record<Percentile, number | null>> & { readonly never: number };

/** A warning with the number of worlds that it concerns. */
export interface CountedWarning extends Warning {
  readonly worlds: number;
}

/** One way in which worlds fail. */
export interface Cause {
  /** `unpaid:CREDITOR` or `petition:CREDITOR`. */
  readonly cause: string;
  /** Share of the failures, from 0 to 1. */
  readonly share: number;
  /** How many worlds fail in this way. */
  readonly count: number;
  /** The median month of these failures, as t. */
  readonly medianT: number;
  /**
   * Worlds to look at, from early to late failures: for each percentile of these failures' months the first world that
   * fails in that month; a month that several percentiles share stands once.
   */
  readonly examples: readonly Failing[];
}

/** A world by its number, and the month t in which it fails. */
export interface Failing {
  readonly world: number;
  readonly t: number;
}

/** How many worlds end, and when. */
export interface Endings {
  /** The range of worlds that was run: `first` to `first + count - 1`. */
  readonly first: number;
  readonly count: number;
  readonly seed: number;
  readonly sampler: SamplerName;
  /** By name of the series: a measure by month, `line NAME`, `creditor NAME MEASURE`. */
  readonly byMonth: ReadonlyMap<string, SpreadSeries>;
  /** Of series of which the mean alone was asked for, the mean by month. */
  readonly means: ReadonlyMap<string, Float64Array>;
  /** By month, how many worlds have not failed in an earlier one: those that means are over. */
  readonly alive: Float64Array;
  /** By month, the share of worlds that have not failed by its end, from 0 to 1. */
  readonly survival: Float64Array;
  /** By month, the share of worlds that fail in it, from 0 to 1. */
  readonly failing: Float64Array;
  /** Cash as the scenario opens. */
  readonly openingCash: Spread;
  /** The causes of failure, the commonest first. */
  readonly causes: readonly Cause[];
  /** How each of the first worlds ends, of as many as were asked for. */
  readonly ends: WorldEnds;
}

/** How worlds end, one entry a world, from the first of a range on. */
export interface WorldEnds {
  /** The month of failure as t; -1 where it does not fail. */
  readonly failure: Float64Array;
  /** Of a world that fails, the index of its cause in `Model.month.causes`; else -1. */
  readonly cause: Float64Array;
}

/** What many worlds come to. */
export interface Worlds extends Endings {
  readonly measures: {
    readonly zeroCash: MonthSpread;
    readonly firstUnpaid: MonthSpread;
    readonly monthsAlive: Spread;
    readonly runway: Spread;
    readonly runwayNow: Spread;
    readonly failure: MonthSpread;
    readonly low: { readonly cash: Spread; readonly month: MonthSpread };
    readonly insolvent: MonthSpread;
    readonly breakEven: MonthSpread;
    /** Share of worlds that live without money that comes after month 0, from 0 to 1. */
    readonly defaultAlive: number;
  };
  readonly opening: Readonly<Record<OpeningName, Spread>>;
  readonly warnings: readonly (Warning | CountedWarning)[];
}

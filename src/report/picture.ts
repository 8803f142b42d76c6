/** A chart as data, for a page that can draw shapes; the table that it belongs to has the same numbers. */
import type { ChartEvent } from '../chart/chart-events.ts';
import type { FanChart } from '../chart/fan-chart.ts';
import type { Month } from '../formula/month.ts';

/** Title and description of a chart. */
interface Titled {
  readonly title: string;
  /** Text for readers who cannot see the chart: what it shows, in a sentence or more. */
  readonly describes: string;
}

/**
 * Cash over many worlds by month, with arrears beneath, both as bands. A percentile is NaN where it falls among failed
 * worlds.
 */
export interface FanPicture extends Titled {
  readonly kind: 'fan';
  readonly fan: FanChart;
  /** Percentiles of arrears; `baseArrears` is the base case's, and ends with its failure. */
  readonly arrears: FanChart['cash'];
  readonly openingArrears: number;
  readonly baseArrears: Float64Array;
}

/** Shares of worlds, from 0 to 1; index = month: alive at its end, and failing in it. */
export interface SurvivalPicture extends Titled {
  readonly kind: 'survival';
  readonly start: Month;
  readonly survival: Float64Array;
  readonly failing: Float64Array;
  readonly events: readonly ChartEvent[];
}

/** One of several bars, one below the other. */
export interface PictureBar {
  readonly label: string;
  /** Values at both ends of the bar; in a tornado in either order. */
  readonly from: number;
  readonly to: number;
  /** The value in words. */
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'total' | 'plain';
  /** 95% interval of `to`; null or absent: none. */
  readonly interval?: readonly [low: number, high: number] | null;
}

/** Bars one below the other, on one axis. */
export interface BarsPicture extends Titled {
  readonly kind: 'bars';
  readonly bars: readonly PictureBar[];
  /** A value to compare all bars with, drawn as a line. */
  readonly line: { readonly value: number; readonly label: string } | null;
  /** The axis spans at least the values from `least` to `most`. */
  readonly least: number;
  readonly most: number;
  /** Text of a value on the axis. */
  readonly ofAxis: (value: number) => string;
}

/** A step curve of shares, from 0 to 1, by rising x. */
export interface StepsPicture extends Titled {
  readonly kind: 'steps';
  readonly x: string;
  readonly y: string;
  readonly points: readonly {
    readonly x: number;
    readonly share: number;
    readonly interval: readonly [low: number, high: number] | null;
  }[];
}

export type PagePicture = FanPicture | SurvivalPicture | BarsPicture | StepsPicture;

/** A chart as data: what a page that can draw shapes makes of a table, which says the same in numbers. */
import type { ChartEvent } from '../chart/chart-events.ts';
import type { FanChart } from '../chart/fan-chart.ts';
import type { Month } from '../formula/month.ts';

/** What every chart says of itself. */
interface Named {
  readonly title: string;
  /** What is seen, for who does not see it: a sentence or more. */
  readonly describes: string;
}

/** Cash over many worlds by month, and arrears beneath, both as bands. A percentile is NaN where it is of the failed. */
export interface FanFigure extends Named {
  readonly kind: 'fan';
  readonly fan: FanChart;
  /** Arrears, and those of the base case, whose months end where it does. */
  readonly arrears: FanChart['cash'];
  readonly openingArrears: number;
  readonly baseArrears: Float64Array;
}

/** Shares of worlds, 0 to 1: alive at the end of each month, and failing in it. */
export interface SurvivalFigure extends Named {
  readonly kind: 'survival';
  readonly start: Month;
  readonly survival: Float64Array;
  readonly failing: Float64Array;
  readonly events: readonly ChartEvent[];
}

/** One bar of several beneath each other. */
export interface FigureBar {
  readonly label: string;
  /** Where it begins and ends; of a tornado the two ends, either way round. */
  readonly from: number;
  readonly to: number;
  /** What it comes to, as people read it. */
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'total' | 'plain';
  /** 95% interval of `to`. */
  readonly interval?: readonly [low: number, high: number] | null;
}

/** Bars beneath each other on one axis. */
export interface BarsFigure extends Named {
  readonly kind: 'bars';
  readonly bars: readonly FigureBar[];
  /** A value that all bars are held against, drawn as a line. */
  readonly line: { readonly value: number; readonly label: string } | null;
  /** Ends of the axis at least. */
  readonly least: number;
  readonly most: number;
  /** A value of the axis as people read it. */
  readonly ofAxis: (value: number) => string;
}

/** What more of the one brings of the other: shares, 0 to 1, by rising x. */
export interface StepsFigure extends Named {
  readonly kind: 'steps';
  readonly x: string;
  readonly y: string;
  readonly points: readonly {
    readonly x: number;
    readonly share: number;
    readonly interval: readonly [low: number, high: number] | null;
  }[];
}

export type PageFigure = FanFigure | SurvivalFigure | BarsFigure | StepsFigure;

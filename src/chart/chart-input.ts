import type { Month } from '../formula/month.ts';
import type { ChartEvent } from './chart-events.ts';
import type { ReportedMark } from './reported-marks.ts';

/** What a chart shares with the one beside it, so that lanes and months have the same size in both. */
export interface Common {
  /**
   * The chart's own months, as t of the months drawn: from `opensAt` up to, not including, `endsAt`. Other months are
   * blank.
   */
  readonly opensAt: number;
  readonly endsAt: number;
  /** Amounts in currency that the axes of cash and of arrears reach at least. */
  readonly cash: number;
  readonly arrears: number;
}

/** Data of the chart of one case. Series have one number a month (index = t, currency), finite and from 0 up. */
export interface CashChart {
  readonly start: Month;
  readonly openingCash: number;
  /** At the end of each month. */
  readonly cash: Float64Array;
  /** The lowest cash on any day of each month, where it may be below that of the month's end. */
  readonly lowest?: Float64Array;
  readonly overdue: Float64Array;
  readonly reserve: Float64Array | null;
  /** Cash of the case compared with; null: none. */
  readonly baseline: Float64Array | null;
  /** Name of the case compared with, for the legend. */
  readonly baselineName?: string;
  readonly common?: Common;
  /** Reported cash and arrears. */
  readonly reported?: readonly ReportedMark[];
  readonly events: readonly ChartEvent[];
  /** The month (t) to point at; null: none. */
  readonly cursor: number | null;
  /** ISO 4217 code. */
  readonly currency: string;
}

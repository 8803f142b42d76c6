import type { Month } from '../formula/month.ts';
import type { ChartEvent } from './chart-events.ts';
import type { ReportedMark } from './reported-marks.ts';

/** What a chart has in common with the one beside it, so that lanes and months take the same room in both. */
export interface Common {
  /**
   * Which of the months drawn are the chart's own: from `opensAt` up to, not including, `endsAt`. The others are blank.
   */
  readonly opensAt: number;
  readonly endsAt: number;
  /** Amounts that the axes of cash and of arrears reach at least. */
  readonly cash: number;
  readonly arrears: number;
}

/** What there is to draw. The series hold one finite number a month, not below zero. */
export interface CashChart {
  readonly start: Month;
  readonly openingCash: number;
  /** The balance at the end of each month. */
  readonly cash: Float64Array;
  /** The least on any day of each month, where that may be less than at its end. */
  readonly lowest?: Float64Array;
  readonly overdue: Float64Array;
  readonly reserve: Float64Array | null;
  /** Cash of the case that this one is compared with. */
  readonly baseline: Float64Array | null;
  /** The name of that case in the legend. */
  readonly baselineName?: string;
  readonly common?: Common;
  /** What was reported of cash and arrears. */
  readonly reported?: readonly ReportedMark[];
  readonly events: readonly ChartEvent[];
  /** The month to point at, as t; null for none. */
  readonly cursor: number | null;
  /** ISO 4217. */
  readonly currency: string;
}

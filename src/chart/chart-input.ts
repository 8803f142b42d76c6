import type { Month } from '../formula/month.ts';
import type { ChartEvent } from './chart-events.ts';

/** What a chart has in common with the one beside it. Lanes and months then take the same room in both. */
export interface Common {
  /** The first of its own months among those drawn, and the one after the last; elsewhere there is nothing. */
  readonly opensAt: number;
  readonly endsAt: number;
  /** What the axes reach at least. */
  readonly cash: number;
  readonly arrears: number;
}

/** What there is to draw. The series hold one finite number a month, not below zero. */
export interface CashChart {
  readonly start: Month;
  readonly openingCash: number;
  /** At the end of each month. */
  readonly cash: Float64Array;
  readonly overdue: Float64Array;
  readonly reserve: Float64Array | null;
  /** Cash of the case that this one is compared with. */
  readonly baseline: Float64Array | null;
  /** How the legend calls that case. */
  readonly baselineName?: string;
  readonly common?: Common;
  readonly events: readonly ChartEvent[];
  /** A month to point at. */
  readonly cursor: number | null;
  /** ISO 4217. */
  readonly currency: string;
}

/** The runway of one case by its several definitions, side by side. */
import type { Case } from '../engine/answers.ts';

/** How long the money lasts, by one definition. */
export interface Runway {
  readonly name: RunwayName;
  /** In months; null where the company does not burn, or the runway never ends. */
  readonly months: number | null;
  /** Dividend and divisor, where the runway is a quotient: opening money in currency, and burn in currency a month. */
  readonly quotient: { readonly cash: number; readonly burn: number } | null;
  /** The month in which the runway ends, as t, where the definition gives one. */
  readonly t: number | null;
}

export type RunwayName = 'net_burn' | 'net_burn_3' | 'accrued_burn' | 'paid_up' | 'zero_cash' | 'failure';

/** Burn multiple: net burn divided by the yearly revenue added over the same months. */
export interface BurnMultiple {
  /** Months counted, from the second month on; at most twelve. */
  readonly months: number;
  readonly burn: number;
  /** Twelve times the revenue of the last of these months, less twelve times that of the first month; in currency. */
  readonly growth: number;
  /** A ratio; null where nothing is burned, or revenue does not grow. */
  readonly value: number | null;
}

/** The mean of so many months stands for a typical month. */
export const TYPICAL_MONTHS = 3;
const YEAR = 12;

/**
 * The runway by all definitions: opening cash over net burn of the first month, over mean net burn of the first three,
 * over accrued burn, and after settling all arrears; the zero-cash date; the failure date.
 */
export function runwaysOf({ measures, byMonth, opening }: Case): Runway[] {
  const lived = livedMonths(measures, byMonth.cash.length);
  const quotient = (name: RunwayName, cash: number, burn: number): Runway => ({
    ...{ name, months: burn > 0 ? cash / burn : null, quotient: { cash, burn }, t: null },
  });
  const accrued = byMonth.accrued_burn[0]!;
  return [
    quotient('net_burn', opening.cash, byMonth.net_burn[0]!),
    quotient('net_burn_3', opening.cash, mean(byMonth.net_burn.subarray(0, Math.min(TYPICAL_MONTHS, lived)))),
    quotient('accrued_burn', opening.cash, accrued),
    quotient('paid_up', Math.max(0, opening.cash - opening.overdue), accrued),
    { name: 'zero_cash', months: measures.runway, quotient: null, t: measures.zeroCash },
    {
      ...{ name: 'failure', quotient: null, t: measures.failure?.t ?? null },
      months: measures.failure === null ? null : measures.monthsAlive,
    },
  ];
}

/** Over the twelve months after the first, or those lived; null where there are none, or no revenue. */
export function burnMultiple({ measures, byMonth }: Case): BurnMultiple | null {
  const months = Math.min(YEAR, livedMonths(measures, byMonth.cash.length) - 1);
  if (months < 1 || byMonth.revenue.every((value) => value === 0)) return null;
  const burn = byMonth.net_burn.subarray(1, months + 1).reduce((a, b) => a + b, 0);
  const growth = YEAR * (byMonth.revenue[months]! - byMonth.revenue[0]!);
  return { months, burn, growth, value: burn > 0 && growth > 0 ? burn / growth : null };
}

const livedMonths = ({ failure }: Case['measures'], months: number): number => (failure?.t ?? months - 1) + 1;

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

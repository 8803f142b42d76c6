import type { Measures } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';

/** What is known of a variant before it is simulated. */
export interface Compared {
  readonly name: string;
  /** As it was given. */
  readonly file: string;
  /** The plan in force, or null. */
  readonly plan: string | null;
  readonly start: Month;
  /** Horizon. */
  readonly months: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly levers: Settings;
}

/** One of several cases that are compared. */
export interface Variant extends Compared {
  readonly result: {
    readonly measures: Measures;
    /** Cash, and all that is owed, at the end of the last month simulated. */
    readonly endCash: number;
    readonly endOwed: number;
  };
}

/**
 * How a variant differs from another: its figure less the other's, null where either has none, and where money is of two currencies. Months
 * count by the calendar.
 */
export interface Delta {
  readonly zeroCash: number | null;
  readonly runway: number | null;
  readonly runwayNow: number | null;
  readonly failure: number | null;
  /** Of the lowest cash. */
  readonly low: number | null;
  readonly insolvent: number | null;
  readonly breakEven: number | null;
  readonly defaultAlive: number;
  readonly endCash: number | null;
  readonly endOwed: number | null;
}

export function deltaOf(variant: Variant, baseline: Variant): Delta {
  const [a, b] = [variant.result.measures, baseline.result.measures];
  const less = (x: number | null, y: number | null): number | null => (x === null || y === null ? null : x - y);
  const money = (x: number, y: number): number | null => (variant.currency === baseline.currency ? x - y : null);
  const shift = variant.start - baseline.start;
  const later = (x: number | null, y: number | null): number | null => less(x === null ? null : x + shift, y);
  return {
    zeroCash: later(a.zeroCash, b.zeroCash),
    runway: less(a.runway, b.runway),
    runwayNow: less(a.runwayNow, b.runwayNow),
    failure: later(a.failure?.t ?? null, b.failure?.t ?? null),
    low: money(a.low.cash, b.low.cash),
    insolvent: later(a.insolvent, b.insolvent),
    breakEven: later(a.breakEven, b.breakEven),
    defaultAlive: a.defaultAlive - b.defaultAlive,
    endCash: money(variant.result.endCash, baseline.result.endCash),
    endOwed: money(variant.result.endOwed, baseline.result.endOwed),
  };
}

/** That money of two currencies is not subtracted. */
export function currencyNotes(variants: readonly Compared[]): string[] {
  const [baseline] = variants;
  const others = new Set(variants.map(({ currency }) => currency));
  if (baseline === undefined || others.size < 2) return [];
  others.delete(baseline.currency);
  return [
    `Money in ${[...others].join(', ')} is not compared with money in ${baseline.currency}: that would take an exchange rate.`,
  ];
}

import type { Case, CreditorName, MonthlyName } from '../engine/measures.ts';
import { MONTHLY } from '../engine/measures.ts';
import type { Model } from '../engine/model.ts';
import { creditorSeries, lineSeries } from '../engine/outcome.ts';
import type { MonthSpread } from '../engine/spread.ts';
import { simulateWorlds } from '../engine/worlds.ts';
import type { Month } from '../formula/month.ts';
import { WORLD } from '../scenario/measure-names.ts';
import type { Settings } from '../scenario/override.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';

/** What a measure came to: a number, a month, null where it does not occur; or its months lie outside the horizon. */
export type Found = { readonly number: number } | { readonly month: Month } | null | 'outside';

export interface CheckResult {
  readonly check: Expectation;
  readonly found: Found;
  /** Null where nobody can tell: its months lie outside the horizon. */
  readonly holds: boolean | null;
}

/** Holds a scenario to its own checks: the base case, or as many worlds as a check asks for. */
export function runChecks(model: Model, settings: Settings, result: Case, seed: number): CheckResult[] {
  const { scenario } = model;
  return [...scenario.checks.values()].map((check) => {
    const found = check.worlds === 0 ? measure(scenario, result, check) : measureWorlds(model, settings, seed, check);
    return { check, found, holds: found === 'outside' ? null : holds(check, found) };
  });
}

/** A measure over worlds: the share that survive or are default alive; else the median, or the mean of a flow over several months. */
function measureWorlds(model: Model, settings: Settings, seed: number, check: Expectation): Found {
  const { start, months } = model.scenario;
  const { measure: name, of, from, to, worlds: count } = check;
  const series = of !== null ? [creditorSeries(of, name)] : isWorldMeasure(name) ? [] : [seriesName(name)];
  const worlds = simulateWorlds(model, settings, { first: 0, count, seed, series });
  const { measures } = worlds;
  const month = (spread: MonthSpread): Found => (spread.p50 === null ? null : { month: start + spread.p50 });
  const number = (value: number | null): Found => (value === null ? null : { number: value });
  switch (name) {
    case 'survival': {
      const t = to === null ? months - 1 : to - start;
      return t < 0 || t >= months ? 'outside' : { number: worlds.survival[t]! };
    }
    case 'runway':
      return number(measures.runway.p50);
    case 'runway_now':
      return number(measures.runwayNow.p50);
    case 'low':
      return number(measures.low.cash.p50);
    case 'default_alive':
      return { number: measures.defaultAlive };
    case 'zero_cash':
      return month(measures.zeroCash);
    case 'failure':
      return month(measures.failure);
    case 'insolvent':
      return month(measures.insolvent);
    case 'break_even':
      return month(measures.breakEven);
  }
  const [first, last] = [from! - start, to! - start];
  if (first < 0 || last >= months) return 'outside';
  const { p50, mean } = worlds.byMonth.get(series[0]!)!;
  if (first === last || !isFlow(name, of)) return { number: p50[last]! };
  // Medians of months do not add up to that of their sum; means do.
  return { number: mean.slice(first, last + 1).reduce((a, b) => a + b, 0) };
}

const isWorldMeasure = (name: string): boolean => Object.hasOwn(WORLD, name);
const seriesName = (name: string): string => (Object.hasOwn(MONTHLY, name) ? name : lineSeries(name));

/** Flows add up over months; the lines of a scenario, and what a creditor is due and paid, are flows. */
function isFlow(name: string, of: string | null): boolean {
  if (of !== null) return name === 'due' || name === 'paid';
  return !Object.hasOwn(MONTHLY, name) || MONTHLY[name as MonthlyName].kind === 'flow';
}

/** The value of a check's measure in a case. */
export function measure(scenario: Scenario, result: Case, expectation: Expectation): Found {
  const { measure: name, of, from, to } = expectation;
  const { start, months } = scenario;
  const { measures } = result;
  const month = (t: number | null): Found => (t === null ? null : { month: start + t });
  switch (name) {
    case 'survival': {
      const until = to === null ? months - 1 : to - start;
      return { number: measures.failure === null || measures.failure.t > until ? 1 : 0 };
    }
    case 'runway':
      return measures.runway === null ? null : { number: measures.runway };
    case 'runway_now':
      return measures.runwayNow === null ? null : { number: measures.runwayNow };
    case 'low':
      return { number: measures.low.cash };
    case 'default_alive':
      return { number: measures.defaultAlive };
    case 'zero_cash':
      return month(measures.zeroCash);
    case 'failure':
      return month(measures.failure?.t ?? null);
    case 'insolvent':
      return month(measures.insolvent);
    case 'break_even':
      return month(measures.breakEven);
  }
  const values = valuesOf(result, name, of);
  const [first, last] = [from! - start, to! - start];
  if (first < 0 || last >= months) return 'outside';
  if (!isFlow(name, of)) return { number: values[last]! };
  return { number: values.slice(first, last + 1).reduce((a, b) => a + b, 0) };
}

function valuesOf(result: Case, name: string, of: string | null): Float64Array {
  if (of !== null) return result.creditors.get(of)![name as CreditorName];
  return Object.hasOwn(MONTHLY, name) ? result.byMonth[name as MonthlyName] : result.lines.get(name)!;
}

/**
 * Whether the bounds hold. What does not occur is later than any month, and more than any number: a company that never runs
 * out of cash keeps every promise of runway.
 */
function holds({ atLeast, atMost }: Expectation, found: Exclude<Found, 'outside'>): boolean {
  const value = found === null ? Number.POSITIVE_INFINITY : 'number' in found ? found.number : found.month;
  const number = (bound: Bound): number => bound.number ?? bound.month!;
  return (atLeast === null || value >= number(atLeast)) && (atMost === null || value <= number(atMost));
}

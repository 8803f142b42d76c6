import type { Case, CreditorName, MonthlyName } from '../engine/measures.ts';
import { CREDITOR_NAMES, MONTHLY } from '../engine/measures.ts';
import type { Month } from '../formula/month.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';

/** What a measure came to: a number, a month, null where it does not occur; or its months lie outside the horizon. */
export type Found = { readonly number: number } | { readonly month: Month } | null | 'outside';

export interface CheckResult {
  readonly check: Expectation;
  readonly found: Found;
  /** Null where the base case cannot tell: the check asks for worlds, or for months outside the horizon. */
  readonly holds: boolean | null;
}

/** Holds a base case to the scenario's own checks. */
export function runChecks(scenario: Scenario, result: Case): CheckResult[] {
  return [...scenario.checks.values()].map((check) => {
    if (check.worlds > 0) return { check, found: null, holds: null };
    const found = measure(scenario, result, check);
    return { check, found, holds: found === 'outside' ? null : holds(check, found) };
  });
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
  const { values, isFlow } = series(result, name, of);
  const [first, last] = [from! - start, to! - start];
  if (first < 0 || last >= months) return 'outside';
  if (!isFlow) return { number: values[last]! };
  return { number: values.slice(first, last + 1).reduce((a, b) => a + b, 0) };
}

function series(result: Case, name: string, of: string | null): { values: Float64Array; isFlow: boolean } {
  if (of !== null) {
    const values = result.creditors.get(of)![name as CreditorName];
    return { values, isFlow: CREDITOR_NAMES.indexOf(name as CreditorName) < CREDITOR_NAMES.indexOf('overdue') };
  }
  if (Object.hasOwn(MONTHLY, name)) {
    return { values: result.byMonth[name as MonthlyName], isFlow: MONTHLY[name as MonthlyName].kind === 'flow' };
  }
  return { values: result.lines.get(name)!, isFlow: true };
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

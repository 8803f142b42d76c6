import type { ChartEvent } from '../chart/chart-events.ts';
import type { CashChart } from '../chart/chart-input.ts';
import type { Case } from '../engine/answers.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { calledBy } from './words.ts';

/**
 * What happens in the course of a case, by month: money that arrives, levers that come into force, zero cash, the
 * failure.
 */
export function caseEvents(scenario: Scenario, result: Case, levers: Settings): ChartEvent[] {
  const { failure, zeroCash } = result.measures;
  const end = failure?.t ?? scenario.months - 1;
  const events: ChartEvent[] = [];
  for (let t = 0; t <= end; t++) {
    const month = scenario.start + t;
    if ((result.byMonth.equity_raised[t] as number) + (result.byMonth.grants[t] as number) > 0) {
      // Funding whose month is a formula is not told by the file alone which month it came in.
      const named = [...scenario.funding.values()].filter((f) => f.month === month).map(calledBy);
      events.push({ t, kind: 'funding', label: named.length > 0 ? named.join(' + ') : 'funding' });
    }
    if ((result.byMonth.debt_drawn[t] as number) > 0) {
      const named = [...scenario.debts.values()].filter((d) => d.draw === month).map(calledBy);
      events.push({ t, kind: 'debt', label: named.length > 0 ? named.join(' + ') : 'loan' });
    }
    for (const [name, { value, from }] of levers) {
      const lever = scenario.levers.get(name);
      if (value === 0 || from !== month || t === 0) continue;
      events.push({ t, kind: 'lever', label: lever === undefined ? name : calledBy(lever) });
    }
  }
  if (zeroCash !== null) events.push({ t: zeroCash, kind: 'zero-cash', label: 'zero cash' });
  if (failure !== null) events.push({ t: failure.t, kind: 'failure', label: 'failure' });
  return events;
}

/** The chart of a case; its cursor and the case it is compared with are null. */
export function caseChart(scenario: Scenario, result: Case, levers: Settings): CashChart {
  return {
    start: scenario.start,
    openingCash: result.opening.cash,
    cash: result.byMonth.cash,
    overdue: result.byMonth.overdue,
    reserve: result.reserve,
    baseline: null,
    events: caseEvents(scenario, result, levers),
    cursor: null,
    currency: scenario.currency,
  };
}

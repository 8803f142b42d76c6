import type { Case } from '../../src/engine/month/measures.ts';
import { MONTHLY_NAMES } from '../../src/engine/month/measures.ts';
import { formatMonth } from '../../src/formula/month.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** A case in the shape of its JSON, made without the program's reports, to compare with what the standard expects. */
export function caseObject(scenario: Scenario, result: Case): object {
  const month = (t: number | null): string | null => (t === null ? null : formatMonth(scenario.start + t));
  const { failure, low } = result.measures;
  return {
    format: 1,
    command: 'run',
    scenario: {
      name: scenario.name,
      currency: scenario.currency,
      start: formatMonth(scenario.start),
      months: scenario.months,
    },
    plan: scenario.plan,
    levers: Object.fromEntries(
      [...scenario.levers.values()].map(({ name, value, from, until }) => [
        name,
        { value, from: formatMonth(from), ...(until === null ? {} : { until: formatMonth(until) }) },
      ]),
    ),
    worlds: 0,
    seed: scenario.seed,
    measures: {
      zero_cash: month(result.measures.zeroCash),
      first_unpaid: month(result.measures.firstUnpaid),
      runway: result.measures.runway,
      runway_now: result.measures.runwayNow,
      failure: failure === null ? null : { month: month(failure.t), cause: failure.cause },
      low: { cash: low.cash, month: month(low.t) },
      insolvent: month(result.measures.insolvent),
      break_even: month(result.measures.breakEven),
      default_alive: result.measures.defaultAlive,
      months_alive: result.measures.monthsAlive,
    },
    by_month: {
      month: Array.from({ length: scenario.months }, (_, t) => month(t)),
      ...Object.fromEntries(MONTHLY_NAMES.map((name) => [name, [...result.byMonth[name]]])),
    },
    lines: Object.fromEntries([...result.lines].map(([name, values]) => [name, [...values]])),
    creditors: Object.fromEntries(
      [...result.creditors].map(([name, measures]) => [
        name,
        Object.fromEntries(Object.entries(measures).map(([measure, values]) => [measure, [...values]])),
      ]),
    ),
    opening: { ...result.opening },
    warnings: result.warnings.map((warning) => ({ ...warning })),
  };
}

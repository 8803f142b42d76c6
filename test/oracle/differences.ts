import type { Case } from '../../src/engine/month/measures.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { agree } from './agree.ts';
import { caseObject } from './output.ts';

/**
 * The differences between what the naive engine makes of a scenario and what the engine does. Two things are told by
 * comparisons of amounts that rounding decides: how old arrears are of less than what counts as equal, and all that
 * follows of them; and the first month of cash that creeps down to its lowest.
 */
export function differences(scenario: Scenario, naive: Case, fast: Case): string[] {
  const [expected, actual] = [caseObject(scenario, naive), caseObject(scenario, fast)].map(
    (value): CaseText => JSON.parse(JSON.stringify(value)),
  ) as [CaseText, CaseText];
  for (const [name, { overdue, age, suspended }] of Object.entries(expected.creditors)) {
    const own = actual.creditors[name]!;
    const dust = overdue.findIndex((amount, t) => [amount, own.overdue[t]!].some((x) => x > 0 && x < 1e-6));
    if (dust === -1) continue;
    own.age = [...own.age.slice(0, dust), ...age.slice(dust)];
    own.suspended = [...own.suspended.slice(0, dust + 1), ...suspended.slice(dust + 1)];
  }
  const lowest = naive.byMonth.lowest_cash;
  const [first, found] = [lowest[naive.measures.low.t]!, lowest[fast.measures.low.t]!];
  if (Math.abs(first - found) <= 2e-9 * first) actual.measures.low.month = expected.measures.low.month;
  return [...agree(expected, actual), ...agree({ alone: naive.troubleAlone }, { alone: fast.troubleAlone })];
}

/** What is looked at of a case in the shape of the machine output. */
interface CaseText {
  readonly measures: { readonly low: { month: string } };
  readonly creditors: Record<string, { readonly overdue: number[]; age: number[]; suspended: number[] }>;
}

/** Makes assumptions of funding amounts, so that an analysis can replace their values. */
import type { Node } from '../formula/tree.ts';
import type { Assumption, Funding, Scenario } from '../scenario/scenario.ts';

/**
 * Name of the assumption that stands for a funding's amount. The amount's draws have the same name, so they stay as
 * they were.
 */
export const amountName = (funding: string): string => `funding.${funding}.amount`;

/** The scenario in which the amounts of the named fundings are assumptions: one compiled program serves all values. */
export function withAmounts(scenario: Scenario, names: readonly string[]): Scenario {
  const assumptions = new Map(scenario.assumptions);
  const funding = new Map(scenario.funding);
  for (const name of names) {
    const own = scenario.funding.get(name)!;
    const called = amountName(name);
    assumptions.set(called, assumptionOf(called, own));
    const node: Node = { op: 'name', name: called, at: { start: 0, end: 0 } };
    funding.set(name, { ...own, amount: { ...own.amount, node } });
  }
  return { ...scenario, assumptions, funding };
}

const assumptionOf = (name: string, { amount }: Funding): Assumption => ({
  ...{ name, label: null, note: null, source: null, place: amount.place },
  ...{ value: amount, written: amount, replaced: null, claims: new Map() },
});

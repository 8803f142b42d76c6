/** Amounts of funding as assumptions, so that numbers may be put in their place. */
import type { Node } from '../formula/tree.ts';
import type { Assumption, Funding, Scenario } from '../scenario/scenario.ts';

/** What such an assumption is called: as the amount's draws are, so that all draws stay as they were. */
export const amountName = (funding: string): string => `funding.${funding}.amount`;

/** The scenario in which these amounts are assumptions: one program serves every value that is put in their place. */
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

import type { Case } from '../../src/engine/month/measures.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { agree } from './agree.ts';
import { caseObject } from './output.ts';

/** What is this small a part of all that was ever due has no age that rounding leaves it. */
const ROUNDING = 1e-13;

/**
 * The differences between what the naive engine makes of a scenario and what the engine does. How old arrears are, and
 * whether their creditor suspends, is passed over from the month on in which they are what rounding has left of what
 * was due.
 */
export function differences(scenario: Scenario, naive: Case, fast: Case): string[] {
  const [expected, actual] = [caseObject(scenario, naive), caseObject(scenario, fast)].map(
    (value): CaseText => JSON.parse(JSON.stringify(value)),
  ) as [CaseText, CaseText];
  for (const [name, { due, overdue, age, suspended }] of Object.entries(expected.creditors)) {
    const own = actual.creditors[name]!;
    let all = 0;
    const dust = overdue.findIndex((amount, t) => {
      all += due[t]!;
      return [amount, own.overdue[t]!].some((x) => x > 0 && x < ROUNDING * all);
    });
    if (dust === -1) continue;
    own.age = [...own.age.slice(0, dust), ...age.slice(dust)];
    own.suspended = [...own.suspended.slice(0, dust + 1), ...suspended.slice(dust + 1)];
  }
  return [
    ...agree(expected, actual),
    ...agree({ alone: naive.troubleAlone }, { alone: fast.troubleAlone }),
    ...agree(happenings(naive), happenings(fast)),
    ...agree(happenings(fast), happenings(naive)),
  ];
}

/** Money of which a happening may be told in one engine alone: what counts as none. */
const NONE = 1e-6;

/** What came of each asset and debt, with the money that it moved; an asset may be sold for nothing. */
const happenings = ({ happened }: Case): Readonly<Record<string, number>> =>
  Object.fromEntries(
    happened.flatMap(({ kind, name, months, amounts }) =>
      [...months.keys()]
        .filter((t) => months[t] === 1 && (kind === 'sold' || amounts[t]! > NONE))
        .map((t) => [`${kind} ${name} ${t}`, amounts[t]!]),
    ),
  );

/** What is looked at of a case in the shape of the machine output. */
interface CaseText {
  readonly creditors: Record<
    string,
    { readonly due: number[]; readonly overdue: number[]; age: number[]; suspended: number[] }
  >;
}

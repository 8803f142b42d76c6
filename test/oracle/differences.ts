import type { Case } from '../../src/engine/month/measures.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { agree } from './agree.ts';
import { caseObject } from './output.ts';

/**
 * Arrears that are a smaller share of all that was ever due may be what rounding left, so their age is not compared.
 */
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

/** Money below which a happening counts as none, so that one engine alone may report it. */
const NONE = 1e-6;

/** The happenings of each asset and debt, with the money that each moved; an asset may be sold for 0. */
const happenings = ({ happened }: Case): Readonly<Record<string, number>> =>
  Object.fromEntries(
    happened.flatMap(({ kind, name, months, amounts }) =>
      [...months.keys()]
        .filter((t) => months[t] === 1 && (kind === 'sold' || amounts[t]! > NONE))
        .map((t) => [`${kind} ${name} ${t}`, amounts[t]!]),
    ),
  );

/** The part of a case, in the shape of its JSON, that is compared. */
interface CaseText {
  readonly creditors: Record<
    string,
    { readonly due: number[]; readonly overdue: number[]; age: number[]; suspended: number[] }
  >;
}

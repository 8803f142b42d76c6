/**
 * A second engine, for the tests alone: one world of one scenario, written from the text of the standard, slowly and
 * plainly. It shares nothing with the real engine but the types, so that where the two agree both have read the
 * standard alike. "Step n" is a step of section 3 of the standard, "section n" a section of it. Its parts are in
 * `naive/`.
 *
 * Where the standard is silent:
 *
 * Formulas and events
 * - Comparisons of formulas are IEEE comparisons, without a tolerance; so are tests of events, `p >= 50%` of a
 *   bernoulli and of a funding's probability, and a lever against its range: these belong to sections 1 and 2.
 * - NaN is true (it is not zero), and a comparison with it is false, `!=` excepted. `1^x` is 1 for every x (IEEE 754,
 *   pow).
 * - Every monthly formula is evaluated in every month, used or not: an unused assumption, or the rate of a debt that
 *   is not outstanding, can end the run. Claims, and the amount of funding that does not arrive, are not evaluated.
 * - So are tests, until they have been true once: also of funding that its probability did not draw, of a debt past
 *   its `due`, and of a conversion that a call forestalled. Only those of `converts` and `call` wait for the draw, and
 *   never come without one.
 * - The test of `converts` or `call` of a debt without a draw counts from month 0 on.
 * - `past` reads the flows as section 4 has them, funding that arrived and assets that were sold included.
 *
 * Amounts
 * - A late fee is below zero where its formula is, whether or not there are arrears that it would apply to.
 * - A share within 1e-9 of 1 is 1 and draws no warning; shares that sum to 1 in that sense leave no bad debt.
 * - Each formula that is out of its bounds is a warning of its own, though `where` names the entry alone: `pay` and
 *   `forgive` of one creditor are two, each with its months.
 * - A negative premium, and negative months in arrears, are refused like a negative opening balance; a part of a month
 *   in arrears is kept as it is, in the age too. A balance that fell due before the start is refused.
 * - Bad debt of a line with `over` is an expense of the month of sale in full, though the billing is earned later.
 *
 * Debts and reactions
 * - A debt whose draw a test puts in or after its `due` is never drawn, and the test has been used up.
 * - Where a debt converts and is called in one month, it converts.
 * - A credit line that is short but has reached its limit gives nothing, and takes nothing either. What it takes is,
 *   on each day, 0 where what is over counts as equal to what is needed.
 * - A `call` reaction concerns what is outstanding at the month's end: not a debt that is drawn later, though its
 *   lender still waits. A credit line without a balance is closed all the same.
 * - Reactions that are past their bounds in one month all act, in whatever order: one that acted waits, the others do
 *   not.
 * - The parts of arrears are as old as the month in which they fell due or were added: a fee does not age with the
 *   bill it is for.
 * - Nothing is too small to wait: where a share of the arrears is paid month after month and no bill follows, they
 *   grow small, never 0, and older.
 *
 * Cash and measures
 * - What is left of cash is exactly 0 on a day where what is paid up to it is within 1e-9 of what the company has had
 *   by then; between the payments nothing is rounded, and nothing is left above a reserve that is within 1e-9 of what
 *   is left.
 * - Equity is below zero where what is owed and deferred exceeds all assets by more than 1e-9 of the larger; `low`
 *   names the first month whose lowest cash is within 1e-9 of the lowest.
 * - The world that `default_alive` asks about is another world: tests read its own state, so that an asset may be sold
 *   earlier there. It has the funding and debts of month 0 alone, and credit lines give and take nothing, in month 0
 *   neither. It is followed to its first shortage or failure; a formula without a value there ends the run, and its
 *   warnings are not reported.
 * - The reserve stands still after a failure, as balances do.
 */
import type { Case } from '../../src/engine/month/measures.ts';
import type { Setting } from '../../src/scenario/override.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { report } from './naive/measures.ts';
import { median } from './naive/medians.ts';
import { simulate } from './naive/month.ts';
import type { Chance } from './naive/opening.ts';

export { NaiveFault, NotFinite } from './naive/formulas.ts';
export type { Chance } from './naive/opening.ts';

/** Draws the median of every distribution, and the likelier half of every probability. */
const BASE_CASE: Chance = { draw: median, arrives: (_, probability) => probability >= 0.5 };

/** One world of a scenario, by default the base case, with its levers as the file sets them but for `settings`. */
export function naiveCase(
  scenario: Scenario,
  settings: ReadonlyMap<string, Setting> = new Map(),
  chance: Chance = BASE_CASE,
): Case {
  const levers = new Map<string, Setting>(
    [...scenario.levers].map(([name, lever]) => [name, settings.get(name) ?? lever]),
  );
  const run = simulate({ scenario, levers, chance, extent: 'all', past: 0 });
  const bare = simulate({ scenario, levers, chance, extent: 'bare', past: 0 });
  return report(scenario, run, bare);
}

/** The base case of a scenario that goes on from the actuals of its first months. */
export function naiveContinued(scenario: Scenario, past: number): Case {
  const ground = { scenario, levers: scenario.levers, chance: BASE_CASE, past };
  const run = simulate({ ...ground, extent: 'all' });
  const bare = simulate({ ...ground, extent: 'bare' });
  return report({ ...scenario, start: scenario.start + past, months: scenario.months - past }, run, bare);
}

/** Names of the kinds of events that the base case of a scenario has. */
export function naiveDeeds(scenario: Scenario): ReadonlySet<string> {
  return simulate({ scenario, levers: scenario.levers, chance: BASE_CASE, extent: 'all', past: 0 }).deeds;
}

/**
 * Recognises files written for the second edition of the standard: they use a key, function or measure that the first
 * did not have.
 */
import { nodes } from '../formula/walk.ts';
import type { Creditor, Debt, Event, Expectation, Scenario } from './scenario.ts';
import { formulasOf } from './uses.ts';

/** Functions and names of formulas that the second edition added. */
const CALLS = new Set([
  'month_of_year',
  'days',
  'every',
  'paydays',
  'series',
  'steps',
  'by_month',
  'from',
  'lag',
  'past',
  'arrived',
]);

/** Measures of `checks` and `reported` that the second edition added. */
const MEASURES = new Set([
  'billings',
  'disposals',
  'asset_sales',
  'lowest_cash',
  'prepaid',
  'assets',
  'deferred_income',
  'age',
  'first_unpaid',
  'months_alive',
]);

/**
 * Whether a scenario uses any key, function or measure of the second edition. Keys that are there with the value of
 * their default (`over: 1`) do not count.
 */
export function usesSecondEdition(scenario: Scenario): boolean {
  const { revenue, costs, assets, funding, levers, creditors, debts, checks, reported } = scenario;
  const some = <T>(section: ReadonlyMap<string, T>, test: (entry: T) => boolean): boolean =>
    [...section.values()].some(test);
  return (
    some(revenue, ({ over, deferred, day }) => over > 1 || deferred.length > 0 || day !== null) ||
    some(costs, ({ over, prepaid }) => over > 1 || prepaid.length > 0) ||
    some(assets, ({ name, sold }) => name !== 'assets' || sold !== null) ||
    some(funding, ({ month, day }) => isTest(month) || day !== null) ||
    some(levers, ({ until }) => until !== null) ||
    some(creditors, isSecondCreditor) ||
    some(debts, isSecondDebt) ||
    some(checks, isSecondMeasure) ||
    some(reported, isSecondMeasure) ||
    [...formulasOf(scenario)].some(({ node }) => [...nodes(node)].some(({ op }) => CALLS.has(op)))
  );
}

const isTest = (event: Event | null): boolean => event?.kind === 'when';

/** Whether a creditor uses more than the first edition had: one reaction, suspend or petition, and not if critical. */
const isSecondCreditor = ({ reactions, day }: Creditor): boolean =>
  day !== null || reactions.length > 1 || reactions.some(({ then }) => then === 'call' || then === 'fail');

const isSecondDebt = ({ kind, draw, converts, call, premium, interestOnlyMonths, day }: Debt): boolean =>
  kind === 'scheduled' ||
  kind === 'revolving' ||
  isTest(draw) ||
  isTest(converts) ||
  call !== null ||
  premium !== null ||
  interestOnlyMonths > 0 ||
  day !== null;

const isSecondMeasure = ({ measure, over }: Expectation): boolean => over !== 'plain' || MEASURES.has(measure);

/**
 * The reference forecast that a backtest has to beat: burn stays as it was. Every flow of money repeats its first month
 * of the base case, every balance goes on changing by what it changed in that month, and the company runs out of cash
 * after opening cash ÷ burn months.
 */
import type { Case } from '../engine/answers.ts';
import { isBalance } from '../scenario/figure.ts';
import { isWorldName } from '../scenario/measure-names.ts';
import type { Settings } from '../scenario/override.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { monthlyIn, monthsOf, summed, windowOver } from './measure.ts';
import { steadyValue } from './vary.ts';

/**
 * The reference forecast of a figure: an amount in the figure's unit, or a month as t (infinite: never). Null where the
 * reference forecasts nothing: for a figure that is neither money nor a date, and for the first month alone, which it
 * repeats.
 */
export function forecastAsItWas(
  scenario: Scenario,
  settings: Settings,
  result: Case,
  figure: FigureAsked,
): number | null {
  const { measure, of } = figure;
  if (of === null && isWorldName(measure)) return monthAsItWas(result, measure);
  const { first, last } = monthsOf(scenario, figure);
  if (last === 0 || measure === 'suspended' || measure === 'age') return null;
  const change = isBalance(measure, of) ? changeOf(scenario, settings, result, figure) : 0;
  if (change === null) return null;
  const [now] = monthlyIn(result, figure);
  const months = Float64Array.from({ length: last - first + 1 }, (_, i) => now! + change * (first + i));
  return summed(months, windowOver(figure));
}

const MONTHS: Readonly<Record<string, 'cash' | 'equity'>> = {
  failure: 'cash',
  zero_cash: 'cash',
  first_unpaid: 'cash',
  insolvent: 'equity',
};

/** The first month (t) that ends with the balance below zero. Funding of the first month is not taken to come again. */
function monthAsItWas(result: Case, measure: string): number | null {
  const balance = MONTHS[measure];
  if (balance === undefined) return null;
  const lost = -ownChange(result, balance);
  const had = result.opening[balance];
  if (had < 0) return 0;
  return lost > 0 ? Math.floor(had / lost) : Number.POSITIVE_INFINITY;
}

/**
 * Change of a company balance over the first month, in currency, without equity, grants and loans drawn in that month.
 */
function ownChange({ opening, byMonth }: Case, balance: keyof Case['opening']): number {
  if (balance === 'cash') return -byMonth.net_burn[0]!;
  const raised = balance === 'equity' ? byMonth.equity_raised[0]! + byMonth.grants[0]! : 0;
  const drawn = balance === 'owed' || balance === 'debt' ? byMonth.debt_drawn[0]! : 0;
  return byMonth[balance][0]! - opening[balance] - raised - drawn;
}

/** Change of a balance over the first month, in currency; null where its opening value is not known. */
function changeOf(scenario: Scenario, settings: Settings, result: Case, { measure, of }: FigureAsked): number | null {
  if (of !== null) {
    const opened = openingOf(scenario, settings, measure, of);
    return opened === null ? null : monthlyIn(result, { measure, of })[0]! - opened;
  }
  return measure in result.opening ? ownChange(result, measure as keyof Case['opening']) : null;
}

/**
 * What a creditor is owed as the scenario opens, in currency: bills not yet due, arrears and debt, as far as the
 * measure counts them. Null where a formula has no value before the simulation.
 */
function openingOf(scenario: Scenario, settings: Settings, measure: string, of: string): number | null {
  const { due, overdue } = scenario.creditors.get(of)!;
  const debts = [...scenario.debts.values()].filter(({ lender, draw }) => lender === of && draw === null);
  const parts = {
    owed: [...due, overdue, ...debts.map(({ principal }) => principal)],
    overdue: [overdue],
    due_later: due,
  }[measure];
  const values = parts?.map(({ node }) => steadyValue(scenario, settings, node)) ?? [null];
  return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
}

/**
 * What a month's program reports: the measures of the standard by month (series), and of a world as a whole (finals).
 */

import { END } from '../../scenario/days.ts';
import type { Final, Series } from '../program/kept.ts';
import type { Value } from '../program/program.ts';
import type { Account } from './account.ts';
import { ageOf } from './age.ts';
import type { Books } from './books.ts';
import { MONTHLY, type MonthlyName } from './measures.ts';
import { OPENING_NAMES, type OpeningName, openings } from './opening.ts';
import { exceeds } from './tolerance.ts';

/** The name of a final that is a balance as the scenario opens. */
export type OpeningFinal = `open ${OpeningName}`;
export const openingFinal = (name: OpeningName): OpeningFinal => `open ${name}`;

/**
 * Names of finals. Months are t, -1 where they do not occur; `runway` and `runwayNow` are in months, infinite where
 * they do not end; `cause` is an index among the books' causes, -1 for none. `selfSufficient` is 1 where over the last
 * twelve months of the horizon no more is paid than collected, `untroubled` where besides, in the last month, nobody
 * must wait and the company does not fail; else they are 0.
 */
export const FINAL_NAMES = [
  'zeroCash',
  'firstUnpaid',
  'runway',
  'runwayNow',
  'failure',
  'cause',
  'monthsAlive',
  'low',
  'lowMonth',
  'insolvent',
  'breakEven',
  'endCash',
  'endOwed',
  'selfSufficient',
  'untroubled',
  ...OPENING_NAMES.map(openingFinal),
] as const;
export type FinalName = (typeof FINAL_NAMES)[number];

/** Names of series: a measure by month; `line NAME`; `creditor NAME MEASURE`; `reserve`. */
export const lineSeries = (name: string): string => `line ${name}`;
export const creditorSeries = (name: string, measure: string): string => `creditor ${name} ${measure}`;
export const RESERVE_SERIES = 'reserve';

/** The measures of the month, as values; docs/standard.md says what each is. */
export function monthlyValues(books: Books): Record<MonthlyName, Value> {
  const { program: p, accounts } = books;
  const total = (pick: (account: (typeof accounts)[number]) => Value) => p.sum(accounts.map(pick));
  const lateFees = total(({ fee }) => fee);
  const costs = p.sum([books.lineCosts, lateFees, books.interest, books.badDebt]);
  const forgiven = total((account) => account.forgiven);
  const netIncome = p.sub(p.sum([books.revenue, books.grants, forgiven, books.disposals]), costs);
  const dueLater = total((account) => books.laterClose(account));
  const overdue = total((account) => account.overdue.next!);
  const debt = total(({ debts }) => p.sum(debts.map(({ balance }) => balance.next!)));
  const owed = p.sum([dueLater, overdue, debt]);
  const [prepaid, assets, deferred] = [books.prepaid.close, books.assets.close, books.deferred.close];
  return {
    billings: books.billings,
    revenue: books.revenue,
    collections: books.collected,
    costs,
    late_fees: lateFees,
    interest: books.interest,
    bad_debt: books.badDebt,
    grants: books.grants,
    forgiven,
    disposals: books.disposals,
    net_income: netIncome,
    net_loss: p.neg(netIncome),
    gross_burn: books.paid,
    net_burn: p.sub(books.paid, books.collected),
    accrued_burn: p.sub(costs, books.revenue),
    equity_raised: books.equityRaised,
    debt_drawn: books.debtDrawn,
    debt_converted: books.debtConverted,
    asset_sales: books.assetSales,
    funding: p.sum([books.equityRaised, books.grants, books.debtDrawn]),
    cash: books.closingCash,
    lowest_cash: books.lowestCash,
    receivable: books.receivableClose,
    prepaid,
    assets,
    deferred_income: deferred,
    due_later: dueLater,
    overdue,
    debt,
    owed,
    equity: p.sub(p.sum([books.closingCash, books.receivableClose, prepaid, assets]), p.add(owed, deferred)),
  };
}

/** Every series there is, by measure, line and creditor. */
export function allSeries(month: Books, monthly: Record<MonthlyName, Value>): Series[] {
  const { program: p } = month;
  const series: Series[] = (Object.keys(MONTHLY) as MonthlyName[]).map((name) => ({
    name,
    kind: MONTHLY[name].kind,
    better: MONTHLY[name].better,
    value: monthly[name],
  }));
  const line = (name: string, better: Series['better']) =>
    series.push({ name: lineSeries(name), kind: 'flow', better, value: month.formulas.name(name) });
  for (const name of month.scenario.revenue.keys()) line(name, 'more');
  for (const name of month.scenario.costs.keys()) line(name, 'less');
  const add = (name: string, kind: Series['kind'], value: Value) => series.push({ name, kind, better: 'less', value });
  for (const account of month.accounts) {
    const { name } = account.creditor;
    const later = month.laterClose(account);
    const debts = p.sum(account.debts.map(({ balance }) => balance.next!));
    add(creditorSeries(name, 'due'), 'flow', account.due);
    add(creditorSeries(name, 'paid'), 'flow', account.paid);
    add(creditorSeries(name, 'overdue'), 'balance', account.overdue.next!);
    add(creditorSeries(name, 'due_later'), 'balance', later);
    add(creditorSeries(name, 'owed'), 'balance', p.sum([later, account.overdue.next!, debts]));
    add(creditorSeries(name, 'suspended'), 'balance', p.number(account.suspended));
    series.push(ageSeries(month, account));
  }
  add(RESERVE_SERIES, 'balance', month.reserve);
  return series;
}

/** The series of the age of a creditor's arrears, in months; its operations are added when it is first read. */
function ageSeries(books: Books, account: Account): Series {
  let value: Value | null = null;
  return {
    name: creditorSeries(account.creditor.name, 'age'),
    kind: 'balance',
    better: 'less',
    get value() {
      value ??= ageOf(books, account);
      return value;
    },
  };
}

/**
 * Booleans: by day of `Books.days`, more is due up to it than the company has had by then (`byDay`); that is so on any
 * day (`any`); more is due in the month than is available (`atEnd`).
 */
function shortages(books: Books): { readonly byDay: Value[]; readonly any: Value; readonly atEnd: Value } {
  const { program: p } = books;
  const atEnd = exceeds(p, books.due, books.available);
  const byDay = books.days.map((day, i) => {
    if (day === END) return atEnd;
    const due = p.sum(books.paidBy(day).map((account) => account.due));
    return due === p.zero ? p.false : exceeds(p, due, books.have[i]!);
  });
  return { byDay, any: byDay.reduce((a, b) => p.or(a, b)), atEnd };
}

/**
 * A boolean: somebody must wait, or the company fails. A world that is only asked whether either happens ends with it.
 */
export const troubled = (books: Books): Value => books.program.or(shortages(books).any, books.stop);

/**
 * The part, 0 to 1, of the month of zero cash that the company comes through: opening cash over what is due beyond
 * money in, or, where it is short on a day but not at the month's end, the part of the month before that day.
 */
function partOfMonth(books: Books): Value {
  const { program: p, days } = books;
  const covered = p.div(books.cash.value, p.sub(books.due, books.moneyIn));
  const part = p.select(p.lt(p.one, covered), p.one, covered);
  const { byDay, atEnd } = shortages(books);
  const within = byDay.reduceRight(
    (later, isShort, i) => p.select(isShort, p.constant((days[i]! - 1) / 31), later),
    part,
  );
  return p.select(atEnd, part, within);
}

/**
 * The measures of a world as a whole: values of the month with which it ends, made of what registers carry from month
 * to month.
 */
export function finals(books: Books, monthly: Record<MonthlyName, Value>): Final<FinalName>[] {
  const { program: p, months } = books;
  const none = p.constant(-1);
  const never = p.constant(Number.POSITIVE_INFINITY);
  const t = p.index;
  const first = p.eq(t, p.zero);
  const carry = (init: Value, next: (before: Value) => Value): Value => {
    const register = p.register(init);
    register.next = next(register.value);
    return register.next;
  };
  /**
   * The first month t in which a test held, or -1; and whether it is this one. A register carries t, infinite until
   * then.
   */
  const firstMonth = (test: Value) => {
    const found = p.register(never);
    const isNow = p.and(test, p.lt(t, found.value));
    found.next = p.select(isNow, t, found.value);
    return { isNow, value: p.select(p.lt(found.next, never), found.next, none) };
  };
  const zeroCash = firstMonth(shortages(books).any);
  const part = partOfMonth(books);
  const isBurning = exceeds(p, monthly.costs, monthly.revenue);
  const burn = carry(p.zero, (before) => p.select(first, p.select(isBurning, monthly.accrued_burn, p.zero), before));
  const lowest = monthly.lowest_cash;
  const low = carry(p.constant(Number.MAX_VALUE), (before) => p.select(p.lt(lowest, before), lowest, before));
  // `lowMonth` is the first month whose cash is lower than all before by more than the tolerance: `named` is its cash.
  const named = p.register(p.constant(Number.MAX_VALUE));
  const isLower = exceeds(p, named.value, lowest);
  named.next = p.select(isLower, lowest, named.value);
  const backed = p.sum([monthly.cash, monthly.receivable, monthly.prepaid, monthly.assets]);
  const isInsolvent = exceeds(p, p.add(monthly.owed, monthly.deferred_income), backed);
  const covered = carry(p.zero, (before) => p.select(isBurning, p.add(t, p.one), before));
  const inLastYear = p.le(p.constant(months - 12), t);
  const lastYear = (flow: Value) => carry(p.zero, (before) => p.add(before, p.select(inLastYear, flow, p.zero)));
  // Payments, as in `checkConservation`: what was due and is not overdue.
  const settled = p.sub(books.due, monthly.overdue);
  const isSufficient = p.not(exceeds(p, lastYear(settled), lastYear(monthly.collections)));
  const opening = openings(books);
  return [
    { name: 'zeroCash', value: zeroCash.value },
    { name: 'firstUnpaid', value: firstMonth(p.lt(p.zero, monthly.overdue)).value },
    { name: 'runway', value: carry(never, (before) => p.select(zeroCash.isNow, p.add(t, part), before)) },
    { name: 'runwayNow', value: p.select(p.lt(p.zero, burn), p.div(books.cash.init, burn), never) },
    { name: 'failure', value: p.select(books.stop, t, none) },
    { name: 'cause', value: p.select(books.stop, books.cause, none) },
    { name: 'monthsAlive', value: p.select(books.stop, t, p.constant(months)) },
    { name: 'low', value: low },
    { name: 'lowMonth', value: carry(none, (before) => p.select(isLower, t, before)) },
    { name: 'insolvent', value: firstMonth(isInsolvent).value },
    { name: 'breakEven', value: p.select(p.lt(t, covered), none, covered) },
    { name: 'endCash', value: monthly.cash },
    { name: 'endOwed', value: monthly.owed },
    { name: 'selfSufficient', value: p.number(isSufficient) },
    { name: 'untroubled', value: p.number(p.and(isSufficient, p.not(troubled(books)))) },
    ...OPENING_NAMES.map((name) => ({ name: openingFinal(name), value: opening[name] })),
  ];
}

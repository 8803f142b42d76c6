/**
 * What a month's program reports: the measures of the standard by month, those of the world as a whole, and the laws of
 * conservation that hold in every month of every world.
 */

import type { Final, Series } from '../program/kept.ts';
import type { Program, Value } from '../program/program.ts';
import { MONTHLY, type MonthlyName } from './measures.ts';
import type { MonthProgram } from './month.ts';
import { exceeds, TOLERANCE } from './tolerance.ts';

/**
 * Months are -1 where they do not occur, and the runways infinite. `cause` indexes the program's causes; `untroubled` is 1 where nobody had to
 * wait in the last month, and the company did not fail in it.
 */
export const FINAL_NAMES = [
  'zeroCash',
  'runway',
  'runwayNow',
  'failure',
  'cause',
  'low',
  'lowMonth',
  'insolvent',
  'breakEven',
  'endCash',
  'endOwed',
  'untroubled',
  'openCash',
  'openReceivable',
  'openDueLater',
  'openOverdue',
  'openDebt',
  'openOwed',
  'openEquity',
] as const;
export type FinalName = (typeof FINAL_NAMES)[number];

/** Names of series: a measure by month; `line NAME`; `creditor NAME MEASURE`; `reserve`. */
export const lineSeries = (name: string): string => `line ${name}`;
export const creditorSeries = (name: string, measure: string): string => `creditor ${name} ${measure}`;
export const RESERVE_SERIES = 'reserve';

/** The measures of the month, as values. */
export function monthlyValues(month: MonthProgram): Record<MonthlyName, Value> {
  const { program: p, scenario, accounts } = month;
  const total = (pick: (account: (typeof accounts)[number]) => Value) => p.sum(accounts.map(pick));
  const lateFees = total(({ fee }) => fee);
  const costs = p.sum([month.lineCosts, lateFees, month.interest, month.badDebt]);
  const forgiven = total(({ forgiven }) => forgiven);
  const netIncome = p.sub(p.sum([month.revenue, month.grants, forgiven]), costs);
  const dueLater = total((account) => month.laterClose(account));
  const overdue = total(({ overdue }) => overdue.next!);
  const debt = total(({ debts }) => p.sum(debts.map(({ balance }) => balance.next!)));
  const owed = p.sum([dueLater, overdue, debt]);
  const assets = p.constant(scenario.assets);
  return {
    revenue: month.revenue,
    collections: month.collected,
    costs,
    late_fees: lateFees,
    interest: month.interest,
    bad_debt: month.badDebt,
    grants: month.grants,
    forgiven,
    net_income: netIncome,
    net_loss: p.neg(netIncome),
    gross_burn: month.paid,
    net_burn: p.sub(month.paid, month.collected),
    accrued_burn: p.sub(costs, month.revenue),
    equity_raised: month.equityRaised,
    debt_drawn: month.debtDrawn,
    debt_converted: month.debtConverted,
    funding: p.sum([month.equityRaised, month.grants, month.debtDrawn]),
    cash: month.closingCash,
    receivable: month.receivableClose,
    due_later: dueLater,
    overdue,
    debt,
    owed,
    equity: p.sub(p.sum([month.closingCash, month.receivableClose, assets]), owed),
  };
}

/** Every series there is, by measure, line and creditor. */
export function allSeries(month: MonthProgram, monthly: Record<MonthlyName, Value>): Series[] {
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
    add(creditorSeries(name, 'suspended'), 'balance', p.number(account.suspended.value));
  }
  add(RESERVE_SERIES, 'balance', month.reserve);
  return series;
}

/** Somebody must wait this month. */
const shortOf = (month: MonthProgram): Value => exceeds(month.program, month.due, month.available);

/** Somebody must wait, or the company fails: where a world stops that is only asked whether it stays out of both. */
export const troubled = (month: MonthProgram): Value => month.program.or(shortOf(month), month.stop);

/**
 * The measures of the world. Registers carry from month to month the little that they need; what only the last month asks for is worked
 * out of them there.
 */
export function finals(month: MonthProgram, monthly: Record<MonthlyName, Value>): Final<FinalName>[] {
  const { program: p, scenario } = month;
  const none = p.constant(-1);
  const never = p.constant(Number.POSITIVE_INFINITY);
  const t = p.month;
  const first = p.eq(t, p.zero);
  const carry = (init: Value, next: (before: Value) => Value): Value => {
    const register = p.register(init);
    register.next = next(register.value);
    return register.next;
  };
  /** The first month in which the test held, or -1: months are counted until then. */
  const firstMonth = (test: Value) => {
    const before = p.register(p.false);
    const happened = p.or(before.value, test);
    before.next = happened;
    const count = carry(p.zero, (months) => p.add(months, p.select(happened, p.zero, p.one)));
    return { isNow: p.and(test, p.not(before.value)), value: p.select(happened, count, none) };
  };
  const zeroCash = firstMonth(shortOf(month));
  const missing = p.div(month.cash.value, p.sub(month.due, month.moneyIn));
  const part = p.select(p.lt(p.one, missing), p.one, missing);
  const isBurning = exceeds(p, monthly.costs, monthly.revenue);
  const burn = carry(p.zero, (before) => p.select(first, p.select(isBurning, monthly.accrued_burn, p.zero), before));
  const low = carry(p.constant(Number.MAX_VALUE), (before) =>
    p.select(p.lt(monthly.cash, before), monthly.cash, before),
  );
  // The first month that counts as equal to the lowest; cash that creeps down by less than the tolerance is followed step by step.
  const named = p.register(p.constant(Number.MAX_VALUE));
  const isLower = exceeds(p, named.value, monthly.cash);
  named.next = p.select(isLower, monthly.cash, named.value);
  const backed = p.sum([monthly.cash, monthly.receivable, p.constant(scenario.assets)]);
  const opening = openings(month);
  const covered = carry(p.zero, (before) => p.select(isBurning, p.add(t, p.one), before));
  return [
    { name: 'zeroCash', value: zeroCash.value },
    { name: 'runway', value: carry(never, (before) => p.select(zeroCash.isNow, p.add(t, part), before)) },
    { name: 'runwayNow', value: p.select(p.lt(p.zero, burn), p.div(month.cash.init, burn), never) },
    { name: 'failure', value: p.select(month.stop, t, none) },
    { name: 'cause', value: p.select(month.stop, month.cause, none) },
    { name: 'low', value: low },
    { name: 'lowMonth', value: carry(none, (before) => p.select(isLower, t, before)) },
    { name: 'insolvent', value: firstMonth(exceeds(p, monthly.owed, backed)).value },
    { name: 'breakEven', value: p.select(p.lt(t, covered), none, covered) },
    { name: 'endCash', value: monthly.cash },
    { name: 'endOwed', value: monthly.owed },
    { name: 'untroubled', value: p.number(p.not(troubled(month))) },
    { name: 'openCash', value: opening.cash },
    { name: 'openReceivable', value: opening.receivable },
    { name: 'openDueLater', value: opening.dueLater },
    { name: 'openOverdue', value: opening.overdue },
    { name: 'openDebt', value: opening.debt },
    { name: 'openOwed', value: opening.owed },
    { name: 'openEquity', value: opening.equity },
  ];
}

/** Balances as the scenario opens. */
function openings({ program: p, scenario, cash, openingReceivable, accounts }: MonthProgram) {
  const receivable = p.sum(openingReceivable);
  const dueLater = p.sum(accounts.flatMap(({ openingDue }) => openingDue));
  const overdue = p.sum(accounts.map(({ overdue }) => overdue.init));
  const debt = p.sum(accounts.flatMap(({ debts }) => debts.map(({ balance }) => balance.init)));
  const owed = p.sum([dueLater, overdue, debt]);
  const equity = p.sub(p.sum([cash.init, receivable, p.constant(scenario.assets)]), owed);
  return { cash: cash.init, receivable, dueLater, overdue, debt, owed, equity };
}

/** Rounding that the law may show, in units of the tolerance: each group paid, and each balance closed, may round once. */
const SLACK = 4;

/**
 * Conservation: Δcash = receipts − payments, and equity moves by exactly net income + equity raised + debt converted. Broken by
 * more than rounding, the program is at fault; not finite, the amounts have outgrown the numbers.
 */
export function checkConservation(month: MonthProgram, monthly: Record<MonthlyName, Value>): void {
  const { program: p, scenario } = month;
  const assets = p.constant(scenario.assets);
  const equity = p.register(openings(month).equity);
  equity.next = monthly.equity;
  // Payments are what was due and is not overdue; where they are asked for, they are held to that.
  const settled = p.sub(month.due, monthly.overdue);
  const cashGap = gap(p, p.sub(monthly.cash, month.cash.value), p.sub(month.moneyIn, settled));
  const moved = p.sub(monthly.equity, equity.value);
  const equityGap = gap(p, moved, p.sum([monthly.net_income, monthly.equity_raised, monthly.debt_converted]));
  const backed = p.sum([monthly.cash, monthly.receivable, assets]);
  // Costs are no more than what is due, what is owed and bad debt.
  const gross = p.sum([backed, monthly.owed, month.available, month.due, monthly.revenue]);
  const allowed = p.mul(gross, p.constant(SLACK * TOLERANCE));
  month.check('overflow', p.not(p.finite(gross)), gross, '', null);
  month.check('assert', p.lt(allowed, cashGap), cashGap, 'cash', null);
  month.check('assert', p.lt(allowed, equityGap), equityGap, 'equity', null);
  const paidGap = gap(p, month.paid, settled);
  month.check('assert', p.lt(allowed, paidGap), paidGap, 'payment', null, month.paid);
}

const gap = (p: Program, a: Value, b: Value): Value => p.unary('abs', p.sub(a, b));

/**
 * What a month's program reports: the measures of the standard by month, those of the world as a whole, and the laws of
 * conservation that hold in every month of every world.
 */
import { MONTHLY, type MonthlyName } from './measures.ts';
import type { MonthProgram } from './month.ts';
import type { Program, Value } from './program.ts';
import { exceeds, TOLERANCE } from './tolerance.ts';

/** A value kept for every month. After a failure flows are 0 and balances repeat. */
export interface Series {
  readonly name: string;
  readonly kind: 'flow' | 'balance';
  readonly value: Value;
}

/** A value kept for every world, as its last month has it. */
export interface Final {
  readonly name: FinalName;
  readonly value: Value;
}

/** Months are -1 where they do not occur; so are the runways. `cause` indexes the program's causes. */
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
  'openCash',
  'openReceivable',
  'openDueLater',
  'openOverdue',
  'openDebt',
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
    value: monthly[name],
  }));
  const add = (name: string, kind: Series['kind'], value: Value) => series.push({ name, kind, value });
  for (const name of [...month.scenario.revenue.keys(), ...month.scenario.costs.keys()])
    add(lineSeries(name), 'flow', month.formulas.name(name));
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

/** The measures of the world, each in a register that the months fill. */
export function finals(month: MonthProgram, monthly: Record<MonthlyName, Value>): Final[] {
  const { program: p, scenario } = month;
  const none = p.constant(-1);
  const t = p.month;
  const first = p.eq(t, p.zero);
  const keep = (name: FinalName, init: Value, next: (before: Value) => Value): Final => {
    const register = p.register(init);
    register.next = next(register.value);
    return { name, value: register.next };
  };
  const unset = (before: Value) => p.lt(before, p.zero);
  const isShort = exceeds(p, month.due, month.available);
  const part = p.min(p.one, p.div(month.cash.value, p.sub(month.due, month.moneyIn)));
  const isBurning = exceeds(p, monthly.costs, monthly.revenue);
  const now = p.div(month.cash.value, monthly.accrued_burn);
  const low = p.register(p.zero);
  const isLower = p.or(first, exceeds(p, low.value, monthly.cash));
  low.next = p.select(isLower, monthly.cash, low.value);
  const backed = p.sum([monthly.cash, monthly.receivable, p.constant(scenario.assets)]);
  const isInsolvent = exceeds(p, monthly.owed, backed);
  const stillNone = (test: Value) => (before: Value) => p.select(p.and(unset(before), test), t, before);
  return [
    keep('zeroCash', none, stillNone(isShort)),
    keep('runway', none, (before) => p.select(p.and(unset(before), isShort), p.add(t, part), before)),
    keep('runwayNow', none, (before) => p.select(p.and(first, isBurning), now, before)),
    keep('failure', none, stillNone(month.stop)),
    keep('cause', none, (before) => p.select(month.stop, month.cause, before)),
    { name: 'low', value: low.next },
    keep('lowMonth', none, (before) => p.select(isLower, t, before)),
    keep('insolvent', none, stillNone(isInsolvent)),
    keep('breakEven', none, (before) => p.select(isBurning, none, p.select(unset(before), t, before))),
    { name: 'endCash', value: monthly.cash },
    { name: 'endOwed', value: monthly.owed },
    { name: 'openCash', value: month.cash.init },
    { name: 'openReceivable', value: p.sum(month.openingReceivable) },
    { name: 'openDueLater', value: p.sum(month.accounts.flatMap(({ openingDue }) => openingDue)) },
    { name: 'openOverdue', value: p.sum(month.accounts.map(({ overdue }) => overdue.init)) },
    { name: 'openDebt', value: p.sum(month.accounts.flatMap(({ debts }) => debts.map(({ balance }) => balance.init))) },
  ];
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
  const debtOpen = month.openingDebts;
  const dueLaterOpen = p.sum(month.accounts.map(({ laterOpen }) => laterOpen));
  const overdueOpen = p.sum(month.accounts.map(({ overdue }) => overdue.value));
  const owedOpen = p.sum([dueLaterOpen, overdueOpen, debtOpen]);
  const backedOpen = p.sum([month.cash.value, month.receivableOpen, assets]);
  const cashGap = gap(p, p.sub(monthly.cash, month.cash.value), p.sub(month.moneyIn, month.paid));
  const moved = p.sub(monthly.equity, p.sub(backedOpen, owedOpen));
  const equityGap = gap(p, moved, p.sum([monthly.net_income, monthly.equity_raised, monthly.debt_converted]));
  const gross = p.sum([backedOpen, owedOpen, month.moneyIn, month.due, monthly.revenue, monthly.costs]);
  const allowed = p.mul(gross, p.constant(SLACK * TOLERANCE));
  month.check('overflow', p.not(p.finite(p.add(gross, p.add(monthly.cash, monthly.equity)))), gross, '', null);
  month.check('assert', p.lt(allowed, cashGap), cashGap, 'cash', null);
  month.check('assert', p.lt(allowed, equityGap), equityGap, 'equity', null);
}

const gap = (p: Program, a: Value, b: Value): Value => p.unary('abs', p.sub(a, b));

/**
 * The tables of measures: of a month, of a creditor, and of a world as a whole, each under its name in JSON. How a
 * measure is read from results is in `analysis/measure.ts`.
 */

/**
 * The unit of a measure: `money` of the scenario's currency, `month` of the calendar, `length` in months, `share` from
 * 0 to 1.
 */
export type Unit = 'money' | 'month' | 'length' | 'share';

export interface Measure {
  readonly unit: Unit;
  /**
   * Whether more or less is better; of calendar months `more` is later. A failed world is worse than any that lives.
   */
  readonly better: 'more' | 'less';
  /** The measure's name for people. */
  readonly label: string;
  readonly means: string;
}

/** A measure of one month. Over several months flows add up, and a balance is taken at the last. */
export interface MonthlyMeasure extends Measure {
  readonly kind: 'flow' | 'balance';
}

type Better = Measure['better'];
const flow = (better: Better, label: string, means: string): MonthlyMeasure => ({
  ...{ kind: 'flow', unit: 'money', better, label, means },
});
const balance = (better: Better, label: string, means: string, unit: Unit = 'money'): MonthlyMeasure => ({
  ...{ kind: 'balance', unit, better, label, means },
});
const whole = (unit: Unit, better: Better, label: string, means: string): Measure => ({ unit, better, label, means });

export const MONTHLY = {
  billings: flow('more', 'Billings', 'all revenue lines, as invoiced'),
  revenue: flow('more', 'Revenue', 'what is earned of the billings'),
  collections: flow('more', 'Collections', 'cash received from customers'),
  costs: flow('less', 'Costs', 'cost lines as they are used, late fees, interest and bad debt'),
  late_fees: flow('less', 'Late fees', 'fees that creditors add to arrears'),
  interest: flow('less', 'Interest', 'interest on debts, and premiums when they are drawn'),
  bad_debt: flow('less', 'Bad debt', 'the part of revenue that is never collected'),
  grants: flow('more', 'Grants', 'grants received'),
  forgiven: flow('more', 'Forgiven', 'arrears written off by creditors'),
  disposals: flow('more', 'Disposals', 'what assets sold brought, less their value'),
  net_income: flow('more', 'Net income', 'revenue + grants + forgiven + disposals - costs'),
  net_loss: flow('less', 'Net loss', 'the negative of net income'),
  gross_burn: flow('less', 'Gross burn', 'all payments, debt service included'),
  net_burn: flow('less', 'Net burn', 'gross burn - collections; negative when not burning'),
  accrued_burn: flow('less', 'Accrued burn', 'costs - revenue, whether or not bills were paid'),
  equity_raised: flow('more', 'Equity raised', 'equity received in cash'),
  debt_drawn: flow('less', 'Debt drawn', 'principal received, credit lines included'),
  debt_converted: flow('less', 'Debt converted', 'debt that became equity'),
  asset_sales: flow('more', 'Asset sales', 'what assets sold brought'),
  funding: flow('more', 'Funding', 'equity, grants and debt drawn'),
  cash: balance('more', 'Cash', 'cash at the end of the month'),
  lowest_cash: balance('more', 'Lowest cash', 'the least cash on any day of the month'),
  receivable: balance('more', 'Receivable', 'invoiced to customers, not yet received'),
  prepaid: balance('more', 'Prepaid', 'invoiced costs that are not yet an expense'),
  assets: balance('more', 'Assets', 'other assets that are not sold'),
  deferred_income: balance('less', 'Deferred income', 'billings that are not yet earned'),
  due_later: balance('less', 'Due later', 'invoices received, not yet due'),
  overdue: balance('less', 'Arrears', 'due and not paid'),
  debt: balance('less', 'Debt', 'debt not yet due'),
  owed: balance('less', 'Owed', 'due later + arrears + debt'),
  equity: balance('more', 'Equity', 'cash + receivable + prepaid + assets - owed - deferred income'),
} as const satisfies Record<string, MonthlyMeasure>;

export type MonthlyName = keyof typeof MONTHLY;
export const MONTHLY_NAMES = Object.keys(MONTHLY) as MonthlyName[];

/** Measures of one creditor, by month. */
export const CREDITOR = {
  due: flow('less', 'Due', 'arrears, invoices and debt service that fall due in the month'),
  paid: flow('less', 'Paid', 'what it is paid of that'),
  overdue: balance('less', 'Arrears', 'due and not paid'),
  due_later: balance('less', 'Due later', 'its invoices, not yet due'),
  owed: balance('less', 'Owed', 'due later + arrears + its debts, not yet due'),
  suspended: balance('less', 'Suspended', '1 while it has stopped supplying, else 0', 'share'),
  age: balance('less', 'Age of arrears', 'months past due of its oldest unpaid bill', 'length'),
} as const satisfies Record<string, MonthlyMeasure>;

export type CreditorName = keyof typeof CREDITOR;
export const CREDITOR_NAMES = Object.keys(CREDITOR) as CreditorName[];

/** Measures of a world as a whole. */
export const WORLD = {
  survival: whole('share', 'more', 'Survival', 'share of worlds that have not failed; in the base case 1 or 0'),
  zero_cash: whole('month', 'more', 'Zero cash', 'first month in which it cannot pay all that is due'),
  runway: whole('length', 'more', 'Runway', 'months of cash until it cannot pay all that is due'),
  runway_now: whole('length', 'more', 'Runway now', "opening cash over the first month's accrued burn"),
  first_unpaid: whole('month', 'more', 'First unpaid', 'first month in which a creditor is paid less than it is due'),
  failure: whole('month', 'more', 'Failure', 'month of failure'),
  months_alive: whole('length', 'more', 'Months alive', 'months until it fails, or to the horizon'),
  low: whole('money', 'more', 'Lowest cash', 'lowest cash on any day'),
  insolvent: whole('month', 'more', 'Insolvent', 'first month-end with equity below zero'),
  break_even: whole('month', 'less', 'Break-even', 'first month from which revenue covers costs to the horizon'),
  default_alive: whole('share', 'more', 'Default alive', '1 if it lives without later funding, and no longer burns'),
} as const satisfies Record<string, Measure>;

export type WorldName = keyof typeof WORLD;
export const WORLD_NAMES = Object.keys(WORLD) as WorldName[];

export const isMonthlyName = (name: string): name is MonthlyName => Object.hasOwn(MONTHLY, name);
export const isCreditorName = (name: string): name is CreditorName => Object.hasOwn(CREDITOR, name);
export const isWorldName = (name: string): name is WorldName => Object.hasOwn(WORLD, name);

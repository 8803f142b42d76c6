/**
 * The measures of one world, by month and as a whole. Names are those of the machine output.
 * Flows add up over months; balances are taken at the last.
 */
export interface MonthlyMeasure {
  readonly kind: 'flow' | 'balance';
  /** Which way is better: a world that has failed counts as worse than any that lives. */
  readonly better: 'more' | 'less';
  /** As people read it. */
  readonly label: string;
  readonly means: string;
}

type Better = MonthlyMeasure['better'];
const flow = (better: Better, label: string, means: string): MonthlyMeasure => ({ kind: 'flow', better, label, means });
const balance = (better: Better, label: string, means: string): MonthlyMeasure => ({
  kind: 'balance',
  better,
  label,
  means,
});

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
  due: { kind: 'flow', means: 'arrears, invoices and debt service that fall due in the month' },
  paid: { kind: 'flow', means: 'what it is paid of that' },
  overdue: { kind: 'balance', means: 'due and not paid' },
  due_later: { kind: 'balance', means: 'its invoices, not yet due' },
  owed: { kind: 'balance', means: 'due later + arrears + its debts, not yet due' },
  suspended: { kind: 'balance', means: '1 while it has stopped supplying, else 0' },
  age: { kind: 'balance', means: 'months past due of its oldest unpaid bill' },
} as const satisfies Record<string, { kind: 'flow' | 'balance'; means: string }>;

export type CreditorName = keyof typeof CREDITOR;
export const CREDITOR_NAMES = Object.keys(CREDITOR) as CreditorName[];

/** Whether a measure by month, of a creditor or not, is a balance: over several months it is taken at the last. Lines are flows. */
export function isBalance(measure: string, of: string | null): boolean {
  if (of !== null) return Object.hasOwn(CREDITOR, measure) && CREDITOR[measure as CreditorName].kind === 'balance';
  return Object.hasOwn(MONTHLY, measure) && MONTHLY[measure as MonthlyName].kind === 'balance';
}

/** Measures of a world as a whole, and whether each is a number or a month. */
export const WORLD = {
  survival: { kind: 'number', means: 'share of worlds that have not failed; in the base case 1 or 0' },
  runway: { kind: 'number', means: 'months of cash until somebody must wait' },
  runway_now: { kind: 'number', means: "opening cash over the first month's accrued burn" },
  low: { kind: 'number', means: 'lowest cash on any day' },
  default_alive: { kind: 'number', means: '1 if it lives without later funding, and no longer burns' },
  months_alive: { kind: 'number', means: 'months until it fails, or to the horizon' },
  zero_cash: { kind: 'month', means: 'first month in which somebody must wait' },
  first_unpaid: { kind: 'month', means: 'first month in which a creditor is paid less than it is due' },
  failure: { kind: 'month', means: 'month of failure' },
  insolvent: { kind: 'month', means: 'first month-end with equity below zero' },
  break_even: { kind: 'month', means: 'first month from which revenue covers costs to the horizon' },
} as const satisfies Record<string, { kind: 'number' | 'month'; means: string }>;

export type WorldName = keyof typeof WORLD;

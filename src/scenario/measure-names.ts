/**
 * The measures of one world, by month and as a whole. Names are those of the machine output.
 * Flows add up over months; balances are taken at the last.
 */
export interface MonthlyMeasure {
  readonly kind: 'flow' | 'balance';
  /** As people read it. */
  readonly label: string;
  readonly means: string;
}

const flow = (label: string, means: string): MonthlyMeasure => ({ kind: 'flow', label, means });
const balance = (label: string, means: string): MonthlyMeasure => ({ kind: 'balance', label, means });

export const MONTHLY = {
  billings: flow('Billings', 'all revenue lines, as invoiced'),
  revenue: flow('Revenue', 'what is earned of the billings'),
  collections: flow('Collections', 'cash received from customers'),
  costs: flow('Costs', 'cost lines as they are used, late fees, interest and bad debt'),
  late_fees: flow('Late fees', 'fees that creditors add to arrears'),
  interest: flow('Interest', 'interest on debts, and premiums when they are drawn'),
  bad_debt: flow('Bad debt', 'the part of revenue that is never collected'),
  grants: flow('Grants', 'grants received'),
  forgiven: flow('Forgiven', 'arrears written off by creditors'),
  disposals: flow('Disposals', 'what assets sold brought, less their value'),
  net_income: flow('Net income', 'revenue + grants + forgiven + disposals - costs'),
  net_loss: flow('Net loss', 'the negative of net income'),
  gross_burn: flow('Gross burn', 'all payments, debt service included'),
  net_burn: flow('Net burn', 'gross burn - collections; negative when not burning'),
  accrued_burn: flow('Accrued burn', 'costs - revenue, whether or not bills were paid'),
  equity_raised: flow('Equity raised', 'equity received in cash'),
  debt_drawn: flow('Debt drawn', 'principal received, credit lines included'),
  debt_converted: flow('Debt converted', 'debt that became equity'),
  asset_sales: flow('Asset sales', 'what assets sold brought'),
  funding: flow('Funding', 'equity, grants and debt drawn'),
  cash: balance('Cash', 'cash at the end of the month'),
  lowest_cash: balance('Lowest cash', 'the least cash on any day of the month'),
  receivable: balance('Receivable', 'invoiced to customers, not yet received'),
  prepaid: balance('Prepaid', 'invoiced costs that are not yet an expense'),
  assets: balance('Assets', 'other assets that are not sold'),
  deferred_income: balance('Deferred income', 'billings that are not yet earned'),
  due_later: balance('Due later', 'invoices received, not yet due'),
  overdue: balance('Arrears', 'due and not paid'),
  debt: balance('Debt', 'debt not yet due'),
  owed: balance('Owed', 'due later + arrears + debt'),
  equity: balance('Equity', 'cash + receivable + prepaid + assets - owed - deferred income'),
} as const satisfies Record<string, MonthlyMeasure>;

export type MonthlyName = keyof typeof MONTHLY;
export const MONTHLY_NAMES = Object.keys(MONTHLY) as MonthlyName[];

export const CREDITOR_NAMES = ['due', 'paid', 'overdue', 'due_later', 'owed', 'suspended', 'age'] as const;
export type CreditorName = (typeof CREDITOR_NAMES)[number];

/** Measures of a creditor that add up over months. */
const CREDITOR_FLOWS: ReadonlySet<string> = new Set<CreditorName>(['due', 'paid']);

/** Whether a measure by month, of a creditor or not, is a balance: over several months it is taken at the last. Lines are flows. */
export function isBalance(measure: string, of: string | null): boolean {
  if (of !== null) return !CREDITOR_FLOWS.has(measure);
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

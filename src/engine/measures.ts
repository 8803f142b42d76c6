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
  revenue: flow('Revenue', 'all revenue lines, as invoiced'),
  collections: flow('Collections', 'cash received from customers'),
  costs: flow('Costs', 'cost lines as invoiced, late fees, interest and bad debt'),
  late_fees: flow('Late fees', 'fees that creditors add to arrears'),
  interest: flow('Interest', 'interest on debts'),
  bad_debt: flow('Bad debt', 'the part of revenue that is never collected'),
  grants: flow('Grants', 'grants received'),
  forgiven: flow('Forgiven', 'arrears written off by creditors'),
  net_income: flow('Net income', 'revenue + grants + forgiven - costs'),
  net_loss: flow('Net loss', 'the negative of net income'),
  gross_burn: flow('Gross burn', 'all payments, debt service included'),
  net_burn: flow('Net burn', 'gross burn - collections; negative when not burning'),
  accrued_burn: flow('Accrued burn', 'costs - revenue, whether or not bills were paid'),
  equity_raised: flow('Equity raised', 'equity received in cash'),
  debt_drawn: flow('Debt drawn', 'principal received'),
  debt_converted: flow('Debt converted', 'debt that became equity'),
  funding: flow('Funding', 'equity, grants and debt drawn'),
  cash: balance('Cash', 'cash at the end of the month'),
  receivable: balance('Receivable', 'invoiced to customers, not yet received'),
  due_later: balance('Due later', 'invoices received, not yet due'),
  overdue: balance('Arrears', 'due and not paid'),
  debt: balance('Debt', 'debt not yet due'),
  owed: balance('Owed', 'due later + arrears + debt'),
  equity: balance('Equity', 'cash + receivable + other assets - owed'),
} as const satisfies Record<string, MonthlyMeasure>;

export type MonthlyName = keyof typeof MONTHLY;
export const MONTHLY_NAMES = Object.keys(MONTHLY) as MonthlyName[];

export const CREDITOR_NAMES = ['due', 'paid', 'overdue', 'due_later', 'owed', 'suspended'] as const;
export type CreditorName = (typeof CREDITOR_NAMES)[number];

/** Measures of a world as a whole. Months are indices t from the scenario's start; null: it does not occur. */
export interface Measures {
  /** The first month in which somebody must wait. */
  readonly zeroCash: number | null;
  /** Months of cash, with the part of the last one; null: never short. */
  readonly runway: number | null;
  /** Opening cash over accrued burn of month 0; null: not burning. */
  readonly runwayNow: number | null;
  readonly failure: { readonly t: number; readonly cause: string } | null;
  /** The lowest month-end cash and its first month. */
  readonly low: { readonly cash: number; readonly t: number };
  /** The first month-end with equity below zero. */
  readonly insolvent: number | null;
  /** The first month from which revenue covers costs to the horizon. */
  readonly breakEven: number | null;
  /** 1 if it neither runs short nor fails without funding or loans after month 0. */
  readonly defaultAlive: 0 | 1;
}

export interface Warning {
  readonly code: 'amount-below-zero' | 'share-out-of-range' | 'lever-out-of-range';
  /** Section and name: `revenue.sales`; `reserve` for the reserve. */
  readonly where: string;
  /** Months it concerns, over all worlds; null where it is not a matter of months. */
  readonly months: number | null;
  readonly message: string;
}

/** One world, month by month. Every array has one entry a month, also after a failure. */
export interface Case {
  readonly measures: Measures;
  readonly byMonth: Readonly<Record<MonthlyName, Float64Array>>;
  readonly lines: ReadonlyMap<string, Float64Array>;
  readonly creditors: ReadonlyMap<string, Readonly<Record<CreditorName, Float64Array>>>;
  /** Cash kept for critical creditors, by month. */
  readonly reserve: Float64Array;
  readonly opening: Readonly<Record<'cash' | 'receivable' | 'due_later' | 'overdue' | 'debt' | 'owed' | 'equity', number>>;
  readonly warnings: readonly Warning[];
}

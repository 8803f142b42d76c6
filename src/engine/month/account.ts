import type { Creditor, Debt } from '../../scenario/scenario.ts';
import type { Register, Value } from '../program/program.ts';

/** One creditor's account: what it carries from month to month, and what this month's steps find. */
export interface Account {
  readonly creditor: Creditor;
  readonly debts: DebtAccount[];
  readonly overdue: Register;
  readonly monthsOverdue: Register;
  /** A boolean. */
  readonly suspended: Register;
  /** Invoices by the months until they fall due, nearest first. */
  readonly pipeline: Register[];
  readonly openingDue: readonly Value[];
  /** Not yet due as the month opens. */
  readonly laterOpen: Value;
  invoice: Value;
  service: Value;
  fee: Value;
  forgiven: Value;
  /** Arrears with fee, less what is forgiven. */
  arrears: Value;
  due: Value;
  /** Share of what is due that is wanted to be paid, from 0 to 1. */
  pay: Value;
  want: Value;
  paid: Value;
  /** What it tolerates, in arrears and in months; null: no limit. */
  limit: Value | null;
  patience: Value | null;
  petitions: Value;
}

export interface DebtAccount {
  readonly debt: Debt;
  readonly principal: Value;
  readonly balance: Register;
}

/** Creditors that are paid alike, in the order in which they are paid. */
export function paymentGroups(accounts: readonly Account[]): Account[][] {
  const groups = new Map<string, Account[]>();
  const rank = ({ creditor }: Account) => creditor.priority * 2 + (creditor.critical ? 0 : 1);
  for (const account of [...accounts].sort((a, b) => rank(a) - rank(b))) {
    const key = String(rank(account));
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return [...groups.values()];
}

import type { Creditor, Debt, Reaction } from '../../scenario/scenario.ts';
import type { Register, Value } from '../program/program.ts';

/** One creditor's account: what it carries from month to month, and what this month's steps find. */
export interface Account {
  readonly creditor: Creditor;
  readonly debts: DebtAccount[];
  readonly overdue: Register;
  /** Arrears before month 0. */
  readonly openingOverdue: Value;
  /** How many months past due the opening arrears are. */
  readonly overdueMonths: Value;
  /** A boolean: suspended as the month opens. Its register is null where it never suspends. */
  readonly suspended: Value;
  readonly suspending: Register | null;
  /**
   * A boolean: what it has lent falls due this month, by a reaction of the month before; null where it has none such.
   */
  readonly calling: Register | null;
  /** Invoices by the months until they fall due, nearest first. */
  readonly pipeline: Register[];
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
  /** Cash left when its turn comes, and what of that it can be paid out of. */
  left: Value;
  room: Value;
  paid: Value;
  /** What falls due this month or is added to the arrears: invoices, debt service, the fee. */
  fallen: Value;
  readonly reactions: AccountReaction[];
}

/** One of a creditor's reactions, as this month's steps find it. */
export interface AccountReaction {
  readonly reaction: Reaction;
  /** What it tolerates, in arrears and in months past due; null: any. */
  readonly limit: Value | null;
  readonly patience: Value | null;
  /** A boolean: there are arrears, past either. */
  readonly isPast: Value;
}

export interface DebtAccount {
  readonly debt: Debt;
  readonly principal: Value;
  /** 0 where there is none. */
  readonly premium: Value;
  readonly balance: Register;
  /** Booleans: drawn this month, and drawn in an earlier one or outstanding from the start. */
  drawnNow: Value;
  isOut: Value;
  /** Of an amortising debt with payments that are interest alone: the month of its draw, as t; -1 without a draw. */
  drawnAt: Value;
  /** A boolean: a credit line that is called, this month or earlier. */
  isClosed: Value;
}

/** Creditors that are paid alike, in the order in which they are paid. */
export function paymentGroups(accounts: readonly Account[]): Account[][] {
  const groups = new Map<string, Account[]>();
  const rank = ({ creditor }: Account) => [creditor.priority, creditor.critical ? 0 : 1, creditor.day ?? Infinity];
  const before = (a: Account, b: Account): number => {
    const [x, y] = [rank(a), rank(b)];
    const at = x.findIndex((part, i) => part !== y[i]);
    return at === -1 ? 0 : x[at]! - y[at]!;
  };
  for (const account of [...accounts].sort(before)) {
    const key = rank(account).join();
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return [...groups.values()];
}

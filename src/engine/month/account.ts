import type { Creditor, Debt, Reaction } from '../../scenario/scenario.ts';
import type { Register, Value } from '../program/program.ts';

/**
 * One creditor's account as values of the program: what is carried from month to month, and what the month's steps
 * compute. Fields that are not read-only are 0 until their step sets them. Amounts are in the scenario's currency.
 */
export interface Account {
  readonly creditor: Creditor;
  readonly debts: DebtAccount[];
  /** Arrears. */
  readonly overdue: Register;
  /** Arrears before month 0. */
  readonly openingOverdue: Value;
  /** How many months past due the opening arrears are. */
  readonly overdueMonths: Value;
  /** A boolean: it has stopped supplying as the month opens. */
  readonly suspended: Value;
  /** The register of `suspended`; null where no reaction suspends. */
  readonly suspending: Register | null;
  /**
   * A boolean: all that it has lent falls due this month, by a reaction of the month before; null: no reaction calls.
   */
  readonly calling: Register | null;
  /** Invoices not yet due: the j-th falls due in j months, 0 for this one. */
  readonly pipeline: Register[];
  /** The sum of `pipeline` as the month opens. */
  readonly laterOpen: Value;
  /** Invoiced this month. */
  invoice: Value;
  /** What falls due of its debts this month. */
  service: Value;
  /** Late fee, added to the arrears. */
  fee: Value;
  forgiven: Value;
  /** Arrears with fee, less what is forgiven. */
  arrears: Value;
  /** Arrears, and the invoices and debt service that fall due this month. */
  due: Value;
  /** Share of `due` that the company wants to pay, from 0 to 1. */
  pay: Value;
  /** `due` · `pay`. */
  want: Value;
  /** Cash left when its turn to be paid comes. */
  left: Value;
  /** What of that it may be paid from: all for a critical creditor, for any other without the reserve. */
  room: Value;
  paid: Value;
  /** What falls due this month or is added to the arrears: invoices, debt service, the fee. */
  fallen: Value;
  readonly reactions: AccountReaction[];
}

/** One of a creditor's reactions, as this month's steps find it. */
export interface AccountReaction {
  readonly reaction: Reaction;
  /** The most arrears that it tolerates; null: any. */
  readonly limit: Value | null;
  /** The most months past due that it tolerates; null: any. */
  readonly patience: Value | null;
  /** A boolean: at the month's end there are arrears, above the limit or older than the patience. */
  readonly isPast: Value;
}

/** One debt as values of the program. */
export interface DebtAccount {
  readonly debt: Debt;
  readonly principal: Value;
  /** 0 where there is none. */
  readonly premium: Value;
  readonly balance: Register;
  /** A boolean: it is drawn this month. */
  drawnNow: Value;
  /** A boolean: it was drawn in an earlier month, or has been outstanding from the start. */
  isOut: Value;
  /** Of an amortising debt with payments that are interest alone: the month of its draw, as t; -1 without a draw. */
  drawnAt: Value;
  /** A boolean: it is a credit line that has been called, this month or earlier. */
  isClosed: Value;
}

/** Groups of creditors with the same priority, criticality and day, in the order in which they are paid. */
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

import type { Case, HappeningKind } from '../../../src/engine/month/measures.ts';
import type { Event, Reaction } from '../../../src/scenario/scenario.ts';

// ----------------------------------------------------------------------------------------- comparisons, section 3, end

const TOLERANCE = 1e-9;

/** Amounts within 1e-9 of the larger count as equal. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

export function exceeds(a: number, b: number): boolean {
  return a > b && !same(a, b);
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function add<K>(to: Map<K, number>, key: K, amount: number): void {
  to.set(key, (to.get(key) ?? 0) + amount);
}

// ---------------------------------------------------------------------------------------------- what one world carries

/** What one creditor is owed, debts not yet due aside. */
export class Account {
  /** What is due and not paid; between steps 7 and 8 also what falls due this month. */
  arrears = 0;
  suspended = false;
  /** Invoices not yet due, by the month in which they fall due. */
  readonly invoices = new Map<number, number>();
  /** Reactions that have acted since the arrears were 0. */
  readonly acted = new Set<Reaction>();
  private parts: { readonly fellDue: number; readonly amount: number }[] = [];

  /** What falls due in month t, or is added to the arrears then. */
  fallDue(t: number, amount: number): void {
    if (amount === 0) return;
    this.arrears += amount;
    this.parts.push({ fellDue: t, amount });
  }

  /**
   * What is paid or forgiven, the oldest part first. A part is settled when the amount reaches the sum of the parts up
   * to it.
   */
  settle(amount: number): void {
    let reached = 0;
    const left: typeof this.parts = [];
    for (const part of this.parts) {
      reached += part.amount;
      if (exceeds(reached, amount)) {
        left.push({ fellDue: part.fellDue, amount: Math.min(part.amount, reached - amount) });
      }
    }
    this.arrears = same(amount, this.arrears) || left.length === 0 ? 0 : this.arrears - amount;
    this.parts = this.arrears === 0 ? [] : left;
  }

  /** Months past due of the oldest part, at the end of month t. */
  age(t: number): number {
    return this.arrears > 0 ? t - this.parts[0]!.fellDue + 1 : 0;
  }

  sumOfParts(): number {
    return sum(this.parts.map(({ amount }) => amount));
  }
}

/** What is left of one debt, not yet due. */
export interface Loan {
  balance: number;
  /** The month of its draw; -1: outstanding when the scenario opens; null: not drawn. */
  drawn: number | null;
  /** It was called: a credit line is closed. */
  called: boolean;
  /** A reaction of its lender makes it fall due next month. */
  calledNext: boolean;
}

/** One thing that came of an asset or a debt in month t, and of how much. */
export interface Happened {
  readonly kind: HappeningKind;
  readonly name: string;
  readonly t: number;
  readonly amount: number;
}

/** What one world carries from month to month. */
export interface Books {
  cash: number;
  /** What the customers of each revenue line will pay, by month. */
  readonly receivable: Map<string, Map<number, number>>;
  /** Billed and not yet earned, by the month in which it will be. */
  readonly deferred: Map<number, number>;
  /** Invoiced and not yet an expense, by the month in which it will be. */
  readonly prepaid: Map<number, number>;
  /** Value of the assets that are not sold. */
  readonly assets: Map<string, number>;
  readonly accounts: Map<string, Account>;
  readonly loans: Map<string, Loan>;
  readonly principals: ReadonlyMap<string, number>;
  readonly premiums: ReadonlyMap<string, number>;
  /** Months that a formula gives. */
  readonly given: ReadonlyMap<Event, number>;
  /** Funding that its probability drew. */
  readonly chosen: ReadonlySet<string>;
  /** Funding that came in and was more than 0. */
  readonly arrived: Set<string>;
  /** Tests that have been true. */
  readonly happened: Set<Event>;
  /** What came to pass, by name: for those who ask whether it ever does. */
  readonly deeds: Set<string>;
  /** What came of assets and debts, in order. */
  readonly happenings: Happened[];
  /** The lender of each debt. */
  readonly lenders: ReadonlyMap<string, string>;
}

export function dueLater(books: Books, creditor: string): number {
  return sum(books.accounts.get(creditor)!.invoices.values());
}

export function owedTo(books: Books, creditor: string): number {
  const loans = [...books.loans].filter(([debt]) => books.lenders.get(debt) === creditor);
  return books.accounts.get(creditor)!.arrears + dueLater(books, creditor) + sum(loans.map(([, loan]) => loan.balance));
}

/** Balances, at the end of a month or before the first. */
export function balanceSheet(books: Books): Case['opening'] {
  const creditors = [...books.accounts.keys()];
  const receivable = sum([...books.receivable.values()].map((months) => sum(months.values())));
  const prepaid = sum(books.prepaid.values());
  const assets = sum(books.assets.values());
  const deferredIncome = sum(books.deferred.values());
  const owed = sum(creditors.map((name) => owedTo(books, name)));
  return {
    cash: books.cash,
    receivable,
    prepaid,
    assets,
    deferred_income: deferredIncome,
    due_later: sum(creditors.map((name) => dueLater(books, name))),
    overdue: sum(creditors.map((name) => books.accounts.get(name)!.arrears)),
    debt: sum([...books.loans.values()].map(({ balance }) => balance)),
    owed,
    equity: books.cash + receivable + prepaid + assets - owed - deferredIncome,
  };
}

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

/** One creditor's account: all it is owed, except debts not yet due. */
export class Account {
  /** Money due and not paid; between steps 7 and 8 also what falls due this month. */
  arrears = 0;
  suspended = false;
  /** Invoices not yet due, by the month in which they fall due. */
  readonly invoices = new Map<number, number>();
  /** Reactions that have acted since the arrears were 0. */
  readonly acted = new Set<Reaction>();
  private parts: { readonly fellDue: number; readonly amount: number }[] = [];

  /** Adds an amount that falls due in month t to the arrears. */
  fallDue(t: number, amount: number): void {
    if (amount === 0) return;
    this.arrears += amount;
    this.parts.push({ fellDue: t, amount });
  }

  /**
   * Takes a paid or forgiven amount off the arrears, the oldest part first. A part goes when all up to it are covered.
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

/** The outstanding balance of one debt, which is not yet due. */
export interface Loan {
  balance: number;
  /** The month of its draw; -1: outstanding when the scenario opens; null: not drawn. */
  drawn: number | null;
  /** Whether it was called; a credit line is closed then. */
  called: boolean;
  /** Whether a reaction of its lender makes it fall due next month. */
  calledNext: boolean;
}

/** One event of an asset or a debt in month t, with its amount. */
export interface Happened {
  readonly kind: HappeningKind;
  readonly name: string;
  readonly t: number;
  readonly amount: number;
}

/** The state that one world carries from month to month. */
export interface Books {
  cash: number;
  /** By revenue line, and by the month in which it will be received, what customers owe. */
  readonly receivable: Map<string, Map<number, number>>;
  /** Deferred income by the month in which it will be earned. */
  readonly deferred: Map<number, number>;
  /** Prepaid costs by the month in which they will be an expense. */
  readonly prepaid: Map<number, number>;
  /** By asset its value; sold ones are left out. */
  readonly assets: Map<string, number>;
  readonly accounts: Map<string, Account>;
  readonly loans: Map<string, Loan>;
  readonly principals: ReadonlyMap<string, number>;
  readonly premiums: ReadonlyMap<string, number>;
  /** By event the month, as t, that its formula gives. */
  readonly given: ReadonlyMap<Event, number>;
  /** Names of funding that the draw of its probability lets arrive. */
  readonly chosen: ReadonlySet<string>;
  /** Names of funding that has arrived with more than 0. */
  readonly arrived: Set<string>;
  /** Events whose test has been true. */
  readonly happened: Set<Event>;
  /** Names of kinds of events that have happened, for tests that every kind does at some time. */
  readonly deeds: Set<string>;
  /** Events of assets and debts, in their order. */
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

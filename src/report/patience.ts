/** How long a creditor in arrears still waits, and what its arrears are made of. */
import { type AccountMonths, type Case, type CreditorName, TOLERANCE } from '../engine/answers.ts';
import type { Creditor } from '../scenario/scenario.ts';
import type { Accounts } from './payment-order.ts';

/** What is reported of one creditor by month. */
type CreditorMonths = Readonly<Record<CreditorName, Float64Array>>;

/** Where one creditor stands at the end of a month. */
export interface Standing {
  readonly arrears: number;
  /** Months in a row in arrears. */
  readonly months: number;
  readonly patience: number | null;
  readonly limit: number | null;
  /** Month-ends until its patience is at an end if nothing is paid; 0 where it is, null where it has no end. */
  readonly monthsLeft: number | null;
  /** What may still be added to its arrears; 0 where its limit is passed, null where it has none. */
  readonly limitLeft: number | null;
  /** What it is past, so that it acts now. */
  readonly past: 'patience' | 'limit' | null;
  /** Suspended in this month, and so from the month before or earlier. */
  readonly isSuspended: boolean;
  /** It has ended the company in this month. */
  readonly ends: boolean;
}

export function standingOf(creditor: Creditor, result: Case, accounts: Accounts, t: number): Standing {
  const account = accounts.get(creditor.name)!;
  const { overdue, suspended } = result.creditors.get(creditor.name)!;
  const [arrears, months] = [overdue[t]!, account.monthsOverdue[t]!];
  const [limit, patience] = [account.limit?.[t] ?? null, account.patience?.[t] ?? null];
  const isPastLimit = limit !== null && arrears > 0 && exceeds(arrears, limit);
  const isPastPatience = patience !== null && arrears > 0 && exceeds(months, patience);
  const { failure } = result.measures;
  return {
    arrears,
    months,
    patience,
    limit,
    monthsLeft: patience === null ? null : monthsLeft(months, patience),
    limitLeft: limit === null ? null : isPastLimit ? 0 : Math.max(0, limit - arrears),
    past: isPastPatience ? 'patience' : isPastLimit ? 'limit' : null,
    isSuspended: suspended[t] === 1,
    ends: failure !== null && failure.t === t && failure.cause.slice(failure.cause.indexOf(':') + 1) === creditor.name,
  };
}

/** The least number of further months in arrears that is past the patience. */
const monthsLeft = (months: number, patience: number): number =>
  Math.max(0, Math.floor(patience / (1 - TOLERANCE) - months) + 1);

const exceeds = (a: number, b: number): boolean => a - b > a * TOLERANCE;

/**
 * Arrears at the end of month t by age: entry k fell due k months before. Payments count against the oldest, fees and what is written off
 * against each in proportion. Of opening arrears the file tells no more than how long there were some: they are as old as that, at least a month.
 */
export function ageing(account: AccountMonths, { due, paid }: CreditorMonths, t: number): number[] {
  let ages: number[] = [];
  for (let month = 0; month <= t; month++) {
    const carried = account.arrears[month]!;
    const opened = month === 0 ? openingAges(account, carried) : [0, ...ages];
    const before = total(opened);
    const aged = before > 0 ? opened.map((amount) => (amount * carried) / before) : [0];
    aged[0] = aged[0]! + Math.max(0, due[month]! - carried);
    ages = afterPayment(aged, paid[month]!);
  }
  return ages;
}

function openingAges({ monthsOverdue }: AccountMonths, carried: number): number[] {
  const age = Math.max(1, Math.floor(monthsOverdue[0]!) - 1);
  return [...Array<number>(age).fill(0), carried];
}

function afterPayment(ages: readonly number[], paid: number): number[] {
  const out = [...ages];
  let left = paid;
  for (let k = out.length - 1; k >= 0; k--) {
    const part = Math.min(left, out[k]!);
    out[k] = exceeds(out[k]!, part) ? out[k]! - part : 0;
    left -= part;
  }
  return out;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

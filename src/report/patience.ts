/** How long a creditor in arrears still waits, and what its arrears are made of. */
import { type AccountMonths, type Accounts, type Case, type CreditorName, TOLERANCE } from '../engine/answers.ts';
import type { Creditor, Reaction } from '../scenario/scenario.ts';

/** What is reported of one creditor by month. */
type CreditorMonths = Readonly<Record<CreditorName, Float64Array>>;

/** Where one creditor stands at the end of a month. Of several reactions, the one that it comes to next, or is at. */
export interface ArrearsStanding {
  readonly arrears: number;
  /** Months past due of its oldest bill. */
  readonly months: number;
  /** What it does then; null: it only waits. */
  readonly acts: Reaction['then'] | null;
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

/** What a standing says of one reaction. */
type Reacting = Pick<ArrearsStanding, 'acts' | 'patience' | 'limit' | 'monthsLeft' | 'limitLeft' | 'past'>;

const WAITS: Reacting = { acts: null, patience: null, limit: null, monthsLeft: null, limitLeft: null, past: null };

export function standingOf(creditor: Creditor, result: Case, accounts: Accounts, t: number): ArrearsStanding {
  const { overdue, suspended, age } = result.creditors.get(creditor.name)!;
  const [arrears, months] = [overdue[t]!, age[t]!];
  const isSuspended = suspended[t] === 1;
  const tolerated = accounts.creditors.get(creditor.name)!.reactions;
  const reactions = creditor.reactions.map(({ then }, i) => {
    const { limit, patience } = tolerated[i]!;
    return reactingOf(then, limit?.[t] ?? null, patience?.[t] ?? null, arrears, months);
  });
  const { failure } = result.measures;
  return {
    ...(nextOf(reactions, isSuspended) ?? WAITS),
    arrears,
    months,
    isSuspended,
    ends: failure !== null && failure.t === t && failure.cause.slice(failure.cause.indexOf(':') + 1) === creditor.name,
  };
}

function reactingOf(
  acts: Reaction['then'],
  limit: number | null,
  patience: number | null,
  arrears: number,
  months: number,
): Reacting {
  const isPastLimit = limit !== null && arrears > 0 && exceeds(arrears, limit);
  const isPastPatience = patience !== null && arrears > 0 && exceeds(months, patience);
  return {
    acts,
    patience,
    limit,
    monthsLeft: patience === null ? null : monthsLeft(months, patience),
    limitLeft: limit === null ? null : isPastLimit ? 0 : Math.max(0, limit - arrears),
    past: isPastPatience ? 'patience' : isPastLimit ? 'limit' : null,
  };
}

/**
 * The reaction to tell of: what ends the company; of what is to come the soonest, where it has suspended before; else
 * what it is past.
 */
function nextOf(reactions: readonly Reacting[], isSuspended: boolean): Reacting | undefined {
  const bySoonest = [...reactions].sort((a, b) => (a.monthsLeft ?? Infinity) - (b.monthsLeft ?? Infinity));
  const past = bySoonest.filter((reaction) => reaction.past !== null);
  const toCome = bySoonest.find((reaction) => reaction.past === null);
  const ending = past.find(({ acts }) => acts === 'petition' || acts === 'fail');
  return ending ?? (isSuspended ? (toCome ?? past[0]) : (past[0] ?? toCome));
}

/** The least number of further months in arrears that is past the patience. */
const monthsLeft = (months: number, patience: number): number =>
  Math.max(0, Math.floor(patience / (1 - TOLERANCE) - months) + 1);

const exceeds = (a: number, b: number): boolean => a - b > a * TOLERANCE;

/**
 * Arrears at the end of month t by age: entry k fell due k months before. What is paid or written off settles the
 * oldest first; a fee is as old as the month in which it was added. Opening arrears are as old as the file says, in
 * whole months; what of them fell due in the past of a scenario, by `fallen`, all that ever had by the end of each of
 * its months, is as old as that.
 */
export function ageing(
  account: AccountMonths,
  { due, paid, age }: CreditorMonths,
  t: number,
  fallen: readonly number[] = [],
): number[] {
  let ages: number[] = [];
  for (let month = 0; month <= t; month++) {
    const [carried, fee, forgiven] = [account.arrears[month]!, account.fee[month]!, account.forgiven[month]!];
    const opened = month === 0 ? openingAges(carried + forgiven - fee, age[0]!, fallen) : [0, ...ages];
    opened[0] = opened[0]! + fee;
    const aged = settled(opened, forgiven);
    aged[0] = aged[0]! + Math.max(0, due[month]! - carried);
    ages = settled(aged, paid[month]!);
  }
  return ages;
}

/**
 * Opening arrears, by the months since they fell due; where all of them are settled in the first month, their age does
 * not matter.
 */
function openingAges(arrears: number, age: number, fallen: readonly number[]): number[] {
  const ages = [0];
  let left = arrears;
  for (let k = fallen.length - 1; k >= 0; k--) {
    const part = Math.min(left, fallen[k]! - (fallen[k - 1] ?? 0));
    ages.push(part);
    left = exceeds(left, part) ? left - part : 0;
  }
  if (left === 0 && fallen.length > 0) return ages;
  const oldest = Math.max(0, Math.floor(age) - 1);
  while (ages.length <= oldest) ages.push(0);
  ages[oldest] = ages[oldest]! + left;
  return ages;
}

function settled(ages: readonly number[], amount: number): number[] {
  const out = [...ages];
  let left = amount;
  for (let k = out.length - 1; k >= 0; k--) {
    const part = Math.min(left, out[k]!);
    out[k] = exceeds(out[k]!, part) ? out[k]! - part : 0;
    left -= part;
  }
  return out;
}

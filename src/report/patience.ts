/** How long a creditor in arrears still waits, and the age of its arrears. */
import { type AccountMonths, type Accounts, type Case, type CreditorName, TOLERANCE } from '../engine/answers.ts';
import type { Creditor, Reaction } from '../scenario/scenario.ts';

/** By measure, one creditor's numbers by month. */
type CreditorMonths = Readonly<Record<CreditorName, Float64Array>>;

/**
 * The standing of one creditor at the end of a month. Of several reactions it tells the next one, or the one that the
 * creditor is past.
 */
export interface ArrearsStanding {
  readonly arrears: number;
  /** Age of its oldest unpaid bill, in months past due. */
  readonly months: number;
  /** Its reaction; null: it only waits. */
  readonly acts: Reaction['then'] | null;
  readonly patience: number | null;
  readonly limit: number | null;
  /**
   * Month-ends until it is past its patience if nothing is paid; 0: it is past it; null: it has no patience to run out.
   */
  readonly monthsLeft: number | null;
  /** Amount by which arrears may still grow before they pass its limit; 0: they are past it; null: it has no limit. */
  readonly limitLeft: number | null;
  /** What arrears are past, so that it reacts now; null: neither. */
  readonly past: 'patience' | 'limit' | null;
  /** Suspended in this month, which means that it suspended in an earlier one. */
  readonly isSuspended: boolean;
  /** Whether it ended the company in this month. */
  readonly ends: boolean;
}

/** The part of a standing that describes one reaction. */
type Reacting = Pick<ArrearsStanding, 'acts' | 'patience' | 'limit' | 'monthsLeft' | 'limitLeft' | 'past'>;

const WAITS: Reacting = { acts: null, patience: null, limit: null, monthsLeft: null, limitLeft: null, past: null };

/** The standing of a creditor at the end of month t. */
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
 * The reaction to report: the one that ends the company; after a suspension the soonest of the others; else the one
 * that the creditor is past, or the soonest.
 */
function nextOf(reactions: readonly Reacting[], isSuspended: boolean): Reacting | undefined {
  const bySoonest = [...reactions].sort((a, b) => (a.monthsLeft ?? Infinity) - (b.monthsLeft ?? Infinity));
  const past = bySoonest.filter((reaction) => reaction.past !== null);
  const toCome = bySoonest.find((reaction) => reaction.past === null);
  const ending = past.find(({ acts }) => acts === 'petition' || acts === 'fail');
  return ending ?? (isSuspended ? (toCome ?? past[0]) : (past[0] ?? toCome));
}

/** The least number of further months in arrears whose age exceeds the patience, from 0 up. */
const monthsLeft = (months: number, patience: number): number =>
  Math.max(0, Math.floor(patience / (1 - TOLERANCE) - months) + 1);

const exceeds = (a: number, b: number): boolean => a - b > a * TOLERANCE;

/**
 * Arrears at the end of month t by age: entry k fell due k months before, in currency. Payments and write-offs settle
 * the oldest first; a fee dates from the month that adds it. Opening arrears have the age (whole months) that the file
 * gives; where a scenario has a past, `fallen` is the sum that fell due by the end of each past month, and dates them.
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
 * Opening arrears by months since they fell due. Where the first month settles all of them, their age does not matter.
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

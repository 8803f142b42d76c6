/** One month's payments in their order: each creditor's turn, the cash it found, and why it was paid no more. */
import { type Accounts, type Case, TOLERANCE } from '../engine/answers.ts';
import { END } from '../scenario/days.ts';
import type { Creditor, Scenario } from '../scenario/scenario.ts';

/** One creditor's turn; amounts in the scenario's currency. */
export interface Payment {
  readonly creditor: Creditor;
  /** Rank from 1; creditors paid alike, who share what there is, have the same. */
  readonly place: number;
  readonly due: number;
  /** The part of the due that the company chose to pay. */
  readonly want: number;
  readonly paid: number;
  /** The part of the due that was not paid. */
  readonly arrears: number;
  readonly fee: number;
  readonly forgiven: number;
  /** The share of the due that the company chose to pay, from 0 to 1. */
  readonly share: number;
  /** Cash left when its turn came. */
  readonly left: number;
  /** The part of `left` that it may be paid from; the reserve is kept from creditors that are not critical. */
  readonly room: number;
  /** Other creditors of the same rank with a claim on the same cash. */
  readonly beside: readonly Creditor[];
  /** Whether cash, not choice, was too little for what it was meant to get. */
  readonly isShort: boolean;
}

/** The money of one month and its use, in the scenario's currency. */
export interface PaymentOrder {
  readonly t: number;
  readonly opening: number;
  readonly collections: number;
  readonly equity: number;
  readonly grants: number;
  readonly loans: number;
  /** Proceeds of assets sold. */
  readonly sales: number;
  /** Sum of opening cash and all receipts. */
  readonly available: number;
  readonly reserve: number;
  readonly due: number;
  /** In the order of the turns. */
  readonly payments: readonly Payment[];
  /** Cash at the end of the month. */
  readonly left: number;
}

/** Creditors in the order of payment: by priority, then critical ones first, then by day, then as in the file. */
export const inOrder = (all: Iterable<Creditor>): Creditor[] =>
  [...all].sort((a, b) => a.priority - b.priority || Number(b.critical) - Number(a.critical) || dayOf(a) - dayOf(b));

/** A creditor without a day is paid at the month's end. */
const dayOf = ({ day }: Creditor): number => day ?? END;

/** Step 8 of the month in the standard, for month t; t must not be after the failure. */
export function paymentOrder(scenario: Scenario, result: Case, accounts: Accounts, t: number): PaymentOrder {
  const { byMonth } = result;
  const opening = t === 0 ? result.opening.cash : byMonth.cash[t - 1]!;
  const [collections, equity] = [byMonth.collections[t]!, byMonth.equity_raised[t]!];
  const [grants, loans, sales] = [byMonth.grants[t]!, byMonth.debt_drawn[t]!, byMonth.asset_sales[t]!];
  const available = opening + collections + equity + grants + loans + sales;
  const payments = groups(scenario).flatMap((group, i) => takeTurn(group, { t, place: i + 1, result, accounts }));
  const due = payments.reduce((sum, payment) => sum + payment.due, 0);
  return {
    ...{ t, opening, collections, equity, grants, loans, sales, available },
    ...{ reserve: result.reserve[t]!, due, payments, left: byMonth.cash[t]! },
  };
}

interface Turn {
  readonly t: number;
  readonly place: number;
  readonly result: Case;
  readonly accounts: Accounts;
}

/** One rank's payments: its creditors share the cash in proportion to what each is meant to get. */
function takeTurn(group: readonly Creditor[], { t, place, result, accounts }: Turn): Payment[] {
  const meant = group.map((creditor) => {
    const { pay, fee, forgiven, left, room } = accounts.creditors.get(creditor.name)!;
    const { due, paid, overdue } = result.creditors.get(creditor.name)!;
    return {
      ...{
        creditor,
        place,
        due: due[t]!,
        share: pay[t]!,
        want: due[t]! * pay[t]!,
        paid: paid[t]!,
        arrears: overdue[t]!,
      },
      ...{ fee: fee[t]!, forgiven: forgiven[t]!, left: left[t]!, room: room[t]! },
    };
  });
  const wanted = meant.reduce((sum, { want }) => sum + want, 0);
  return meant.map((one) => ({
    ...one,
    beside: meant.filter((other) => other !== one && other.want > 0).map(({ creditor }) => creditor),
    isShort: exceeds(wanted, one.room) && one.want > 0,
  }));
}

/** Groups of creditors with the same rank, in the order of payment. */
function groups({ creditors }: Scenario): Creditor[][] {
  const out: Creditor[][] = [];
  for (const creditor of inOrder(creditors.values())) {
    const last = out.at(-1)?.[0];
    const isAlike =
      last?.priority === creditor.priority && last.critical === creditor.critical && last.day === creditor.day;
    if (isAlike) out.at(-1)!.push(creditor);
    else out.push([creditor]);
  }
  return out;
}

/** Whether a ≥ 0 is more than b; amounts within the tolerance are equal. */
const exceeds = (a: number, b: number): boolean => a - b > a * TOLERANCE;

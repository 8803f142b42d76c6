/** What explains the payments of a case: for each creditor and month, the numbers that payment and reaction go by. */

import type { Creditor } from '../../scenario/scenario.ts';
import type { Series } from '../program/kept.ts';
import type { Value } from '../program/program.ts';
import type { Books } from './books.ts';
import type { ReceiptKind } from './measures.ts';
import { creditorSeries } from './outcome.ts';

/**
 * One creditor's account, in the scenario's currency but for `pay`. Every array has one entry a month; after a failure
 * amounts are 0, and `pay`, limits and patience repeat the last month's.
 */
export interface AccountMonths {
  /** Share of what is due that the company chooses to pay, from 0 to 1. */
  readonly pay: Float64Array;
  /** Added to the arrears. */
  readonly fee: Float64Array;
  /** Written off the arrears. */
  readonly forgiven: Float64Array;
  /** Arrears with fee, less what is written off: what is due before anything falls due this month. */
  readonly arrears: Float64Array;
  /** Cash left when its turn to be paid came. */
  readonly left: Float64Array;
  /** What of that it may be paid from: all for a critical creditor, for any other without the reserve. */
  readonly room: Float64Array;
  /** What it tolerates: one entry for each of its reactions, in the order of the file. */
  readonly reactions: readonly Tolerated[];
}

/** What one of a creditor's reactions tolerates, by month. */
export interface Tolerated {
  /** The most arrears; null: any. */
  readonly limit: Float64Array | null;
  /** The most months that its oldest unpaid bill may be past due; null: any. */
  readonly patience: Float64Array | null;
}

const FLOWS = ['fee', 'forgiven', 'arrears', 'left', 'room'] as const;
type Flow = (typeof FLOWS)[number];
const BOUNDS = ['limit', 'patience'] as const satisfies readonly (keyof Tolerated)[];
const boundName = (bound: keyof Tolerated, i: number): string => `${bound} ${i}`;

/** Money that came in on one day of each month. */
export interface Receipt {
  readonly kind: ReceiptKind;
  /** The funding, debt or asset that it is from; null for collections, which customers pay. */
  readonly name: string | null;
  /** Day of the month, 1 to 31. */
  readonly day: number;
  /** By month; 0 after a failure. */
  readonly amounts: Float64Array;
}

/** What explains the payments of one case. */
export interface Accounts {
  /** By creditor. */
  readonly creditors: ReadonlyMap<string, AccountMonths>;
  /** All money that came in. */
  readonly receipts: readonly Receipt[];
}

/** The series of which `accountsFrom` makes accounts and receipts. */
export const accountSeries = (books: Books): Series[] => [
  ...seriesOfAccounts(books),
  ...books.received.map(
    ({ amount: value }, i): Series => ({ name: receiptName(i), kind: 'flow', better: 'more', value }),
  ),
];

const receiptName = (i: number): string => `receipt ${i}`;

const seriesOfAccounts = ({ accounts }: Books): Series[] =>
  accounts.flatMap((account) => {
    const series = (what: string, kind: Series['kind'], value: Value | null): Series[] =>
      value === null ? [] : [{ name: creditorSeries(account.creditor.name, what), kind, better: 'less', value }];
    return [
      ...series('pay', 'balance', account.pay),
      ...FLOWS.flatMap((name) => series(name, 'flow', account[name])),
      ...account.reactions.flatMap((reaction, i) =>
        BOUNDS.flatMap((bound) => series(boundName(bound, i), 'balance', reaction[bound])),
      ),
    ];
  });

/** Accounts and receipts, from the numbers of `accountSeries` by name. */
export function accountsFrom({ scenario, received }: Books, series: ReadonlyMap<string, Float64Array>): Accounts {
  const receipts = received.map(({ kind, name, day }, i) => ({
    kind,
    name,
    day,
    amounts: series.get(receiptName(i))!,
  }));
  return { creditors: accountOfEach(scenario.creditors.values(), series), receipts };
}

function accountOfEach(
  creditors: Iterable<Creditor>,
  series: ReadonlyMap<string, Float64Array>,
): ReadonlyMap<string, AccountMonths> {
  return new Map(
    [...creditors].map(({ name, reactions }) => {
      const of = (what: string) => series.get(creditorSeries(name, what)) ?? null;
      const flows = Object.fromEntries(FLOWS.map((flow) => [flow, of(flow)!])) as Pick<AccountMonths, Flow>;
      const tolerated = reactions.map((_, i) => ({
        limit: of(boundName('limit', i)),
        patience: of(boundName('patience', i)),
      }));
      return [name, { pay: of('pay')!, ...flows, reactions: tolerated }];
    }),
  );
}

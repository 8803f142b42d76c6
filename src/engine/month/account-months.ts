/**
 * What the steps of payment and reaction go by, creditor by creditor and month by month: asked for where a month is
 * explained.
 */

import type { Creditor } from '../../scenario/scenario.ts';
import type { Series } from '../program/kept.ts';
import type { Value } from '../program/program.ts';
import type { Books } from './books.ts';
import { creditorSeries } from './outcome.ts';

/** One creditor's account. Every array has one entry a month; after a failure flows are 0 and the others repeat. */
export interface AccountMonths {
  /** Share of what is due that the company chooses to pay, from 0 to 1. */
  readonly pay: Float64Array;
  /** Added to the arrears. */
  readonly fee: Float64Array;
  /** Written off the arrears. */
  readonly forgiven: Float64Array;
  /** Arrears with fee, less what is written off: what is due before anything falls due this month. */
  readonly arrears: Float64Array;
  /** Cash left when its turn to be paid came, and what of that it could be paid out of. */
  readonly left: Float64Array;
  readonly room: Float64Array;
  /** What it tolerates, by its reactions in the order of the file. */
  readonly reactions: readonly Tolerated[];
}

/** What one of a creditor's reactions tolerates, by month. */
export interface Tolerated {
  /** Arrears; null: any. */
  readonly limit: Float64Array | null;
  /** Months past due of the oldest bill; null: any. */
  readonly patience: Float64Array | null;
}

const FLOWS = ['fee', 'forgiven', 'arrears', 'left', 'room'] as const;
type Flow = (typeof FLOWS)[number];
const BOUNDS = ['limit', 'patience'] as const satisfies readonly (keyof Tolerated)[];
const boundName = (bound: keyof Tolerated, i: number): string => `${bound} ${i}`;

/** The series of every account. */
export const accountSeries = ({ accounts }: Books): Series[] =>
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

/** The account of each creditor, put together from its series. */
export function accountsFrom(
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

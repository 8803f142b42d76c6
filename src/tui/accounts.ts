import type { Accounts, Case } from '../engine/answers.ts';
import { paymentOrder } from '../report/payment-order.ts';
import type { PaidMonth } from '../report/payment-words.ts';
import { lastMonth } from '../report/words.ts';
import type { ReadState } from './state.ts';
import { viewed } from './worlds.ts';

/**
 * What explains the payments of the case in front; null where it has no result. Throws an Error unless a tab that tells
 * payments is shown: only then are they asked of the engine (`complete.ts`).
 */
export function accountsInFront(state: ReadState): Accounts | null {
  const { result } = viewed(state);
  if (result === null) return null;
  const { accounts } = state.results;
  if (accounts?.of !== result) throw new Error('not asked for: the accounts of the case in front');
  return accounts.accounts;
}

/** The payments of the month that the keys act on; null after the failure, and where the case has no result. */
export function monthInFront(state: ReadState): PaidMonth | null {
  const accounts = accountsInFront(state);
  if (accounts === null) return null;
  const { scenario } = state.loaded;
  const result = viewed(state).result!;
  if (state.month > lastMonth(result.measures.failure, scenario.months)) return null;
  const order = paymentOrder(scenario, result, accounts, state.month);
  return { scenario, result, accounts, order, ascii: state.glyphs === 'ascii' };
}

/**
 * The month that the Creditors tab tells of, as t: the one read in the chart, else the first in which a creditor waits,
 * else the last before the failure or the horizon.
 */
export function creditorsMonth({ isReading, month, loaded }: ReadState, { measures }: Case): number {
  const last = lastMonth(measures.failure, loaded.scenario.months);
  return isReading ? Math.min(month, last) : (measures.firstUnpaid ?? last);
}

import type { Case } from '../engine/answers.ts';
import { askAccounts, drawWorld } from '../engine/ask.ts';
import { type Accounts, paymentOrder } from '../report/payment-order.ts';
import type { PaidMonth } from '../report/payment-words.ts';
import { lastMonth } from '../report/words.ts';
import type { ReadState } from './state.ts';
import { viewed } from './worlds.ts';

const known = new WeakMap<Case, Accounts>();

/** What explains the payments of the case in front; null where there is no result. */
export function accountsInFront(state: ReadState): Accounts | null {
  const now = viewed(state);
  if (now.result === null) return null;
  const found = known.get(now.result);
  if (found !== undefined) return found;
  const { model, scenario, sampler } = state.loaded;
  const drawn = now.world === null ? null : drawWorld(model, scenario.seed, now.world, sampler);
  const accounts = askAccounts(model, now.settings, drawn);
  known.set(now.result, accounts);
  return accounts;
}

/** The month that the keys act on, as it was paid; null after the failure, and where there is no result. */
export function monthInFront(state: ReadState): PaidMonth | null {
  const accounts = accountsInFront(state);
  if (accounts === null) return null;
  const { scenario } = state.loaded;
  const result = viewed(state).result!;
  if (state.month > lastMonth(result.measures.failure, scenario.months)) return null;
  const order = paymentOrder(scenario, result, accounts, state.month);
  return { scenario, result, accounts, order, ascii: state.glyphs === 'ascii' };
}

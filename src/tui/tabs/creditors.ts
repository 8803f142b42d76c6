import { money } from '../../chart/money.ts';
import { inOrder } from '../../report/payment-order.ts';
import { calledBy, lastMonth, nameOf } from '../../report/words.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { creditors } from '../view/creditors.ts';
import { viewed } from '../worlds.ts';
import { cursorOf, type TabPart } from './tab.ts';

/** The tab Creditors: a line for each, in the order in which they are paid. */
export const CREDITORS: TabPart = {
  name: 'Creditors',
  short: 'Cred.',
  shows: 'Show the creditors',
  view: creditors,
  count: ({ loaded }) => loaded.scenario.creditors.size,
  cursor: cursorOf('creditors'),
  isOfWorld: true,
  contexts: () => ['creditors', 'table'],
  entry: ({ loaded, lists }) => inOrder(loaded.scenario.creditors.values())[lineOf({ lists }, 'creditors')] ?? null,
  words,
};

function words(state: ReadState): string[] {
  const now = viewed(state);
  if (now.result === null) return [];
  const { creditors, currency, start, months } = state.loaded.scenario;
  const creditor = inOrder(creditors.values())[lineOf(state, 'creditors')];
  if (creditor === undefined) return ['This file has no creditors.'];
  const last = lastMonth(now.result.measures.failure, months);
  const sum = (value: number): string => money(value, currency, true);
  const { overdue, owed } = now.result.creditors.get(creditor.name)!;
  const waits = overdue.subarray(0, last + 1).findIndex((value) => value > 0);
  const by = `by ${nameOf(start, last)}`;
  const arrears =
    waits === -1 ? `no arrears ${by}` : `waits from ${nameOf(start, waits)}, ${by} arrears ${sum(overdue[last]!)}`;
  return [`${calledBy(creditor)}${creditor.critical ? ', critical' : ''}: ${arrears}, owed ${sum(owed[last]!)}.`];
}

import { money } from '../../chart/money.ts';
import { inOrder } from '../../report/payment-order.ts';
import { calledBy, lastMonth, nameOf } from '../../report/words.ts';
import type { ReadState } from '../state.ts';
import { creditors, creditorsFoot, lastCreditorColumn } from '../view/creditors.ts';
import { viewed } from '../worlds.ts';
import { HEAD, type TabPart } from './tab.ts';

/** The creditors in the order in which they are paid. */
export const CREDITORS: TabPart = {
  name: 'Creditors',
  short: 'Cred.',
  shows: 'Show the creditors',
  rows: creditors,
  above: () => HEAD,
  besides: () => HEAD,
  count: ({ loaded }) => loaded.scenario.creditors.size,
  isOfWorld: true,
  cursor: null,
  page: 'lines',
  columns: {
    at: ({ creditorColumn }) => creditorColumn,
    to: (creditorColumn) => ({ creditorColumn }),
    last: lastCreditorColumn,
  },
  foot: creditorsFoot,
  contexts: () => ['table'],
  words,
};

function words(state: ReadState): string[] {
  const now = viewed(state);
  if (now.result === null) return [];
  const { creditors, currency, start, months } = state.loaded.scenario;
  const { result } = now;
  const last = lastMonth(result.measures.failure, months);
  const sum = (value: number): string => money(value, currency, true);
  return inOrder(creditors.values()).map((creditor) => {
    const { overdue, owed } = result.creditors.get(creditor.name)!;
    const waits = overdue.subarray(0, last + 1).findIndex((value) => value > 0);
    const by = `by ${nameOf(start, last)}`;
    const arrears =
      waits === -1 ? `no arrears ${by}` : `waits from ${nameOf(start, waits)}, ${by} arrears ${sum(overdue[last]!)}`;
    return `${calledBy(creditor)}${creditor.critical ? ', critical' : ''}: ${arrears}, owed ${sum(owed[last]!)}.`;
  });
}

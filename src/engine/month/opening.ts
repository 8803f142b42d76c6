/** The balance sheet as the scenario opens. */
import type { Value } from '../program/program.ts';
import type { Books } from './books.ts';

export const OPENING_NAMES = [
  'cash',
  'receivable',
  'prepaid',
  'assets',
  'deferred_income',
  'due_later',
  'overdue',
  'debt',
  'owed',
  'equity',
] as const;
export type OpeningName = (typeof OPENING_NAMES)[number];

/** The opening balances as values, in the scenario's currency. */
export function openings(books: Books): Record<OpeningName, Value> {
  const { program: p, cash, accounts } = books;
  const receivable = p.sum(books.openingReceivable);
  const [prepaid, assets, deferred] = [books.prepaid.open, books.assets.open, books.deferred.open];
  const dueLater = p.sum(accounts.flatMap(({ pipeline }) => pipeline.map(({ init }) => init)));
  const overdue = p.sum(accounts.map((account) => account.overdue.init));
  const debt = p.sum(accounts.flatMap(({ debts }) => debts.map(({ balance }) => balance.init)));
  const owed = p.sum([dueLater, overdue, debt]);
  return {
    cash: cash.init,
    receivable,
    prepaid,
    assets,
    deferred_income: deferred,
    due_later: dueLater,
    overdue,
    debt,
    owed,
    equity: p.sub(p.sum([cash.init, receivable, prepaid, assets]), p.add(owed, deferred)),
  };
}

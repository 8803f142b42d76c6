/**
 * Actuals restate balances: months that are past close with the balances that their actuals give. A balance of several
 * parts (by the month in which it falls due or comes in, or by debt) keeps the proportions of its parts; where the
 * steps found none, all of it falls due, or comes in, in the month after. Debt of which the steps found none stays 0.
 */
import { measureText } from '../../scenario/figure.ts';
import type { Register, Value } from '../program/program.ts';
import type { Account } from './account.ts';
import type { Books, RestatedName } from './books.ts';

/** Puts actuals in place of what the steps found. Call after the payments and before the reactions. */
export function restate(books: Books): void {
  if (books.known === null) return;
  const { program: p, known } = books;
  const cash = known.or('cash', books.closingCash);
  note(books, 'cash', p.sub(cash, books.closingCash));
  books.lowestCash = p.min(books.lowestCash, cash);
  books.closingCash = cash;
  books.cash.next = cash;
  restateParts(books, 'receivable', 'receivable', books.receivables);
  books.receivableClose = p.sum(books.receivables.map(({ next }) => next!));
  for (const account of books.accounts) restateAccount(books, account);
  restateParts(
    books,
    'debt',
    'debt',
    [...books.debts.values()].map(({ balance }) => balance),
  );
}

function restateAccount(books: Books, account: Account): void {
  const { program: p, known } = books;
  const of = account.creditor.name;
  const name = (measure: string): string => measureText({ measure, of, over: 'plain' });
  restateParts(books, 'due_later', name('due_later'), account.pipeline);
  const before = account.overdue.next!;
  const overdue = known!.or(name('overdue'), before);
  const moved = p.sub(overdue, before);
  note(books, 'overdue', moved);
  // Arrears beyond what the steps found count as fallen due this month, by which their age is told.
  account.fallen = p.add(account.fallen, p.max(p.zero, moved));
  account.overdue.next = overdue;
}

/** Restates a balance whose parts are registers; `name` is that of the figure among the actuals. */
function restateParts(books: Books, kind: RestatedName, name: string, parts: readonly Register[]): void {
  const { program: p } = books;
  const figure = books.known!.figure(name);
  if (figure === null || parts.length === 0) return;
  const before = p.sum(parts.map(({ next }) => next!));
  const isNone = p.eq(before, p.zero);
  const factor = p.div(figure.value, p.select(isNone, p.one, before));
  parts.forEach((part, j) => {
    const whole = j === 0 && kind !== 'debt' ? figure.value : p.zero;
    const restated = p.select(isNone, whole, p.mul(part.next!, factor));
    part.next = p.select(figure.is, restated, part.next!);
  });
  note(books, kind, p.sub(p.sum(parts.map(({ next }) => next!)), before));
}

/** Notes by how much a balance was moved. */
function note(books: Books, name: RestatedName, moved: Value): void {
  books.restated[name] = books.program.add(books.restated[name], moved);
}

/** Steps 9 and 10: creditors react to arrears past their limit or patience, and the company may fail. */
import type { Reaction } from '../../scenario/scenario.ts';
import type { Value } from '../program/program.ts';
import type { Account, AccountReaction } from './account.ts';
import { olderThan } from './age.ts';
import type { Books } from './books.ts';
import { exceeds } from './tolerance.ts';

/** Step 9. A creditor past a limit or a patience acts: once, until a month ends without arrears. */
export function react(books: Books): void {
  const { program: p } = books;
  for (const account of books.accounts) {
    const isOverdue = p.lt(p.zero, account.overdue.next!);
    const { reactions } = account.creditor;
    const isOlder = reactions.some(({ patience }) => patience !== null) ? olderThan(books, account) : null;
    for (const reaction of reactions)
      account.reactions.push(tolerate(books, account, reaction, (patience) => isOlder!(patience)));
    const { suspending, calling } = account;
    if (suspending !== null) {
      const now = p.or(suspending.value, isPast(books, account, 'suspend'));
      suspending.next = p.and(isOverdue, now);
    }
    if (calling !== null) calling.next = callNext(books, account, isOverdue);
  }
}

/** A reaction's limit and patience this month, and whether the arrears are past either. */
function tolerate(
  books: Books,
  account: Account,
  reaction: Reaction,
  isOlder: (patience: Value) => Value,
): AccountReaction {
  const { program: p } = books;
  const where = `creditors.${account.creditor.name}`;
  const limit = reaction.limit === null ? null : books.field(reaction.limit, `${where}.limit`);
  const patience = reaction.patience === null ? null : books.field(reaction.patience, `${where}.patience`);
  const isOver = limit === null ? p.false : exceeds(p, account.overdue.next!, limit);
  const isLate = patience === null ? p.false : isOlder(patience);
  const isOverdue = p.lt(p.zero, account.overdue.next!);
  return { reaction, limit, patience, isPast: p.and(isOverdue, p.or(isOver, isLate)) };
}

/** A boolean: the creditor is past the limit or patience of a reaction of that kind. */
function isPast({ program: p }: Books, { reactions }: Account, then: Reaction['then']): Value {
  return reactions
    .filter(({ reaction }) => reaction.then === then)
    .reduce((any, reaction) => p.or(any, reaction.isPast), p.false);
}

/** A boolean: all that the creditor has lent falls due next month. */
function callNext(books: Books, { creditor, reactions }: Account, isOverdue: Value): Value {
  const { program: p } = books;
  const calls = reactions
    .filter(({ reaction }) => reaction.then === 'call')
    .map((reaction, i) => {
      const acted = books.carry(`creditors.${creditor.name} acted ${i}`, p.false);
      acted.next = p.and(isOverdue, p.or(acted.value, reaction.isPast));
      return p.and(reaction.isPast, p.not(acted.value));
    });
  return calls.reduce((a, b) => p.or(a, b));
}

/**
 * Step 10. The company fails where a critical creditor without reactions was paid less than it was due, where a
 * creditor is past what it tolerates by a reaction that fails the company, or where one petitions.
 */
export function fail(books: Books): void {
  const { program: p } = books;
  const byPriority = [...books.accounts].sort((a, b) => a.creditor.priority - b.creditor.priority);
  const tests: Value[] = [];
  const cause = (name: string, test: Value): void => {
    books.causes.push(name);
    tests.push(test);
  };
  for (const account of byPriority) {
    const { name, critical, reactions } = account.creditor;
    if (critical && reactions.length === 0) cause(`unpaid:${name}`, p.lt(p.zero, account.overdue.next!));
    else if (reactions.some(({ then }) => then === 'fail')) cause(`unpaid:${name}`, isPast(books, account, 'fail'));
  }
  for (const account of byPriority) {
    const { name, reactions } = account.creditor;
    if (reactions.some(({ then }) => then === 'petition'))
      cause(`petition:${name}`, isPast(books, account, 'petition'));
  }
  // In months that are past the company did not fail.
  books.stop = books.known === null ? tests.reduce((a, b) => p.or(a, b), p.false) : p.false;
  for (let i = tests.length - 1; i >= 0; i--) books.cause = p.select(tests[i]!, p.constant(i), books.cause);
}

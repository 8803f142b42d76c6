/** Steps 9 and 10: what creditors do who wait too long, and whether the company fails. */
import type { Reaction } from '../../scenario/scenario.ts';
import type { Value } from '../program/program.ts';
import type { Account, AccountReaction } from './account.ts';
import { olderThan } from './age.ts';
import type { Books } from './books.ts';
import { exceeds } from './tolerance.ts';

/** Past a limit or a patience a creditor acts: once, until it has no arrears at a month's end. */
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

/** A boolean: the creditor is past what it tolerates of one of those reactions. */
function isPast({ program: p }: Books, { reactions }: Account, then: Reaction['then']): Value {
  return reactions
    .filter(({ reaction }) => reaction.then === then)
    .reduce((any, reaction) => p.or(any, reaction.isPast), p.false);
}

/** A boolean: what it has lent falls due next month. */
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
 * The company fails where a critical creditor was paid less than it was due, or waits past what it tolerates, or a
 * creditor petitions.
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
  // Whoever tells what happened has lived through it.
  books.stop = books.known === null ? tests.reduce((a, b) => p.or(a, b), p.false) : p.false;
  for (let i = tests.length - 1; i >= 0; i--) books.cause = p.select(tests[i]!, p.constant(i), books.cause);
}

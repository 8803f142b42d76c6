/**
 * Step 8: creditors are paid by priority, within it the critical first, then by day. Those alike in all three are a
 * group: what there is is shared in proportion to what is wanted for each.
 */
import { END } from '../../scenario/days.ts';
import type { Program, Value } from '../program/program.ts';
import { type Account, paymentGroups } from './account.ts';
import type { Books } from './books.ts';
import { exceeds, remainder } from './tolerance.ts';

/** Pays all creditors, and sets the month's closing and lowest cash. */
export function pay(books: Books): void {
  const { program: p, accounts, days } = books;
  let left = books.have;
  for (const group of paymentGroups(accounts)) left = payGroup(books, group, left);
  const last = days.at(-1)!;
  books.closingCash = last === END ? left.at(-1)! : p.add(left.at(-1)!, books.receivedAfter(last));
  books.lowestCash = leastOf(p, left);
  books.cash.next = books.closingCash;
  books.paid = p.sum(accounts.map(({ paid }) => paid));
}

const leastOf = (p: Program, values: readonly Value[]): Value => values.reduce((a, b) => p.min(a, b));

/**
 * Pays one group. `left` is, by day of `Books.days`, the cash left by then; the group may have the least of its own day
 * and those after it. Returns what is left by day after it.
 */
function payGroup(books: Books, group: readonly Account[], left: readonly Value[]): Value[] {
  const { program: p, days, reserve } = books;
  const { critical, day } = group[0]!.creditor;
  const at = days.indexOf(day ?? END);
  const there = leastOf(p, left.slice(at));
  const room = critical ? there : remainder(p, there, reserve);
  const want = p.sum(group.map((account) => account.want));
  const isShort = exceeds(p, want, room);
  for (const account of group) {
    account.left = there;
    account.room = room;
    payOne(p, account, { room, isShort, want, isAlone: group.length === 1 });
  }
  const spent = p.sum(group.map((account) => account.paid));
  return left.map((own, i) => {
    if (i < at) return own;
    // A single creditor with all there is leaves what is not wanted, 0 where it is short: known without what was paid.
    if (group.length === 1 && room === own) return remainder(p, own, want);
    const rest = remainder(p, own, spent);
    return critical && own === there ? p.select(isShort, p.zero, rest) : rest;
  });
}

/** What a creditor's group is paid from. */
interface Turn {
  /** The cash that it may be paid from. */
  readonly room: Value;
  /** What is wanted for the group. */
  readonly want: Value;
  /** A boolean: that is more than `room`. */
  readonly isShort: Value;
  /** Whether the group is a single creditor. */
  readonly isAlone: boolean;
}

function payOne(p: Program, account: Account, { room, want, isShort, isAlone }: Turn): void {
  const isAll = account.want === account.due;
  const reduced = isAlone ? room : p.mul(account.want, p.div(room, want));
  const paid = p.select(isShort, reduced, account.want);
  if (isAlone && isAll) {
    // It is paid all that is due, or else all there is: what is overdue is known without what was paid.
    account.paid = paid;
    account.overdue.next = p.select(isShort, p.sub(account.due, room), p.zero);
    return;
  }
  account.paid = isAll ? paid : p.select(exceeds(p, account.due, paid), paid, account.due);
  account.overdue.next = remainder(p, account.due, account.paid);
}

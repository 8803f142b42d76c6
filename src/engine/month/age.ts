/**
 * How many months past due the arrears of a creditor are. The oldest are settled first, so what is unpaid is the newest
 * of what fell due: something is older than k months just where the arrears exceed all that fell due in the last k.
 * That is looked back upon only where a patience or a series asks for it; for a patience, only once there have been
 * arrears for longer than that in a row, for they are never older.
 */
import type { Program, Value } from '../program/program.ts';
import type { Account } from './account.ts';
import type { Books } from './books.ts';
import { exceeds, TOLERANCE } from './tolerance.ts';

/** What fell due to a creditor, or was added to its arrears, from the start on; the opening arrears apart. */
export function fallenSoFar(books: Books, account: Account): Value {
  const { program: p } = books;
  const { fallen } = account;
  if (fallen === p.zero) return fallen;
  const register = p.register(p.constant(fallenBy(books, account, books.pastMonths)));
  const all = p.add(register.value, fallen);
  register.next = all;
  return all;
}

/** The same at the end of a month of the past, counted from 1; 0 before the first. */
function fallenBy({ scenario: { past } }: Books, { creditor }: Account, months: number): number {
  return months <= 0 ? 0 : (past?.fallen.get(creditor.name)?.[months - 1] ?? 0);
}

/** The same at the end of month `index` - 1, of the past or of the run. */
function fallenAt(books: Books, account: Account, all: Value, index: Value): Value {
  const { program: p, pastMonths } = books;
  if (pastMonths === 0) return p.history(all, index);
  let found = p.history(all, p.max(p.zero, p.sub(index, p.constant(pastMonths))));
  for (let months = pastMonths; months >= 0; months--)
    found = p.select(p.le(index, p.constant(months)), p.constant(fallenBy(books, account, months)), found);
  return found;
}

/**
 * Rounding of a sum over the longest horizon, over the sum: what is less than that of all that ever fell due has no age
 * to tell.
 */
const ROUNDING = 240 * 2 ** -53;

/** What had fallen due, at least, before what is unpaid at the month's end did. */
const leastBefore = (p: Program, { overdue }: Account, all: Value): Value =>
  p.sub(p.mul(all, p.constant(1 + ROUNDING)), p.mul(overdue.next!, p.constant(1 - TOLERANCE)));

/** A boolean: more is unpaid at the month's end than fell due since `all` was `before`. */
function isLonger({ program: p }: Books, account: Account, all: Value, before: Value): Value {
  return p.lt(leastBefore(p, account, all), before);
}

/** The age of the opening arrears at the month's end; null where there are none. */
function openingAge({ program: p }: Books, { openingOverdue, overdueMonths }: Account): Value | null {
  return openingOverdue === p.zero ? null : p.add(p.add(p.month, p.one), overdueMonths);
}

/**
 * For how many months in a row there have been arrears at the month's end: their age is no greater. Null where months
 * are past, of which the actuals may say otherwise.
 */
function monthsInARow({ program: p, pastMonths, known }: Books, account: Account): Value | null {
  if (pastMonths > 0 || known !== null) return null;
  const { overdue, openingOverdue, overdueMonths } = account;
  const register = p.register(p.select(p.lt(p.zero, openingOverdue), overdueMonths, p.zero));
  register.next = p.select(p.lt(p.zero, overdue.next!), p.add(register.value, p.one), p.zero);
  return register.next;
}

/**
 * For each patience of a creditor a boolean: the oldest part of its arrears at the month's end is more months past due
 * than that.
 */
export function olderThan(books: Books, account: Account): (patience: Value) => Value {
  const { program: p } = books;
  const all = fallenSoFar(books, account);
  const opening = openingAge(books, account);
  const inARow = monthsInARow(books, account);
  return (patience) => {
    const whole = p.unary('floor', p.mul(patience, p.constant(1 / (1 - TOLERANCE))));
    const lookBack = (): Value => {
      const index = p.max(p.zero, p.sub(p.add(p.month, p.one), p.max(p.zero, whole)));
      const isOld = isLonger(books, account, all, fallenAt(books, account, all, index));
      return opening === null ? isOld : p.and(isOld, exceeds(p, opening, patience));
    };
    return inARow === null ? lookBack() : p.guard(p.lt(whole, inARow), lookBack);
  };
}

/** The age at the month's end: 0 where there are no arrears. */
export function ageOf(books: Books, account: Account): Value {
  const { program: p, scenario } = books;
  const all = fallenSoFar(books, account);
  let months = p.one;
  let before = all;
  for (let k = 1; k < scenario.months && all !== p.zero; k++) {
    const register = p.register(p.constant(fallenBy(books, account, books.pastMonths + 1 - k)));
    register.next = before;
    before = register.value;
    months = p.add(months, p.number(isLonger(books, account, all, before)));
  }
  const opening = openingAge(books, account);
  const oldest = opening === null ? months : p.select(isLonger(books, account, all, p.zero), opening, months);
  return p.select(p.lt(p.zero, account.overdue.next!), oldest, p.zero);
}

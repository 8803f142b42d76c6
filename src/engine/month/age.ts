/**
 * The age of a creditor's arrears: how many months past due the oldest part is. The oldest are settled first, so what
 * is unpaid is the newest of what fell due: some of it is older than k months just where the arrears exceed all that
 * fell due in the last k months. Only a patience or a series asks for ages. For a patience, the past is looked at only
 * once there have been arrears for more months in a row than it has, for arrears are never older than that.
 */
import type { Program, Value } from '../program/program.ts';
import type { Account } from './account.ts';
import type { Books } from './books.ts';
import { exceeds, TOLERANCE } from './tolerance.ts';

/** All that has fallen due to a creditor, or was added to its arrears, from the start on, without opening arrears. */
export function fallenSoFar(books: Books, account: Account): Value {
  const { program: p } = books;
  const { fallen } = account;
  if (fallen === p.zero) return fallen;
  const register = p.register(p.constant(fallenBy(books, account, books.pastMonths)));
  const all = p.add(register.value, fallen);
  register.next = all;
  return all;
}

/** The same after `months` months of the past that the actuals tell, as a number; 0 for none. */
function fallenBy({ scenario: { past } }: Books, { creditor }: Account, months: number): number {
  return months <= 0 ? 0 : (past?.fallen.get(creditor.name)?.[months - 1] ?? 0);
}

/** The same at the end of month t = `index` - 1, of the past or of the run; `all` is `fallenSoFar`. */
function fallenAt(books: Books, account: Account, all: Value, index: Value): Value {
  const { program: p, pastMonths } = books;
  if (pastMonths === 0) return p.history(all, index);
  let found = p.history(all, p.max(p.zero, p.sub(index, p.constant(pastMonths))));
  for (let months = pastMonths; months >= 0; months--)
    found = p.select(p.le(index, p.constant(months)), p.constant(fallenBy(books, account, months)), found);
  return found;
}

/**
 * The relative rounding error of a sum over the longest horizon, 240 months: arrears that are a smaller part of all
 * that ever fell due have no age that can be told.
 */
const ROUNDING = 240 * 2 ** -53;

/**
 * At least how much had fallen due before what is unpaid at the month's end did: `all` less the arrears, rounded up.
 */
const leastBefore = (p: Program, { overdue }: Account, all: Value): Value =>
  p.sub(p.mul(all, p.constant(1 + ROUNDING)), p.mul(overdue.next!, p.constant(1 - TOLERANCE)));

/** A boolean: more is unpaid at the month's end than fell due since `all` was `before`. */
function isLonger({ program: p }: Books, account: Account, all: Value, before: Value): Value {
  return p.lt(leastBefore(p, account, all), before);
}

/** The age in months of the opening arrears at this month's end; null where there were none. */
function openingAge({ program: p }: Books, { openingOverdue, overdueMonths }: Account): Value | null {
  return openingOverdue === p.zero ? null : p.add(p.add(p.month, p.one), overdueMonths);
}

/**
 * How many months in a row, up to this one, have ended with arrears: their age is no greater. Null where the past is
 * told by actuals, for these may give arrears of which the steps know nothing.
 */
function monthsInARow({ program: p, pastMonths, known }: Books, account: Account): Value | null {
  if (pastMonths > 0 || known !== null) return null;
  const { overdue, openingOverdue, overdueMonths } = account;
  const register = p.register(p.select(p.lt(p.zero, openingOverdue), overdueMonths, p.zero));
  register.next = p.select(p.lt(p.zero, overdue.next!), p.add(register.value, p.one), p.zero);
  return register.next;
}

/**
 * Prepares, for patiences of a creditor in months, the boolean: the oldest part of its arrears at the month's end is
 * more months past due than the patience.
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

/** The age of a creditor's arrears at the month's end, in months; 0 where there are none. */
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

/** Step 5: debts convert, are called, bear interest and fall due, each in the way of its kind. */
import type { Program, Value } from '../program/program.ts';
import type { Account, DebtAccount } from './account.ts';
import type { Books } from './books.ts';
import { eventNow } from './events.ts';
import { exceeds, remainder } from './tolerance.ts';

/** A debt this month, before its service. */
interface Standing {
  /** What is outstanding; 0 where it converts this month. */
  readonly balance: Value;
  /** Interest rate per month. */
  readonly rate: Value;
  /** `balance` · `rate`. */
  readonly interest: Value;
  /** A boolean: all that is left falls due. */
  readonly isLast: Value;
}

/** Computes the service of every debt, and adds it to its lender's account. */
export function serveDebts(books: Books): void {
  const { program: p } = books;
  for (const account of books.accounts) {
    for (const debt of account.debts) {
      const { falls, interest, converted } = serve(books, account, debt);
      account.service = p.add(account.service, falls);
      books.interest = p.add(books.interest, interest);
      books.debtConverted = p.add(books.debtConverted, converted);
    }
  }
}

/**
 * One month of one debt: what falls due, the expense (interest and premium), and what converts to equity. In the month
 * in which it is drawn a debt bears no interest, and its premium is an expense.
 */
function serve(
  books: Books,
  lender: Account,
  account: DebtAccount,
): { readonly falls: Value; readonly interest: Value; readonly converted: Value } {
  const { program: p, scenario } = books;
  const { debt, principal, premium } = account;
  const owner = `debts.${debt.name}`;
  const rate = books.field(debt.rate, `${owner}.rate`);
  books.check('negative', p.lt(rate, p.zero), rate, `${owner}.rate`, debt.rate.place);
  const open = account.balance.value;
  const isNow = (event: typeof debt.call, field: string): Value =>
    event === null ? p.false : eventNow(books, event, owner, field, account.isOut);
  const converts = isNow(debt.converts, 'converts');
  const isCalled = p.or(isNow(debt.call, 'call'), lender.calling?.value ?? p.false);
  if (debt.kind === 'revolving' && isCalled !== p.false) {
    const closed = books.carry(`debts.${debt.name} closed`, p.false);
    account.isClosed = p.or(closed.value, isCalled);
    closed.next = account.isClosed;
  }
  const isDue = debt.due === null ? p.false : p.eq(p.month, p.constant(debt.due - scenario.start));
  const balance = p.select(converts, p.zero, open);
  const interest = p.scale(balance, rate);
  const standing: Standing = { balance, rate, interest, isLast: p.or(isDue, isCalled) };
  const { falls, left } = service(books, account, standing);
  const converted = p.select(converts, open, p.zero);
  const called = p.select(isCalled, balance, p.zero);
  books.happens('converted', debt.name, p.lt(p.zero, converted), converted);
  books.happens('called', debt.name, p.lt(p.zero, called), called);
  const drawn = p.add(principal, premium);
  account.balance.next = p.add(left, p.select(account.drawnNow, drawn, p.zero));
  return {
    falls,
    interest: p.add(interest, p.select(account.drawnNow, premium, p.zero)),
    converted,
  };
}

/** What falls due of a debt this month, and the balance that is left. */
function service(
  books: Books,
  account: DebtAccount,
  standing: Standing,
): { readonly falls: Value; readonly left: Value } {
  const { program: p } = books;
  const { debt } = account;
  const { balance, interest, isLast } = standing;
  const grown = p.add(balance, interest);
  const unlessLast = (left: Value): Value => p.select(isLast, p.zero, left);
  switch (debt.kind) {
    case 'interest_only':
    case 'revolving':
      return { falls: p.add(interest, p.select(isLast, balance, p.zero)), left: unlessLast(balance) };
    case 'accruing':
      return { falls: p.select(isLast, grown, p.zero), left: unlessLast(grown) };
    case 'scheduled': {
      const payment = books.amount(debt.payment!, `debts.${debt.name}`, 'payment', 'payment');
      const part = p.select(exceeds(p, grown, payment), payment, grown);
      return { falls: p.select(isLast, grown, part), left: unlessLast(remainder(p, grown, part)) };
    }
    case 'amortising': {
      const falls = p.select(isLast, grown, installment(books, account, standing));
      return { falls, left: unlessLast(p.sub(grown, falls)) };
    }
  }
}

/**
 * What falls due of an amortising debt: interest alone for the first `interestOnlyMonths` payments, then level
 * payments.
 */
function installment(
  { program: p, scenario }: Books,
  account: DebtAccount,
  { balance, rate, interest }: Standing,
): Value {
  const { debt, drawnAt } = account;
  const level = payment(p, balance, rate, debt.due! - scenario.start);
  if (debt.interestOnlyMonths === 0) return level;
  const made = p.sub(p.month, drawnAt);
  return p.select(p.le(made, p.constant(debt.interestOnlyMonths)), interest, level);
}

/**
 * The level payment (annuity) of a loan with balance B, monthly rate r and n payments left, `due` being t of the last:
 * B·r/(1−(1+r)^−n), or B/n where r is 0 or so small that 1−(1+r)^−n is 0; 0 after the last.
 */
function payment(p: Program, balance: Value, rate: Value, due: number): Value {
  const left = p.sub(p.constant(due + 1), p.month);
  const factor = p.sub(p.one, p.pow(p.add(p.one, rate), p.neg(left)));
  const level = p.select(p.eq(factor, p.zero), p.div(balance, left), p.div(p.mul(balance, rate), factor));
  return p.select(p.le(left, p.zero), p.zero, level);
}

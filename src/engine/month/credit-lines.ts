/** Step 7b: credit lines lend where the company is short on some day, and are repaid from what is left over. */
import { END } from '../../scenario/days.ts';
import type { Program, Value } from '../program/program.ts';
import type { Account, DebtAccount } from './account.ts';
import type { Books } from './books.ts';
import { exceeds } from './tolerance.ts';

/** By day of `Books.days`, sums up to and including that day. */
interface Days {
  /** What the company wants to pay, as step 7 left it. */
  readonly want: readonly Value[];
  /** What is due, as step 7 left it. */
  readonly bills: readonly Value[];
  /** Cash that has come in, less what credit lines are repaid. */
  free: readonly Value[];
}

/** Lets every credit line lend or be repaid, in the order of the file. */
export function workCreditLines(books: Books): void {
  const lines = [...books.debts.values()].filter(({ debt }) => debt.kind === 'revolving');
  if (lines.length === 0) return;
  const { program: p } = books;
  const upTo = (of: (account: Account) => Value) => books.days.map((day) => p.sum(books.paidBy(day).map(of)));
  const days: Days = { want: upTo(({ want }) => want), bills: upTo(({ due }) => due), free: books.have };
  for (const line of lines) work(books, line, days);
  books.due = p.sum(books.accounts.map(({ due }) => due));
}

function work(books: Books, line: DebtAccount, days: Days): void {
  const { program: p } = books;
  const { debt, balance } = line;
  const owner = `debts.${debt.name}`;
  const limit = books.amount(debt.limit!, owner, 'limit', 'limit');
  const keep = debt.keep === null ? p.zero : books.amount(debt.keep, owner, 'keep', 'keep');
  const hold = books.reserve === p.zero ? keep : keep === p.zero ? books.reserve : p.max(keep, books.reserve);
  const lender = books.account(debt.lender);
  const isWorking = works(books, line, lender);
  const outstanding = balance.next!;
  const short = days.want.map((want, i) => excess(p, p.add(want, hold), days.free[i]!)).reduce((a, b) => p.max(a, b));
  const isShort = p.lt(p.zero, short);
  const room = p.max(p.zero, p.sub(limit, outstanding));
  const given = p.select(p.and(isWorking, isShort), p.min(short, room), p.zero);
  const from = books.days.indexOf(lender.creditor.day ?? END);
  const over = days.bills
    .map((bills, i) => excess(p, days.free[i]!, p.add(hold, bills)))
    .slice(from)
    .reduce((a, b) => p.min(a, b));
  const part = p.select(exceeds(p, outstanding, over), over, outstanding);
  const taken = p.select(p.and(isWorking, p.not(isShort)), part, p.zero);
  balance.next = p.add(p.sub(outstanding, taken), given);
  books.happens('drawn', debt.name, p.lt(p.zero, given), given);
  books.happens('repaid', debt.name, p.lt(p.zero, taken), taken);
  books.receive('debt', debt.name, null, given);
  give(books, given);
  take(lender, p, taken);
  days.free = days.free.map((free, i) => (i < from ? p.add(free, given) : p.sub(p.add(free, given), taken)));
}

/** A boolean: the line is open, and its lender neither had arrears nor had stopped supplying as the month opened. */
function works(books: Books, { debt, isClosed }: DebtAccount, lender: Account): Value {
  const { program: p, scenario } = books;
  const isBeforeDue = debt.due === null ? p.true : p.lt(p.month, p.constant(debt.due - scenario.start));
  const isWaiting = p.or(p.lt(p.zero, lender.overdue.value), lender.suspended);
  return p.and(p.and(books.isLate(), isBeforeDue), p.and(p.not(isClosed), p.not(isWaiting)));
}

/** By how much a exceeds b; 0 where they count as equal or it does not. */
const excess = (p: Program, a: Value, b: Value): Value => p.select(exceeds(p, a, b), p.sub(a, b), p.zero);

/** Adds what a line lends: it comes in on the first day of the month. */
function give(books: Books, given: Value): void {
  const { program: p } = books;
  books.debtDrawn = p.add(books.debtDrawn, given);
  books.moneyIn = p.add(books.moneyIn, given);
  books.available = p.add(books.available, given);
  books.have = books.have.map((have) => p.add(have, given));
}

/** Adds what a line is repaid: it falls due this month, and the company wants to pay it in full. */
function take(lender: Account, p: Program, taken: Value): void {
  lender.due = p.add(lender.due, taken);
  lender.want = p.add(lender.want, taken);
  lender.fallen = p.add(lender.fallen, taken);
}

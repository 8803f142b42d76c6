/**
 * How many months past due the arrears of a creditor are. The oldest are settled first, so what is unpaid is the newest of what fell
 * due: something is older than k months just where the arrears exceed all that fell due in the last k. That is looked back upon only
 * where a patience or a series asks for it.
 */
import type { Reaction } from '../../scenario/scenario.ts';
import type { Register, Value } from '../program/program.ts';
import type { Account } from './account.ts';
import type { Books } from './books.ts';
import { boundsOf } from './bounds.ts';
import { exceeds, TOLERANCE } from './tolerance.ts';

/** What fell due to one creditor, or was added to its arrears, in the months up to this one; the opening arrears apart. */
class Fallen {
  /** [k]: over k months up to the one before, from 1. */
  private readonly before: Register[] = [];
  private readonly sums: Value[];
  private total: Value | null = null;

  constructor(
    private readonly books: Books,
    private readonly fallen: Value,
  ) {
    this.sums = [books.program.zero, fallen];
  }

  /** Over k months, this one included. */
  newest(k: number): Value {
    const { program: p, scenario } = this.books;
    if (k >= scenario.months || this.fallen === p.zero) return this.all();
    while (this.sums.length <= k) {
      const last = this.sums.at(-1)!;
      const register = p.register(p.zero);
      register.next = last;
      this.before.push(register);
      this.sums.push(p.add(register.value, this.fallen));
    }
    return this.sums[k]!;
  }

  /** Since the start. */
  all(): Value {
    const { program: p } = this.books;
    if (this.fallen === p.zero) return p.zero;
    if (this.total === null) {
      const register = p.register(p.zero);
      this.total = p.add(register.value, this.fallen);
      register.next = this.total;
    }
    return this.total;
  }
}

const fallenOf = new WeakMap<Account, Fallen>();

function fallenTo(books: Books, account: Account): Fallen {
  const known = fallenOf.get(account) ?? new Fallen(books, account.fallen);
  fallenOf.set(account, known);
  return known;
}

/** The age of the opening arrears at the month's end; null where there are none. */
function openingAge({ program: p }: Books, { overdue, overdueMonths }: Account): Value | null {
  return overdue.init === p.zero ? null : p.add(p.add(p.month, p.one), overdueMonths);
}

/** The most whole months that are not more than so many. */
const wholeMonths = (months: number): number => Math.floor(months / (1 - TOLERANCE));

/** A boolean: of the arrears at the month's end, the oldest part is more months past due than a reaction tolerates. */
export function isOlder(books: Books, account: Account, { patience }: Reaction, tolerated: Value): Value {
  const { program: p, scenario } = books;
  const within = (k: number): number => Math.min(Math.max(wholeMonths(k), 0), scenario.months);
  const [low, high] = boundsOf(patience!, `creditors.${account.creditor.name}`, scenario, books.replaceable);
  const fallen = fallenTo(books, account);
  let recent = fallen.newest(within(low));
  for (let k = within(low) + 1; k <= within(high); k++) {
    const isTolerated = p.not(exceeds(p, p.constant(k), tolerated));
    recent = p.select(isTolerated, fallen.newest(k), recent);
  }
  const isLonger = exceeds(p, account.overdue.next!, recent);
  const opening = openingAge(books, account);
  return opening === null ? isLonger : p.and(isLonger, exceeds(p, opening, tolerated));
}

/** The age at the month's end: 0 where there are no arrears. */
export function ageOf(books: Books, account: Account): Value {
  const { program: p, scenario } = books;
  const arrears = account.overdue.next!;
  const fallen = fallenTo(books, account);
  let months = p.one;
  for (let k = 1; k < scenario.months; k++)
    months = p.add(months, p.number(exceeds(p, arrears, fallen.newest(k))));
  const opening = openingAge(books, account);
  const oldest = opening === null ? months : p.select(exceeds(p, arrears, fallen.all()), opening, months);
  return p.select(p.lt(p.zero, arrears), oldest, p.zero);
}

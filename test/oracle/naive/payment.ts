import type { Scenario } from '../../../src/scenario/scenario.ts';
import { type Books, exceeds, same, sum } from './books.ts';
import type { Terms } from './terms.ts';

/** The days of a month: 1 to 31, and after them the end. */
export const END = 32;
/** The day before the first, of the cash with which the month opens. */
export const OPENING = 0;
const DAYS = Array.from({ length: END }, (_, i) => i + 1);

/** Sums of money, each on its day. */
export class ByDay {
  private readonly totals = new Float64Array(END + 1);

  add(day: number, amount: number): void {
    for (let e = day; e <= END; e++) this.totals[e]! += amount;
  }

  /** The sum of all up to a day, that day included. */
  upTo(day: number): number {
    return this.totals[day]!;
  }
}

/**
 * Step 7b, after step 7 has brought the accounts to what is due. Drawings of credit lines are added to `money`;
 * repayments become due to their lenders.
 */
export function workCreditLines(
  scenario: Scenario,
  books: Books,
  terms: Terms,
  t: number,
  money: ByDay,
  waiting: ReadonlySet<string>,
): number {
  // Money and dues are those after step 7: drawings and repayments of this step do not count.
  const wanted = new ByDay();
  const bills = new ByDay();
  for (const [name, { day }] of scenario.creditors) {
    const due = books.accounts.get(name)!.arrears;
    wanted.add(day ?? END, due * terms.creditors.get(name)!.pay);
    bills.add(day ?? END, due);
  }
  const taken = new ByDay();
  let drawn = 0;
  for (const [name, debt] of scenario.debts) {
    const loan = books.loans.get(name)!;
    if (debt.kind !== 'revolving' || loan.called || waiting.has(debt.lender)) continue;
    if (debt.due !== null && debt.due <= scenario.start + t) continue;
    const { keep, limit } = terms.debts.get(name)!;
    const hold = Math.max(keep, terms.reserve);
    const have = (day: number): number => money.upTo(day) - taken.upTo(day);
    const missing = Math.max(...DAYS.map((day) => excess(wanted.upTo(day) + hold, have(day))));
    if (missing > 0) {
      const given = Math.max(0, Math.min(missing, limit - loan.balance));
      money.add(1, given);
      loan.balance += given;
      drawn += given;
      books.deeds.add(given < missing ? 'credit line at its limit' : 'credit line drawn');
      if (given > 0) books.happenings.push({ kind: 'drawn', name, t, amount: given });
      continue;
    }
    const day = scenario.creditors.get(debt.lender)!.day ?? END;
    const over = Math.min(...DAYS.filter((e) => e >= day).map((e) => excess(have(e), hold + bills.upTo(e))));
    const taking = exceeds(loan.balance, over) ? over : loan.balance;
    loan.balance -= taking;
    taken.add(day, taking);
    if (taking > 0) {
      books.deeds.add(loan.balance > 0 ? 'credit line repaid in part' : 'credit line repaid');
      books.happenings.push({ kind: 'repaid', name, t, amount: taking });
    }
    books.accounts.get(debt.lender)!.fallDue(t, taking);
  }
  return drawn;
}

/** The amount by which a exceeds b; 0 where it does not, or they count as equal. */
function excess(a: number, b: number): number {
  return exceeds(a, b) ? a - b : 0;
}

/** Step 8: by creditor what it is paid. */
export function pay(scenario: Scenario, books: Books, terms: Terms, money: ByDay): Map<string, number> {
  const paid = new Map<string, number>();
  const served = new ByDay();
  for (const { names, critical, day } of queue(scenario)) {
    const left = Math.max(0, Math.min(...DAYS.filter((e) => e >= day).map((e) => money.upTo(e) - served.upTo(e))));
    const spare = critical ? left : excess(left, terms.reserve);
    const due = (name: string): number => books.accounts.get(name)!.arrears;
    const want = (name: string): number => due(name) * terms.creditors.get(name)!.pay;
    const wanted = sum(names.map(want));
    for (const name of names) {
      const part = exceeds(wanted, spare) ? (want(name) * spare) / wanted : want(name);
      // A creditor whose pay reaches its due is paid exactly.
      paid.set(name, same(part, due(name)) ? due(name) : part);
      served.add(day, paid.get(name)!);
    }
  }
  return paid;
}

/** By day the cash after all payments up to it; below the tolerance it is exactly 0. */
export function cashByDay(scenario: Scenario, money: ByDay, paid: ReadonlyMap<string, number>): number[] {
  const served = new ByDay();
  for (const [name, amount] of paid) served.add(scenario.creditors.get(name)!.day ?? END, amount);
  return DAYS.map((day) => {
    const [had, gone] = [money.upTo(day), served.upTo(day)];
    return same(had, gone) ? 0 : had - gone;
  });
}

/** By day what is due to creditors up to it, less the money that the company has had by then; at least 0. */
export function shortByDay(scenario: Scenario, due: ReadonlyMap<string, number>, money: ByDay): number[] {
  const bills = new ByDay();
  for (const [name, amount] of due) bills.add(scenario.creditors.get(name)!.day ?? END, amount);
  return DAYS.map((day) => excess(bills.upTo(day), money.upTo(day)));
}

interface Group {
  readonly names: readonly string[];
  readonly critical: boolean;
  readonly day: number;
}

/** Creditors in the order of payment: by priority, the critical first, the earlier day first; those alike, together. */
function queue(scenario: Scenario): Group[] {
  const creditors = [...scenario.creditors.values()];
  const groups = new Map<string, { names: string[]; critical: boolean; day: number; priority: number }>();
  for (const { name, priority, critical, day } of creditors) {
    const key = `${priority} ${critical} ${day}`;
    const group = groups.get(key) ?? { names: [], critical, day: day ?? END, priority };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => a.priority - b.priority || Number(b.critical) - Number(a.critical) || a.day - b.day,
  );
}

import type { Scenario } from '../../../src/scenario/scenario.ts';
import { add, type Books, sum } from './books.ts';

/** Section 6.7: sets balances at the end of a past month to its actuals. */
export function restate(scenario: Scenario, books: Books, t: number): void {
  const figures = scenario.actuals.get(scenario.start + t)?.figures;
  const told = (name: string): number | undefined => figures?.get(name)?.value;
  books.cash = told('cash') ?? books.cash;
  const receivable = told('receivable');
  if (receivable !== undefined) inProportion([...books.receivable.values()], receivable, t);
  for (const [name, account] of books.accounts) {
    const later = told(`due_later("${name}")`);
    if (later !== undefined) inProportion([account.invoices], later, t);
    const overdue = told(`overdue("${name}")`);
    if (overdue === undefined) continue;
    if (overdue > account.arrears) account.fallDue(t, overdue - account.arrears);
    else account.settle(account.arrears - overdue);
  }
  const debt = told('debt');
  const outstanding = sum([...books.loans.values()].map(({ balance }) => balance));
  if (debt === undefined || outstanding === 0) return;
  for (const loan of books.loans.values()) loan.balance *= debt / outstanding;
}

/** Scales parts by month to a total; where there are none, all of it is put into the next month. */
function inProportion(parts: readonly Map<number, number>[], total: number, t: number): void {
  const before = sum(parts.map((months) => sum(months.values())));
  if (before === 0) {
    if (parts.length > 0) add(parts[0]!, t + 1, total);
    return;
  }
  for (const months of parts) for (const [month, amount] of months) months.set(month, (amount * total) / before);
}

/** One month day by day: receipts, payments, and the cash after them. */
import { columnAmount } from '../chart/money.ts';
import { type Accounts, type Case, type ReceiptKind, TOLERANCE } from '../engine/answers.ts';
import { END, givesDays } from '../scenario/days.ts';
import type { Creditor, Scenario } from '../scenario/scenario.ts';
import { moneyCell } from './month-table.ts';
import { cell, type Table } from './table.ts';
import { calledBy } from './words.ts';

/** Receipts of a day from one source, in the scenario's currency. */
interface Received {
  readonly kind: ReceiptKind;
  /** Name of the funding, debt or asset; null for collections from customers. */
  readonly name: string | null;
  readonly amount: number;
}

/** A day on which money moved. */
export interface DayOfMonth {
  /** 1 to 31; null for the month's end, when creditors without a day are paid. */
  readonly day: number | null;
  readonly received: readonly Received[];
  readonly paid: readonly { readonly creditor: Creditor; readonly amount: number }[];
  /** Cash at the end of the day. */
  readonly cash: number;
}

/**
 * The days of month t on which money moved, in order; empty where the file gives no days. Receipts of a day come before
 * its payments; the cash of the last day is the month's.
 */
export function monthDays(scenario: Scenario, result: Case, { receipts }: Accounts, t: number): DayOfMonth[] {
  if (!givesDays(scenario)) return [];
  const came = receipts.filter(({ amounts }) => amounts[t]! > 0);
  const paid = [...scenario.creditors.values()].flatMap((creditor) => {
    const amount = result.creditors.get(creditor.name)!.paid[t]!;
    return amount > 0 ? [{ creditor, amount, day: creditor.day ?? END }] : [];
  });
  const days = [...new Set([...came, ...paid].map(({ day }) => day))].sort((a, b) => a - b);
  let [had, spent] = [t === 0 ? result.opening.cash : result.byMonth.cash[t - 1]!, 0];
  return days.map((day): DayOfMonth => {
    const received = came
      .filter((receipt) => receipt.day === day)
      .map(({ kind, name, amounts }) => ({ kind, name, amount: amounts[t]! }));
    const own = paid.filter((payment) => payment.day === day).map(({ creditor, amount }) => ({ creditor, amount }));
    for (const { amount } of received) had += amount;
    for (const { amount } of own) spent += amount;
    // As in the standard, amounts within the tolerance are equal: then nothing is left.
    const cash = had - spent > had * TOLERANCE ? had - spent : 0;
    return { day: day === END ? null : day, received, paid: own, cash };
  });
}

/** The source of a receipt in words: `customers`, or the name of the funding, debt or asset. */
function receiptName({ funding, debts, assets }: Scenario, { kind, name }: Received): string {
  if (name === null) return 'customers';
  const section = kind === 'debt' ? debts : kind === 'sale' ? assets : funding;
  return calledBy(section.get(name)!);
}

/**
 * The first day of month t by which more has fallen due than the opening cash and receipts so far, and how much is
 * missing; null where there is none, or the file gives no days.
 */
export function shortDay(
  scenario: Scenario,
  result: Case,
  { receipts }: Accounts,
  t: number,
): { readonly day: number; readonly missing: number } | null {
  const opening = t === 0 ? result.opening.cash : result.byMonth.cash[t - 1]!;
  const days = [...new Set([...scenario.creditors.values()].flatMap(({ day }) => day ?? []))].sort((a, b) => a - b);
  for (const day of days) {
    const due = [...scenario.creditors.values()]
      .filter((creditor) => creditor.day !== null && creditor.day <= day)
      .reduce((sum, { name }) => sum + result.creditors.get(name)!.due[t]!, 0);
    const had = receipts
      .filter((receipt) => receipt.day <= day)
      .reduce((sum, { amounts }) => sum + amounts[t]!, opening);
    if (due - had > due * TOLERANCE) return { day, missing: due - had };
  }
  return null;
}

const sumOf = (parts: readonly { readonly amount: number }[]): number =>
  parts.reduce((sum, { amount }) => sum + amount, 0);

const nameOfDay = (day: number | null): string => (day === null ? 'end' : String(day));

/** A row for each day, the month's start first; no rows where the file gives no days. */
export function dayTable(scenario: Scenario, opening: number, days: readonly DayOfMonth[]): Table {
  const end = days.at(-1)?.cash ?? 0;
  const lowest = Math.min(...days.map(({ cash }) => cash));
  const rows = days.map(({ day, received, paid, cash }) => [
    cell(nameOfDay(day), day),
    moneyCell(sumOf(received)),
    moneyCell(sumOf(paid)),
    moneyCell(cash, cash === lowest && cash < end ? 'warn' : 'cash'),
    cell(whoWords(scenario, received, paid)),
  ]);
  return {
    columns: [
      { key: 'day', title: 'Day', align: 'right' },
      { key: 'received', title: 'Received', align: 'right' },
      { key: 'paid', title: 'Paid', align: 'right' },
      { key: 'cash', title: 'Cash after', align: 'right' },
      { key: 'who', title: 'From and to', align: 'left' },
    ],
    rows: [
      [cell('start', null, 'muted'), cell('', null), cell('', null), moneyCell(opening, 'cash'), cell('', null)],
      ...rows,
    ],
  };
}

/** Who paid and who was paid: `from customers; to Staff, Landlord`; where a side has several, each with its amount. */
function whoWords(scenario: Scenario, received: DayOfMonth['received'], paid: DayOfMonth['paid']): string {
  const side = (word: string, parts: readonly { readonly name: string; readonly amount: number }[]): string[] => {
    if (parts.length === 0) return [];
    const one = parts.length === 1;
    return [`${word} ${parts.map(({ name, amount }) => (one ? name : `${name} ${columnAmount(amount)}`)).join(', ')}`];
  };
  return [
    ...side(
      'from',
      received.map((part) => ({ name: receiptName(scenario, part), amount: part.amount })),
    ),
    ...side(
      'to',
      paid.map(({ creditor, amount }) => ({ name: calledBy(creditor), amount })),
    ),
  ].join('; ');
}

/** One sentence for each day, for screen readers. */
export const daySentences = (scenario: Scenario, days: readonly DayOfMonth[]): string[] =>
  days.map(({ day, received, paid, cash }) => {
    const when = day === null ? "At the month's end" : `Day ${day}`;
    const what = [
      ...(received.length === 0 ? [] : [`${columnAmount(sumOf(received))} received`]),
      ...(paid.length === 0 ? [] : [`${columnAmount(sumOf(paid))} paid`]),
    ].join(' and ');
    return `${when}: ${what}, ${whoWords(scenario, received, paid)}; ${columnAmount(cash)} left.`;
  });

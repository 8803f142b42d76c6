/** One month of a case in detail: the money there was, the payments in their order and why, and the days. */
import type { Accounts, Case } from '../engine/answers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { dayTable, monthDays } from './month-days.ts';
import { moneyCell } from './month-table.ts';
import { type Line, notes, type Section } from './page.ts';
import { type Payment, paymentOrder } from './payment-order.ts';
import {
  afterwards,
  closingWords,
  leftAfter,
  monthWords,
  type PaidMonth,
  paidOf,
  paymentWords,
} from './payment-words.ts';
import { titleSection } from './run-page.ts';
import { cell, type Table } from './table.ts';
import { calledBy, lastMonth, nameOf } from './words.ts';

/** The page of `run --month` for month t; `lines` say which world it is, where it is not the base case. */
export function openedMonth(
  { scenario, result, accounts }: { readonly scenario: Scenario; readonly result: Case; readonly accounts: Accounts },
  t: number,
  ascii: boolean,
  lines: readonly Line[] = [],
): Section[] {
  const name: Line = { text: `${nameOf(scenario.start, t)}: who was paid, and why`, role: 'title' };
  const title = titleSection(scenario, [...lines, name]);
  const { failure } = result.measures;
  if (failure !== null && t > lastMonth(failure, scenario.months))
    return [title, notes(afterwards(scenario, failure.t))];
  const month = { scenario, result, accounts, order: paymentOrder(scenario, result, accounts, t), ascii };
  const days = monthDays(scenario, result, accounts, t);
  return [
    title,
    notes(...monthWords(month)),
    ...paymentSections(month),
    ...(days.length === 0
      ? []
      : [
          {
            kind: 'table',
            title: 'Day by day',
            table: dayTable(scenario, month.order.opening, days),
            notes: [],
          } as const,
        ]),
    notes(...closingWords(month)),
  ];
}

function paymentSections(month: PaidMonth): Section[] {
  const paid = paidOf(month.order);
  if (paid.length === 0) return [];
  const places = [...new Set(paid.map(({ place }) => place))];
  const number = (payment: Payment): string => String(places.indexOf(payment.place) + 1);
  const why = paid.flatMap((payment) => {
    const words = paymentWords(month, payment);
    const text = `${number(payment)} ${calledBy(payment.creditor)}: ${words.map((one) => one.text).join(' ')}`;
    return words.length === 0 ? [] : [{ text, role: words.at(-1)!.role }];
  });
  return [{ kind: 'table', title: 'In this order', table: paymentTable(month, paid, number), notes: why }];
}

function paymentTable({ order }: PaidMonth, paid: readonly Payment[], number: (payment: Payment) => string): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const });
  return {
    columns: [
      right('place', ''),
      { key: 'creditor', title: 'Creditor', align: 'left' },
      ...[right('due', 'Due'), right('paid', 'Paid'), right('unpaid', 'Not paid'), right('left', 'Left then')],
    ],
    rows: paid.map((payment) => [
      cell(number(payment), payment.place, 'accent'),
      cell(calledBy(payment.creditor), payment.creditor.name),
      ...[moneyCell(payment.due), moneyCell(payment.paid), moneyCell(payment.arrears, 'arrears')],
      moneyCell(leftAfter(order, payment), 'cash'),
    ]),
  };
}

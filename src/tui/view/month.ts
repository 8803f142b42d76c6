import { type Role, type Row, rowWidth, run } from '../../chart/cells.ts';
import { columnAmount } from '../../chart/money.ts';
import { cut, wrap } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { daySentences, dayTable, monthDays } from '../../report/month-days.ts';
import type { Payment } from '../../report/payment-order.ts';
import {
  afterwards,
  closingWords,
  leftAfter,
  monthWords,
  type PaidMonth,
  paidOf,
  paymentWords,
  type Sentence,
} from '../../report/payment-words.ts';
import { tableRows } from '../../report/table.ts';
import { calledBy, nameOf } from '../../report/words.ts';
import { monthInFront } from '../accounts.ts';
import type { ReadState } from '../state.ts';
import { viewed } from '../worlds.ts';
import { fitting, type GridColumn, gridWidth, headRow, lineRow } from './grid.ts';
import { worldMark } from './odds-words.ts';
import { panel, partShown } from './panel.ts';

/** Columns beside the figures from which on their explanation stands there, and not beneath. */
const ROOM_BESIDE = 56;
const INDENT = 4;

export const monthTitle = (state: ReadState): string =>
  `${nameOf(state.loaded.scenario.start, state.month)}: who was paid, and why`;

/** The panel of the open month. */
export function monthPanel(state: ReadState, width: number, height: number): Row[] {
  const rows = monthRows(state, width - 2);
  return panel(rows.slice(state.monthScroll), width, height, {
    title: [run(cut(monthTitle(state), width - 6), 'title')],
    foot: partShown(state.monthScroll, height - 2, rows.length),
    focused: state.pane === 'table',
    glyphs: state.glyphs,
  });
}

/** The rows of the open month: the cash to pay with, then each creditor in its turn, with figures and reasons. */
export function monthRows(state: ReadState, width: number): Row[] {
  const mark = state.world === null ? [] : [worldMark(state, width)];
  const month = monthInFront(state);
  if (month === null) return [...mark, ...emptyRows(state, width)];
  return [
    ...mark,
    ...sentences(monthWords(month), width, 1),
    [],
    ...paymentRows(month, width),
    [],
    ...dayRows(month, width),
    ...sentences(closingWords(month), width, 1),
  ];
}

function emptyRows(state: ReadState, width: number): Row[] {
  const failure = viewed(state).result?.measures.failure ?? null;
  const { scenario } = state.loaded;
  if (failure === null) return sentences([{ text: 'There is no result to look into.', role: 'bad' }], width, 1);
  return sentences([afterwards(scenario, failure.t)], width, 1);
}

const sentences = (all: readonly Sentence[], width: number, indent: number): Row[] =>
  all.flatMap(({ text, role }) =>
    wrap(text, width - indent - 1).map((line): Row => [run(' '.repeat(indent) + line, role)]),
  );

/** The month's days with what comes in and is paid, in their order; empty where the file gives no days. */
function dayRows({ scenario, result, accounts, order }: PaidMonth, width: number): Row[] {
  const days = monthDays(scenario, result, accounts, order.t);
  if (days.length === 0) return [];
  const rows = tableRows(dayTable(scenario, order.opening, days), width - INDENT);
  return [[run(' Day by day', 'title')], ...rows.map((row): Row => [run(' '.repeat(INDENT)), ...row]), []];
}

function paymentRows(month: PaidMonth, width: number): Row[] {
  const paid = paidOf(month.order);
  if (paid.length === 0) return [];
  const columns = fitting(paymentColumns(month, paid, width), 0, width - INDENT);
  const beside = width - INDENT - gridWidth(columns) - 3;
  const places = [...new Set(paid.map(({ place }) => place))];
  const rows = paid.flatMap((payment, i): Row[] => {
    const figures: Row = [
      run(`${places.indexOf(payment.place) + 1} `.padStart(INDENT), 'accent'),
      ...lineRow(columns, i).slice(1),
    ];
    const why = paymentWords(month, payment);
    return beside >= ROOM_BESIDE ? sideBySide(figures, why, beside) : [figures, ...sentences(why, width, INDENT)];
  });
  const head: Row = [run(' '.repeat(INDENT)), ...headRow(columns).slice(1)];
  return [head, ...rows];
}

function sideBySide(figures: Row, why: readonly Sentence[], room: number): Row[] {
  const lines = sentences(why, room, 0);
  const left = rowWidth(figures);
  return Array.from(
    { length: Math.max(1, lines.length) },
    (_, i): Row => [...(i === 0 ? figures : [run(' '.repeat(left))]), run('   '), ...(lines[i] ?? [])],
  );
}

function paymentColumns({ order }: PaidMonth, paid: readonly Payment[], width: number): GridColumn[] {
  const figure = (value: number, role: Role = 'plain') => ({
    text: columnAmount(value),
    role: value === 0 ? ('muted' as const) : role,
  });
  const longest = Math.max(...paid.map(({ creditor }) => columnsOf(calledBy(creditor))));
  const name = Math.max(13, Math.min(longest, Math.round(width * 0.3)));
  return [
    {
      head: 'In this order',
      align: 'left',
      width: name,
      cell: (i) => ({ text: cut(calledBy(paid[i]!.creditor), name), role: 'title' }),
    },
    { head: 'Due', align: 'right', width: 6, cell: (i) => figure(paid[i]!.due) },
    { head: 'Paid', align: 'right', width: 6, cell: (i) => figure(paid[i]!.paid) },
    { head: 'Not paid', align: 'right', width: 8, cell: (i) => unpaid(paid[i]!) },
    {
      head: 'Left then',
      align: 'right',
      width: 9,
      cell: (i) => figure(leftAfter(order, paid[i]!), 'cash'),
    },
  ];
}

const unpaid = ({ arrears, creditor }: Payment) =>
  arrears === 0
    ? { text: 'in full', role: 'good' as const }
    : { text: columnAmount(arrears), role: creditor.critical ? ('bad' as const) : ('arrears' as const) };

/** The open month in sentences, to be spoken. */
export function monthTold(state: ReadState): string[] {
  const month = monthInFront(state);
  if (month === null)
    return emptyRows(state, 10_000).map((row) =>
      row
        .map((r) => r.text)
        .join('')
        .trim(),
    );
  const texts = (all: readonly Sentence[]): string[] => all.map(({ text }) => text);
  return [
    `${monthTitle(state)}.`,
    ...texts(monthWords(month)),
    ...paidOf(month.order).map((payment) => toldPayment(month, payment)),
    ...daySentences(month.scenario, monthDays(month.scenario, month.result, month.accounts, month.order.t)),
    ...texts(closingWords(month)),
  ];
}

function toldPayment(month: PaidMonth, payment: Payment): string {
  const { due, paid, arrears, creditor, place } = payment;
  const figures =
    arrears === 0 ? `paid in full, ${columnAmount(due)}` : `paid ${columnAmount(paid)} of ${columnAmount(due)}`;
  return [`${place}: ${calledBy(creditor)}, ${figures}.`, ...paymentWords(month, payment).map(({ text }) => text)].join(
    ' ',
  );
}

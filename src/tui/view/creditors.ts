import { sparkline } from '../../chart/bar.ts';
import { type Row, run } from '../../chart/cells.ts';
import { columnAmount } from '../../chart/money.ts';
import type { Case } from '../../engine/measures.ts';
import { calledBy, lastMonth, nameOf } from '../../report/words.ts';
import type { Creditor } from '../../scenario/scenario.ts';
import type { State } from '../state.ts';
import { viewed } from '../worlds.ts';
import { type Column, fitting, gridWidth, headRow, lineRow } from './grid.ts';

/** A line for each creditor, in the order in which they are paid: what it is owed, and how long it waited. */
export function creditors(state: State, width: number, height: number): Row[] {
  const result = viewed(state)?.result ?? null;
  if (result === null) return [];
  const all = inOrder([...state.loaded!.scenario.creditors.values()]);
  const columns = fitting(creditorColumns(state, result, all, width), 0, width - (width >= 90 ? 16 : 1));
  const room = Math.min(width - gridWidth(columns) - 4, 60);
  const trend = (creditor: Creditor): Row =>
    room < 8
      ? []
      : [
          run('  '),
          ...sparkline(until(state, result, creditor, 'overdue'), room, state.glyphs).map((r) =>
            run(r.text, 'arrears'),
          ),
        ];
  const shown = all.slice(state.scroll.creditors, state.scroll.creditors + height - 1);
  return [
    [...headRow(columns), ...(room < 8 ? [] : [run('  by month', 'muted')])],
    ...shown.map((creditor, i) => [...lineRow(columns, state.scroll.creditors + i), ...trend(creditor)]),
  ];
}

/** As they are paid: by priority, the critical first within one. */
export const inOrder = (all: readonly Creditor[]): Creditor[] =>
  [...all].sort((a, b) => a.priority - b.priority || Number(b.critical) - Number(a.critical));

function creditorColumns(state: State, result: Case, all: readonly Creditor[], width: number): Column[] {
  const { start, months } = state.loaded!.scenario;
  const last = lastMonth(result.measures.failure, months);
  const ending = nameOf(start, last);
  const of = (line: number) => result.creditors.get(all[line]!.name)!;
  const money = (value: number, bad = false) => ({
    text: columnAmount(value),
    role: value === 0 ? ('muted' as const) : bad ? ('arrears' as const) : ('plain' as const),
  });
  const month = (t: number, bad: 'warn' | 'bad') =>
    t === -1 ? { text: 'never', role: 'muted' as const } : { text: nameOf(start, t), role: bad };
  const label = Math.min(
    Math.max(22, Math.round(width * 0.25)),
    Math.max(11, ...all.map((creditor) => [...calledBy(creditor)].length)),
  );
  return [
    { head: `By ${ending}`, align: 'left', width: label, cell: (i) => ({ text: calledBy(all[i]!) }) },
    {
      head: 'Arrears',
      align: 'right',
      width: 7,
      cell: (i) => money(of(i).overdue[last]!, true),
    },
    {
      head: 'Waits from',
      align: 'left',
      width: 10,
      cell: (i) =>
        month(
          of(i).overdue.findIndex((v) => v > 0),
          'warn',
        ),
    },
    { head: 'Owed', align: 'right', width: 6, cell: (i) => money(of(i).owed[last]!) },
    { head: 'Paid', align: 'right', width: 6, cell: (i) => money(of(i).paid.reduce((sum, v) => sum + v, 0)) },
    {
      head: 'Order',
      align: 'left',
      width: 10,
      cell: (i) => ({ text: `${all[i]!.priority}${all[i]!.critical ? ' critical' : ''}` }),
    },
    { head: 'Terms', align: 'left', width: 7, cell: (i) => ({ text: `net ${all[i]!.termMonths * 30}` }) },
    {
      head: 'Suspends',
      align: 'left',
      width: 8,
      cell: (i) =>
        month(
          of(i).suspended.findIndex((v) => v > 0),
          'bad',
        ),
    },
  ];
}

/** The series up to the end that the world comes to. */
function until(state: State, result: Case, creditor: Creditor, name: 'overdue'): Float64Array {
  const last = lastMonth(result.measures.failure, state.loaded!.scenario.months);
  return result.creditors.get(creditor.name)![name].subarray(0, last + 1);
}

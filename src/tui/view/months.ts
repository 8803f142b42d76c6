import { type Role, type Row, run } from '../../chart/cells.ts';
import { type ChartEvent, EVENT_KINDS, eventMark } from '../../chart/chart-events.ts';
import { columnAmount } from '../../chart/money.ts';
import { cut } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { type Case, MONTHLY, type MonthlyName } from '../../engine/answers.ts';
import { caseEvents } from '../../report/case-events.ts';
import { isTold } from '../../report/month-table.ts';
import { inOrder } from '../../report/payment-order.ts';
import { calledBy, causeWords, nameOf } from '../../report/words.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { ReadState } from '../state.ts';
import { type TabView, withoutLines } from '../tabs/tab.ts';
import { creditorName } from '../words.ts';
import { type Viewed, viewed } from '../worlds.ts';
import type { GridColumn } from './grid.ts';
import { listView } from './list.ts';
import type { List } from './list-data.ts';

/** The table's measures, the most asked for first; below, those that follow the columns of creditors. */
const FIRST: readonly MonthlyName[] = ['cash', 'lowest_cash', 'collections', 'gross_burn', 'overdue', 'funding'];
const AFTER: readonly MonthlyName[] = [
  'owed',
  'net_burn',
  'revenue',
  'costs',
  'net_income',
  'due_later',
  'debt',
  'receivable',
  'deferred_income',
  'prepaid',
  'assets',
  'equity',
  'accrued_burn',
  'late_fees',
  'interest',
  'bad_debt',
  'forgiven',
];

/** Width in columns of the month with its marks; the words of events take what the measures leave. */
const MONTH_WIDTH = 13;
const MOST_MARKS = 3;
const WORDS_GAP = 3;
const LEAST_WORDS = 34;
/** Most columns of a creditor's name in the head. */
const LONGEST_NAME = 16;
/** Least width in columns for the words of events; in less there are only their marks. */
const ROOM_FOR_WORDS = 100;

/** The tab's view: a line for each month with the measures that fit and the month's events. */
export function monthsView(state: ReadState, width: number, height: number): TabView {
  const { result } = viewed(state);
  if (result === null) return withoutLines([]);
  const { scenario } = state.loaded;
  const happening = once(() => byMonth(state));
  const marks = (t: number): Row => {
    const all = happening()[t]!.slice(0, MOST_MARKS);
    const signs = all.map(({ kind }) => run(eventMark(kind, state.glyphs), EVENT_KINDS[kind].role));
    return [...signs, run(' '.repeat(MOST_MARKS - all.length))];
  };
  const list: List = {
    tab: 'months',
    label: (t) => nameOf(scenario.start, t),
    line: state.month,
    isRead: state.isReading,
    count: scenario.months,
    left: {
      head: [run(' Month'.padEnd(MONTH_WIDTH))],
      cells: (t) => [run(` ${nameOf(scenario.start, t)} `), ...marks(t)],
    },
    columns: monthColumns(scenario, result),
    also: (t) => labels(happening()[t]!),
    right: (room) =>
      room < wordsWidth(happening()) + WORDS_GAP
        ? null
        : { head: [], cells: (t) => words(happening()[t]!, room - WORDS_GAP) },
    rightRoom: width < ROOM_FOR_WORDS ? 0 : wordsWidth(happening()) + WORDS_GAP,
  };
  return listView(state, list, width, height);
}

/** A function that calls `make` the first time, and returns the same value ever after. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Width in columns for the words of events: that of the longest, up to a limit. */
const wordsWidth = (all: readonly (readonly ChartEvent[])[]): number =>
  Math.min(LEAST_WORDS, Math.max(0, ...all.map((month) => columnsOf(labels(month)))));

const labels = (month: readonly ChartEvent[]): string => [...new Set(month.map(({ label }) => label))].join(', ');

function words(happening: readonly ChartEvent[], room: number): Row {
  return [
    run(' '.repeat(WORDS_GAP)),
    run(cut(labels(happening), room), happening[0] === undefined ? 'plain' : EVENT_KINDS[happening[0].kind].role),
  ];
}

function byMonth(state: ReadState): readonly ChartEvent[][] {
  const { scenario } = state.loaded;
  const out: ChartEvent[][] = Array.from({ length: scenario.months }, () => []);
  const { settings, result } = viewed(state) as Viewed & { readonly result: Case };
  for (const event of caseEvents(scenario, result, settings)) {
    const label = event.kind === 'failure' ? failureCause(scenario, result) : event.label;
    out[event.t]!.unshift({ ...event, label });
  }
  return out;
}

const failureCause = (scenario: Scenario, result: Case): string =>
  causeWords(result.measures.failure!.cause, (name) => creditorName(scenario, name));

function monthColumns(scenario: Scenario, result: Case): GridColumn[] {
  const end = result.measures.failure?.t ?? Number.POSITIVE_INFINITY;
  const column = (head: string, series: Float64Array, role: (value: number) => Role): GridColumn => ({
    head,
    align: 'right',
    width: Math.max(head.length, 6),
    value: (t) => (t > end ? null : series[t]!),
    cell: (t) => {
      // Months after the failure are not simulated.
      if (t > end) return { text: '·', role: 'muted' };
      const value = series[t]!;
      return { text: columnAmount(value), role: value === 0 ? 'muted' : role(value) };
    },
  });
  const measure = (name: MonthlyName): GridColumn =>
    column(MONTHLY[name].label, result.byMonth[name], (value) => roleOf(name, value));
  const isShown = (name: MonthlyName): boolean => isTold(result, name);
  const paidTo = inOrder(scenario.creditors.values()).map((creditor) => {
    const { paid } = result.creditors.get(creditor.name)!;
    return column(`to ${cut(calledBy(creditor), LONGEST_NAME)}`, paid, () => 'plain');
  });
  return [...FIRST.filter(isShown).map(measure), ...paidTo, ...AFTER.filter(isShown).map(measure)];
}

function roleOf(name: MonthlyName, value: number): Role {
  if (name === 'cash' || name === 'lowest_cash') return 'cash';
  if (name === 'overdue') return 'arrears';
  if (name === 'funding') return 'good';
  return (name === 'equity' || name === 'net_income') && value < 0 ? 'warn' : 'plain';
}

import { sparkline } from '../../chart/bar.ts';
import { type Role, type Row, type Run, run } from '../../chart/cells.ts';
import { eventMark } from '../../chart/chart-events.ts';
import { columnAmount } from '../../chart/money.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import type { Accounts, Case } from '../../engine/answers.ts';
import { type ArrearsStanding, ageing, standingOf } from '../../report/patience.ts';
import { inOrder } from '../../report/payment-order.ts';
import { calledBy, causeShort, nameOf } from '../../report/words.ts';
import type { Creditor } from '../../scenario/scenario.ts';
import { accountsInFront, creditorsMonth } from '../accounts.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { type TabView, withoutLines } from '../tabs/tab.ts';
import { creditorName } from '../words.ts';
import { viewed } from '../worlds.ts';
import { type ColumnOrder, type GridCell, type GridColumn, headRow, lineRow } from './grid.ts';
import { listView } from './list.ts';
import type { List, ListPart } from './list-data.ts';

/** Months past due from which on arrears share one column. */
const OLD = 3;
/** Columns of a curve of arrears: the gap before it, the least and the most for gap and curve. */
const CURVE = { gap: 3, least: 16, most: 60 };
/** Months of the longest scenario, beyond which a patience never ends. */
const ENDLESS_MONTHS = 240;

/** The subject of the tab: one case at the end of the month `t`. */
interface CreditorsTold {
  readonly state: ReadState;
  readonly result: Case;
  readonly accounts: Accounts;
  readonly all: readonly Creditor[];
  readonly t: number;
}

function told(state: ReadState): CreditorsTold | null {
  const result = viewed(state).result;
  if (result === null) return null;
  const all = inOrder(state.loaded.scenario.creditors.values());
  return { state, result, accounts: accountsInFront(state)!, all, t: creditorsMonth(state, result) };
}

/** The tab's view. By creditor, in the order of payment: what it is owed, how old that is, how long it still waits. */
export function creditors(state: ReadState, width: number, height: number): TabView {
  const of = told(state);
  if (of === null) return withoutLines([]);
  const name = nameColumn(of, width);
  const ender = endOf(of)?.name;
  const mark = (i: number): Run =>
    run(`${ender === of.all[i]!.name ? eventMark('failure', state.glyphs) : ' '} `, 'bad');
  const list: List = {
    tab: 'creditors',
    label: (i) => calledBy(of.all[i]!),
    line: lineOf(state, 'creditors'),
    count: of.all.length,
    left: {
      head: [run('  '), ...headRow([name]).slice(1)],
      cells: (i) => [mark(i), ...lineRow([name], i).slice(1)],
      order: { by: (i) => calledBy(of.all[i]!).toLowerCase() },
    },
    also: (i) => of.all[i]!.name,
    columns: creditorColumns(of),
    right: (room) => curves(of, Math.min(room - CURVE.gap, CURVE.most)),
    foot: endTold(of),
  };
  return listView(state, list, width, height);
}

/** The curves of each creditor's arrears by month; null where there is no room for them. */
function curves({ state, result, all, t }: CreditorsTold, room: number): ListPart | null {
  if (room < CURVE.least) return null;
  const gap = run(' '.repeat(CURVE.gap));
  const cells = (i: number): Row => {
    const values = result.creditors.get(all[i]!.name)!.overdue.subarray(0, t + 1);
    return [gap, ...sparkline(values, room, state.glyphs).map((r) => run(r.text, 'arrears'))];
  };
  return { head: [gap, run('arrears by month')], cells };
}

/** The creditor that ends the company in this case; null where none does. */
function endOf({ result, all }: CreditorsTold): Creditor | null {
  const cause = result.measures.failure?.cause ?? null;
  return all.find(({ name }) => cause !== null && cause.slice(cause.indexOf(':') + 1) === name) ?? null;
}

/** The text of the foot on who ends the company. */
function endTold({ result, state }: CreditorsTold): string[] {
  const { failure } = result.measures;
  if (failure === null) return [];
  const { scenario } = state.loaded;
  const cause = causeShort(failure.cause, (name) => creditorName(scenario, name));
  return [`${eventMark('failure', state.glyphs)} ends it ${nameOf(scenario.start, failure.t)}: ${cause}`];
}

function nameColumn(of: CreditorsTold, width: number): GridColumn {
  const { state, all, t } = of;
  const longest = Math.max(11, ...all.map((creditor) => columnsOf(calledBy(creditor))));
  const ender = endOf(of)?.name;
  return {
    head: `By ${nameOf(state.loaded.scenario.start, t)}`,
    align: 'left',
    width: Math.min(longest, Math.max(15, Math.round(width * 0.25))),
    cell: (i) => ({ text: calledBy(all[i]!), role: all[i]!.name === ender ? 'bad' : 'plain' }),
  };
}

function creditorColumns(of: CreditorsTold): GridColumn[] {
  const { state, result, accounts, all, t } = of;
  const series = (i: number) => result.creditors.get(all[i]!.name)!;
  const standing = (i: number): ArrearsStanding => standingOf(all[i]!, result, accounts, t);
  const fallen = (name: string) => state.loaded.scenario.past?.fallen.get(name);
  const ages = (i: number): number[] =>
    ageing(accounts.creditors.get(all[i]!.name)!, series(i), t, fallen(all[i]!.name));
  const older = (i: number): number =>
    ages(i)
      .slice(OLD)
      .reduce((sum, value) => sum + value, 0);
  const money = (head: string, value: (i: number) => number, role: Role = 'plain'): GridColumn => ({
    head,
    align: 'right',
    width: Math.max(6, head.length),
    cell: (i) => ({ text: columnAmount(value(i)), role: value(i) === 0 ? 'muted' : role }),
    value,
    order: { by: value, isDown: true },
  });
  const text = (head: string, width: number, cell: (i: number) => GridCell, order: ColumnOrder): GridColumn => ({
    head,
    align: 'left',
    width,
    cell,
    order,
  });
  const hasLimits = all.some(({ reactions }) => reactions.some(({ limit }) => limit !== null));
  const limit: GridColumn = {
    ...text('Limit left', 10, (i) => limitCell(standing(i)), { by: (i) => standing(i).limitLeft }),
    align: 'right',
  };
  return [
    money('Arrears', (i) => series(i).overdue[t]!, 'arrears'),
    text('Acts in', 7, (i) => patienceCell(all[i]!, standing(i)), { by: (i) => monthsToAct(all[i]!, standing(i)) }),
    ...(hasLimits ? [limit] : []),
    money('Due', (i) => series(i).due[t]!),
    money('Paid', (i) => series(i).paid[t]!),
    money('Owed', (i) => series(i).owed[t]!),
    text('Oldest bill', 11, (i) => ageCell(series(i).age[t]!), { by: (i) => series(i).age[t]!, isDown: true }),
    ...Array.from({ length: OLD }, (_, k) => money(`${k + 1} mo late`, (i) => ages(i)[k] ?? 0, 'arrears')),
    money(`${OLD + 1}+ mo late`, older, 'arrears'),
    text('Suspends', 8, (i) => monthCell(of, series(i).suspended, 'bad'), {
      by: (i) => firstMonth(series(i).suspended),
    }),
    money('Paid so far', (i) =>
      series(i)
        .paid.subarray(0, t + 1)
        .reduce((sum, value) => sum + value, 0),
    ),
    text('Order', 10, (i) => ({ text: `${all[i]!.priority}${all[i]!.critical ? ' critical' : ''}` }), {
      by: (i) => all[i]!.priority,
    }),
    text('Terms', 7, (i) => ({ text: `net ${all[i]!.termMonths * 30}` }), { by: (i) => all[i]!.termMonths }),
  ];
}

/** Months past due of the oldest unpaid bill, which a patience is compared with. */
const ageCell = (age: number): GridCell =>
  age === 0 ? { text: 'none', role: 'muted' } : { text: `${age} mo`, role: 'warn' };

/**
 * The months of `patienceCell` as a number to sort by: -2 for a creditor that ends the company, -1 for one that acts, 0
 * for one that would at once; null where its patience never ends.
 */
function monthsToAct({ critical, reactions }: Creditor, standing: ArrearsStanding): number | null {
  const { acts, arrears, monthsLeft, past, isSuspended } = standing;
  if (critical && reactions.length === 0) return arrears > 0 ? -2 : 0;
  if (past !== null && (acts === 'petition' || acts === 'fail')) return -2;
  if (past !== null || isSuspended) return -1;
  return monthsLeft === null || monthsLeft > ENDLESS_MONTHS ? null : monthsLeft;
}

/** The months, as month-ends, after which the creditor's patience is over if nothing is paid. */
function patienceCell({ critical, reactions }: Creditor, standing: ArrearsStanding): GridCell {
  const { acts, arrears, monthsLeft, past, isSuspended } = standing;
  if (critical && reactions.length === 0)
    return arrears > 0 ? { text: 'ends it', role: 'bad' } : { text: 'at once', role: 'muted' };
  if (past !== null && (acts === 'petition' || acts === 'fail')) return { text: 'ends it', role: 'bad' };
  if (past !== null || isSuspended) return { text: 'acts', role: 'bad' };
  if (monthsLeft === null || monthsLeft > ENDLESS_MONTHS) return { text: 'no end', role: 'muted' };
  return { text: `${monthsLeft} mo`, role: arrears > 0 ? (monthsLeft <= 2 ? 'bad' : 'warn') : 'muted' };
}

function limitCell({ limitLeft, past, arrears }: ArrearsStanding): GridCell {
  if (limitLeft === null) return { text: 'no limit', role: 'muted' };
  if (past === 'limit' || (limitLeft === 0 && arrears > 0)) return { text: 'passed', role: 'bad' };
  return { text: columnAmount(limitLeft), role: arrears > 0 ? 'warn' : 'muted' };
}

/** The first month of the case in which the series is above zero. */
function monthCell({ state }: CreditorsTold, series: Float64Array, role: Role): GridCell {
  const t = firstMonth(series);
  return t === null ? { text: 'never', role: 'muted' } : { text: nameOf(state.loaded.scenario.start, t), role };
}

function firstMonth(series: Float64Array): number | null {
  const t = series.findIndex((value) => value > 0);
  return t === -1 ? null : t;
}

import type { Role } from '../chart/cells.ts';
import type { ChartEvent } from '../chart/chart-events.ts';
import { EVENT_KINDS, eventMark } from '../chart/chart-events.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { columnAmount } from '../chart/money.ts';
import type { Case, MonthlyName } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Cell, Column, Table } from './table.ts';
import { cell } from './table.ts';
import { lastMonth, nameOf } from './words.ts';

/** The columns of the table, in the order in which money moves. */
const FIGURES: readonly { readonly key: MonthlyName; readonly title: string; readonly role: Role }[] = [
  { key: 'revenue', title: 'Revenue', role: 'plain' },
  { key: 'collections', title: 'Received', role: 'plain' },
  { key: 'gross_burn', title: 'Paid', role: 'plain' },
  { key: 'net_burn', title: 'Net burn', role: 'plain' },
  { key: 'funding', title: 'Funding', role: 'good' },
  { key: 'cash', title: 'Cash', role: 'cash' },
  { key: 'lowest_cash', title: 'Lowest', role: 'cash' },
  { key: 'overdue', title: 'Arrears', role: 'arrears' },
  { key: 'owed', title: 'Owed', role: 'plain' },
  { key: 'deferred_income', title: 'Deferred', role: 'plain' },
  { key: 'prepaid', title: 'Prepaid', role: 'plain' },
  { key: 'assets', title: 'Assets', role: 'plain' },
];

type Figures = typeof FIGURES;

/** Balances that most files do not have. */
const RARE: readonly MonthlyName[] = ['deferred_income', 'prepaid', 'assets'];

/**
 * Whether a column tells anything in this case: a rare balance where it is not always 0, the lowest cash where it
 * differs from the cash at the end.
 */
export function isTold({ byMonth, opening }: Case, name: MonthlyName): boolean {
  if (name === 'lowest_cash') return byMonth.lowest_cash.some((lowest, t) => lowest !== byMonth.cash[t]);
  if (!RARE.includes(name)) return true;
  return opening[name as keyof Case['opening']] !== 0 || byMonth[name].some((value) => value !== 0);
}

/**
 * A row for each month up to the failure, after one for the opening. Events of a month stand in a column of their own
 * (`notes`), or as a mark beside the month.
 */
export function monthTable(
  scenario: Scenario,
  result: Case,
  events: readonly ChartEvent[],
  show: { readonly glyphs: Glyphs; readonly notes: boolean },
): Table {
  const end = lastMonth(result.measures.failure, scenario.months);
  const figures = FIGURES.filter(({ key }) => isTold(result, key));
  const columns: Column[] = [
    { key: 'month', title: 'Month', align: 'left' },
    ...figures.map(({ key, title }) => ({ key, title, align: 'right' as const })),
    ...(show.notes ? [{ key: 'events', title: 'What happens', align: 'left' as const }] : []),
  ];
  const rows: Cell[][] = [openingRow(result, figures, show.notes)];
  for (let t = 0; t <= end; t++) {
    const here = events.filter((e) => e.t === t);
    rows.push([
      monthCell(scenario, t, here, show),
      ...figures.map(({ key, role }) => moneyCell(result.byMonth[key][t] as number, role)),
      ...(show.notes ? [notesCell(here)] : []),
    ]);
  }
  return { columns, rows };
}

function openingRow(result: Case, shown: Figures, notes: boolean): Cell[] {
  const opening: Partial<Record<MonthlyName, number>> = result.opening;
  const figures = shown.map(({ key, role }) => {
    const value = opening[key];
    return value === undefined ? cell('', null) : moneyCell(value, role);
  });
  return [cell('opening', 'opening', 'muted'), ...figures, ...(notes ? [cell('', null)] : [])];
}

/** A cell of money; an amount of 0 is muted. */
export function moneyCell(value: number, role: Role = 'plain'): Cell {
  const text = columnAmount(value);
  return cell(text, value, text === '0' ? 'muted' : role);
}

/** The month's name, with the mark of its foremost event where there is no column of notes. */
export function monthCell(
  scenario: Scenario,
  t: number,
  here: readonly ChartEvent[],
  show: { readonly glyphs: Glyphs; readonly notes: boolean },
): Cell {
  const name = nameOf(scenario.start, t);
  const value = formatMonth(scenario.start + t);
  const worst = foremost(here);
  if (worst === undefined) return cell(name, value);
  const text = show.notes ? name : name + eventMark(worst.kind, show.glyphs);
  return cell(text, value, EVENT_KINDS[worst.kind].role);
}

function notesCell(here: readonly ChartEvent[]): Cell {
  const text = [...new Set(here.map((e) => e.label))].join('; ');
  const worst = foremost(here);
  return worst === undefined ? cell('', null) : cell(text, text, EVENT_KINDS[worst.kind].role);
}

/** The most important event, by the order of the kinds. */
function foremost(events: readonly ChartEvent[]): ChartEvent | undefined {
  const order = Object.keys(EVENT_KINDS);
  return [...events].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
}

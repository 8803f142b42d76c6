import { cashChart } from '../chart/cash-chart.ts';
import type { Row } from '../chart/cells.ts';
import { run } from '../chart/cells.ts';
import type { ChartEvent } from '../chart/chart-events.ts';
import { EVENT_KINDS, eventMark } from '../chart/chart-events.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { cut, plainText, trimRow, wrap } from '../chart/text.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import type { Case, Warning } from '../engine/answers.ts';
import { monthName } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { caseChart } from './case-events.ts';
import { creditorTable } from './creditor-table.ts';
import type { Answer } from './headline.ts';
import { headline } from './headline.ts';
import { leverValue } from './lever-value.ts';
import { monthTable } from './month-table.ts';
import { overrideRows } from './overrides.ts';
import type { Table } from './table.ts';
import { cell, tableRows, tableWidth } from './table.ts';
import { calledBy, lastMonth, nameOf } from './words.ts';

export interface Page {
  /** Columns of the page; made for 80 and more. */
  readonly width: number;
  readonly glyphs: Glyphs;
}

/** What is said of a drawn world beside its case. */
export interface WorldRows {
  readonly head: readonly Row[];
  readonly drawn: readonly Row[];
}

/** What `run` prints of a case for a person: no row is wider than the page, none ends in blanks. It is the base case unless `world` says. */
export function runText(
  scenario: Scenario,
  result: Case,
  levers: Settings,
  page: Page,
  world: WorldRows | null = null,
): Row[] {
  const chart = caseChart(scenario, result, levers);
  const sections = [
    [...titleRows(scenario, page), ...(world?.head ?? [])],
    answerRows(headline(scenario, result, page.glyphs === 'ascii', world === null), page),
    overrideRows(scenario, levers, page),
    world?.drawn ?? [],
    leverRows(scenario, levers, page),
    cashChart(chart, page.width, 12 + Math.min(Math.floor(page.width / 20), 10), page.glyphs),
    monthRows(scenario, result, chart.events, page),
    creditorRows(scenario, result, page),
    warningRows(result.warnings, page),
  ];
  return pageRows(sections);
}

/** The sections one under another, an empty row between; those that have nothing to show are left out. */
export function pageRows(sections: readonly (readonly Row[])[]): Row[] {
  return sections
    .filter((rows) => rows.length > 0)
    .flatMap((rows, i) => (i === 0 ? rows : [[], ...rows]))
    .map(trimRow);
}

export function titleRows(scenario: Scenario, { width }: Page): Row[] {
  const name = plainText(scenario.name ?? '') || 'Scenario without a name';
  const last = monthName(scenario.start + scenario.months - 1);
  const span = `${monthName(scenario.start)} to ${last}, ${scenario.currency}`;
  const shown = cut(name, width);
  const blank = width - columnsOf(shown) - span.length;
  const rows: Row[] =
    blank >= 2
      ? [[run(shown, 'title'), run(' '.repeat(blank)), run(span, 'muted')]]
      : [[run(shown, 'title')], [run(cut(span, width), 'muted')]];
  const plan = scenario.plan === null ? undefined : scenario.plans.get(scenario.plan);
  if (scenario.plan === null) return rows;
  const label = plan?.label ? `: ${plainText(plan.label)}` : '';
  return [...rows, [run(cut(`Plan ${scenario.plan}${label}`, width), 'accent')]];
}

/** Labels take as much as the longest, `Default alive`, and a gap. */
const LABEL = 15;

export function answerRows(answers: readonly Answer[], { width }: Page): Row[] {
  return answers.flatMap(({ label, text, role }) =>
    wrap(text, Math.max(width - LABEL, 10)).map((line, i) => [
      run((i === 0 ? label : '').padEnd(LABEL), 'muted'),
      run(line, role),
    ]),
  );
}

/** The levers that are pulled, as a table, and the names of those that are not. */
export function leverRows(scenario: Scenario, levers: Settings, { width, glyphs }: Page): Row[] {
  const states = [...scenario.levers.values()].map((lever) => ({ lever, state: levers.get(lever.name) ?? lever }));
  const pulled = states.filter(({ state }) => state.value !== 0);
  const idle = states.filter(({ state }) => state.value === 0).map(({ lever }) => calledBy(lever));
  const table: Table = {
    columns: [
      { key: 'lever', title: 'Lever', align: 'left' },
      { key: 'value', title: 'Value', align: 'right' },
      { key: 'from', title: 'From', align: 'left' },
      { key: 'decide', title: 'Decide by', align: 'left' },
    ],
    rows: pulled.map(({ lever, state }) => [
      cell(calledBy(lever), lever.name),
      cell(leverValue(lever, state.value, scenario.currency, glyphs === 'ascii'), state.value, 'accent'),
      cell(monthName(state.from)),
      cell(monthName(state.from - lever.delay)),
    ]),
  };
  const rest = idle.length === 0 ? [] : wrap(`Levers not pulled: ${idle.join('; ')}`, width);
  return [...(pulled.length > 0 ? tableRows(table, width) : []), ...rest.map((line) => [run(line, 'muted')])];
}

/** Columns that make it worth telling what happens beside the figures. */
const NOTES = 16;

function monthRows(scenario: Scenario, result: Case, events: readonly ChartEvent[], { width, glyphs }: Page): Row[] {
  const marked = monthTable(scenario, result, events, { glyphs, notes: false });
  const notes = tableWidth(marked) + NOTES <= width;
  const table = notes ? monthTable(scenario, result, events, { glyphs, notes: true }) : marked;
  const end = lastMonth(result.measures.failure, scenario.months);
  const left = scenario.months - 1 - end;
  const after = left === 1 ? 'the month after it is' : `the ${left} months after it are`;
  const rest = left === 0 ? [] : [`The company fails in ${nameOf(scenario.start, end)}; ${after} left out.`];
  const marks = markWords(events, glyphs);
  const foot = [...(notes || marks === '' ? [] : [marks]), ...rest.flatMap((text) => wrap(text, width))];
  return [
    [run(`By month, in ${scenario.currency}`, 'title')],
    ...tableRows(table, width),
    ...foot.map((line) => [run(cut(line, width), 'muted')]),
  ];
}

/** What the marks beside months mean. */
export function markWords(events: readonly ChartEvent[], glyphs: Glyphs): string {
  const kinds = [...new Set(events.map((e) => e.kind))];
  return kinds.map((kind) => `${eventMark(kind, glyphs)} ${EVENT_KINDS[kind].name}`).join('  ');
}

function creditorRows(scenario: Scenario, result: Case, { width }: Page): Row[] {
  if (scenario.creditors.size === 0) return [];
  const t = lastMonth(result.measures.failure, scenario.months);
  const which = result.measures.failure === null ? 'the last month' : 'the month of failure';
  return [
    [run(`Creditors in ${nameOf(scenario.start, t)}, ${which}, first paid first, in ${scenario.currency}`, 'title')],
    ...tableRows(creditorTable(scenario, result), width),
  ];
}

export function warningRows(warnings: readonly Warning[], { width }: Page): Row[] {
  if (warnings.length === 0) return [];
  const lines = warnings.flatMap(({ where, message }) =>
    wrap(plainText(`${where}: ${message}`), width - 2).map((line, i) => (i === 0 ? '! ' : '  ') + line),
  );
  return [[run('Warnings', 'title')], ...lines.map((line) => [run(line, 'warn')])];
}

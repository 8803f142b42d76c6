import { cashChart } from '../chart/cash-chart.ts';
import type { ChartEvent } from '../chart/chart-events.ts';
import { EVENT_KINDS, eventMark } from '../chart/chart-events.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { plainText } from '../chart/text.ts';
import type { Case, Warning } from '../engine/answers.ts';
import { monthName } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { caseChart } from './case-events.ts';
import { creditorTable } from './creditor-table.ts';
import { headline } from './headline.ts';
import { leverValue } from './lever-value.ts';
import { monthTable } from './month-table.ts';
import { overrideSection } from './overrides.ts';
import { type Line, notes, type Section } from './page.ts';
import type { Table } from './table.ts';
import { cell } from './table.ts';
import { calledBy, lastMonth, nameOf } from './words.ts';

/** Lines and sections that a drawn world adds to the page of its case. */
export interface WorldSections {
  readonly lines: readonly Line[];
  readonly drawn: Section;
}

/** The page of `run` for a case: the base case, or the `world` given. */
export function runPage(
  scenario: Scenario,
  result: Case,
  levers: Settings,
  glyphs: Glyphs,
  world: WorldSections | null = null,
): Section[] {
  const chart = caseChart(scenario, result, levers);
  return [
    titleSection(scenario, world?.lines ?? []),
    { kind: 'answers', answers: headline(scenario, result, glyphs === 'ascii', world === null) },
    overrideSection(scenario, levers, glyphs),
    ...(world === null ? [] : [world.drawn]),
    leverSection(scenario, levers, glyphs),
    {
      kind: 'chart',
      draw: (width, shown) => cashChart(chart, width, 12 + Math.min(Math.floor(width / 20), 10), shown),
    },
    monthSection(scenario, result, chart.events, glyphs),
    ...(scenario.creditors.size === 0 ? [] : [creditorSection(scenario, result)]),
    warningSection(result.warnings),
  ];
}

export function titleSection(scenario: Scenario, lines: readonly Line[]): Section {
  const last = monthName(scenario.start + scenario.months - 1);
  const label = scenario.plan === null ? null : scenario.plans.get(scenario.plan)?.label;
  const plan = label ? `${scenario.plan}: ${plainText(label)}` : scenario.plan;
  return {
    kind: 'title',
    title: plainText(scenario.name ?? '') || 'Scenario without a name',
    aside: `${monthName(scenario.start)} to ${last}, ${scenario.currency}`,
    lines: [...(plan === null ? [] : [{ text: `Plan ${plan}`, role: 'accent', isCut: true } as const]), ...lines],
  };
}

/** A table of the levers that are pulled, and the names of the others. */
export function leverSection(scenario: Scenario, levers: Settings, glyphs: Glyphs): Section {
  const states = [...scenario.levers.values()].map((lever) => ({ lever, state: levers.get(lever.name) ?? lever }));
  const pulled = states.filter(({ state }) => state.value !== 0);
  const idle = states.filter(({ state }) => state.value === 0).map(({ lever }) => calledBy(lever));
  const rest: Line[] = idle.length === 0 ? [] : [{ text: `Levers not pulled: ${idle.join('; ')}`, role: 'muted' }];
  if (pulled.length === 0) return notes(...rest);
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
  return { kind: 'table', title: null, table, notes: rest };
}

/** Columns that must be free for events to stand beside the figures. */
const NOTES = 16;

function monthSection(scenario: Scenario, result: Case, events: readonly ChartEvent[], glyphs: Glyphs): Section {
  const end = lastMonth(result.measures.failure, scenario.months);
  const left = scenario.months - 1 - end;
  const after = left === 1 ? 'the month after it is' : `the ${left} months after it are`;
  const text = `The company fails in ${nameOf(scenario.start, end)}; ${after} left out.`;
  const rest: Line[] = left === 0 ? [] : [{ text, role: 'muted' }];
  return {
    kind: 'table',
    title: `By month, in ${scenario.currency}`,
    table: monthTable(scenario, result, events, { glyphs, notes: true }),
    notes: rest,
    narrow: {
      table: monthTable(scenario, result, events, { glyphs, notes: false }),
      notes: [...markLines(events, glyphs), ...rest],
      room: NOTES,
    },
  };
}

/** A legend of the marks beside months; empty without marks. */
export function markLines(events: readonly ChartEvent[], glyphs: Glyphs): Line[] {
  const kinds = [...new Set(events.map((e) => e.kind))];
  const text = kinds.map((kind) => `${eventMark(kind, glyphs)} ${EVENT_KINDS[kind].name}`).join('  ');
  return text === '' ? [] : [{ text, role: 'muted', isCut: true }];
}

function creditorSection(scenario: Scenario, result: Case): Section {
  const t = lastMonth(result.measures.failure, scenario.months);
  const which = result.measures.failure === null ? 'the last month' : 'the month of failure';
  const when = `${nameOf(scenario.start, t)}, ${which}`;
  return {
    kind: 'table',
    title: `Creditors in ${when}, first paid first, in ${scenario.currency}`,
    table: creditorTable(scenario, result),
    notes: [],
  };
}

export const warningSection = (warnings: readonly Warning[]): Section => ({
  kind: 'notes',
  title: 'Warnings',
  mark: '! ',
  lines: warnings.map(({ where, message }) => ({ text: plainText(`${where}: ${message}`), role: 'warn' })),
});

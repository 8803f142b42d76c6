import type { FailedInCommon } from '../analysis/failed.ts';
import { type FanChart, fanChart } from '../chart/fan-chart.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { grouped } from '../chart/money.ts';
import type { Case, Worlds } from '../engine/answers.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { commonLines } from './failed-section.ts';
import { overrideSection } from './overrides.ts';
import type { Line, Section } from './page.ts';
import { leverSection, markLines, titleSection, warningSection } from './run-page.ts';
import { worldsChart, worldsEvents } from './worlds-chart.ts';
import { worldCount, worldsHeadline } from './worlds-headline.ts';
import { causesPicture, fanPicture } from './worlds-pictures.ts';
import { causesTable, worldsTable } from './worlds-table.ts';

/**
 * The page of `run --worlds N`. The run must have kept the series cash, overdue and owed. `base` is the base case of
 * the same scenario, `asked` the number of worlds asked for, `failed` the analysis of the first worlds' failures.
 */
export function worldsPage(
  scenario: Scenario,
  worlds: Worlds,
  base: Case,
  levers: Settings,
  glyphs: Glyphs,
  asked = worlds.count,
  failed: FailedInCommon | null = null,
): Section[] {
  const chart = worldsChart(scenario, worlds, base, worldsEvents(scenario, worlds, base, levers));
  return [
    titleSection(scenario, [seedLine(worlds), ...stoppedLines(worlds, asked)]),
    { kind: 'answers', answers: worldsHeadline(scenario, worlds, base, glyphs === 'ascii') },
    overrideSection(scenario, levers, glyphs),
    ...(worlds.causes.length === 0
      ? []
      : [causesSection(scenario, worlds, failed === null ? [] : commonLines(scenario, failed, glyphs === 'ascii'))]),
    leverSection(scenario, levers, glyphs),
    {
      ...{ kind: 'chart', isDrawnOfTable: true },
      draw: (width, shown) => fanChart(chart, width, 14 + Math.min(Math.floor(width / 20), 10), shown),
    },
    monthSection(scenario, worlds, base, chart, glyphs),
    warningSection(worlds.warnings),
  ];
}

/** How far a stopped run came: `Stopped: 412,672 of 1,000,000 worlds.` */
export const stoppedWords = (done: number, asked: number): string =>
  `Stopped: ${grouped(done)} of ${worldCount(asked)}.`;

const stoppedLines = ({ count }: Worlds, asked: number): Line[] =>
  count === asked ? [] : [{ text: stoppedWords(count, asked), role: 'warn' }];

function seedLine({ first, count, seed, sampler }: Worlds): Line {
  const from = first === 0 ? '' : `, from world ${first} on`;
  const by = sampler === 'random' ? '' : `, sampler ${sampler}`;
  return { text: `${worldCount(count)}, each a possible future; seed ${seed}${by}${from}`, role: 'muted' };
}

const causesSection = (scenario: Scenario, worlds: Worlds, lines: readonly Line[]): Section => ({
  ...{ kind: 'table', title: null, table: causesTable(scenario, worlds), notes: lines },
  picture: causesPicture(scenario, worlds),
});

function monthSection(scenario: Scenario, worlds: Worlds, base: Case, chart: FanChart, glyphs: Glyphs): Section {
  const { events } = chart;
  return {
    kind: 'table',
    title: `By month, in ${scenario.currency}, over worlds: in 5% cash is below p5, in half below p50`,
    table: worldsTable(scenario, worlds, events, { glyphs }),
    notes: markLines(events, glyphs),
    picture: fanPicture(scenario, worlds, base, chart),
  };
}

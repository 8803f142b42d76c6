import type { Row } from '../chart/cells.ts';
import { run } from '../chart/cells.ts';
import type { ChartEvent } from '../chart/chart-events.ts';
import { fanChart } from '../chart/fan-chart.ts';
import { grouped, percent } from '../chart/money.ts';
import { cut, wrap } from '../chart/text.ts';
import type { Case, Worlds } from '../engine/answers.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { overrideRows } from './overrides.ts';
import type { Page } from './run-text.ts';
import { answerRows, leverRows, markWords, pageRows, titleRows, warningRows } from './run-text.ts';
import { tableRows } from './table.ts';
import { worldsChart, worldsEvents } from './worlds-chart.ts';
import { worldCount, worldsHeadline } from './worlds-headline.ts';
import { causesTable, worldsTable } from './worlds-table.ts';

/**
 * What `run --worlds N` prints for a person: no row is wider than the page, none ends in blanks. Needs the series cash,
 * overdue and owed; `base` is the same scenario in the base case, `asked` how many worlds were asked for.
 */
export function worldsText(
  scenario: Scenario,
  worlds: Worlds,
  base: Case,
  levers: Settings,
  page: Page,
  asked = worlds.count,
): Row[] {
  const chart = worldsChart(scenario, worlds, base, worldsEvents(scenario, worlds, base, levers));
  return pageRows([
    [...titleRows(scenario, page), ...seedRows(worlds, page), ...stoppedRows(worlds, asked, page)],
    answerRows(worldsHeadline(scenario, worlds, base, page.glyphs === 'ascii'), page),
    overrideRows(scenario, levers, page),
    worlds.causes.length === 0 ? [] : tableRows(causesTable(scenario, worlds), page.width),
    leverRows(scenario, levers, page),
    fanChart(chart, page.width, 14 + Math.min(Math.floor(page.width / 20), 10), page.glyphs),
    monthRows(scenario, worlds, chart.events, page),
    warningRows(worlds.warnings, page),
  ]);
}

/** `Stopped: 412,672 of 1,000,000 worlds.` */
export const stoppedWords = (done: number, asked: number): string =>
  `Stopped: ${grouped(done)} of ${worldCount(asked)}.`;

const stoppedRows = ({ count }: Worlds, asked: number, { width }: Page): Row[] =>
  count === asked ? [] : wrap(stoppedWords(count, asked), width).map((line) => [run(line, 'warn')]);

function seedRows({ first, count, seed, sampler, relativeError }: Worlds, { width }: Page): Row[] {
  const from = first === 0 ? '' : `, from world ${first} on`;
  const by = sampler === 'random' ? '' : `, sampler ${sampler}`;
  const near = relativeError === undefined ? '' : `; sketched: percentiles are within ${percent(relativeError)}`;
  const text = `${worldCount(count)}, each a possible future; seed ${seed}${by}${from}${near}`;
  return wrap(text, width).map((line) => [run(line, 'muted')]);
}

function monthRows(scenario: Scenario, worlds: Worlds, events: readonly ChartEvent[], { width, glyphs }: Page): Row[] {
  const title = `By month, in ${scenario.currency}, over worlds: in 5% cash is below p5, in half below p50`;
  const marks = markWords(events, glyphs);
  return [
    ...wrap(title, width).map((line) => [run(line, 'title')]),
    ...tableRows(worldsTable(scenario, worlds, events, { glyphs }), width),
    ...(marks === '' ? [] : [[run(cut(marks, width), 'muted')]]),
  ];
}

import type { Role } from '../chart/cells.ts';
import type { ChartEvent } from '../chart/chart-events.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { PERCENTILES, type Percentile, type SpreadSeries, type Worlds } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { moneyCell, monthCell } from './month-table.ts';
import { odds } from './odds.ts';
import type { Cell, Column, Table } from './table.ts';
import { cell } from './table.ts';
import { causeWords, creditorLabel, nameOf } from './words.ts';
import { seriesOf } from './worlds-series.ts';

interface SpreadColumn {
  readonly series: 'cash' | 'overdue' | 'owed';
  readonly percentile: Percentile;
  readonly title: string;
  readonly role: Role;
}

const FIGURES: readonly SpreadColumn[] = [
  ...PERCENTILES.map((p, i): SpreadColumn => {
    const title = i === 0 ? `Cash p${p}` : `p${p}`;
    return { series: 'cash', percentile: `p${p}`, title, role: p === 50 ? 'cash' : 'plain' };
  }),
  { series: 'overdue', percentile: 'p50', title: 'Arrears p50', role: 'arrears' },
  { series: 'owed', percentile: 'p50', title: 'Owed p50', role: 'plain' },
];

/**
 * A row for each month over worlds, after one for the opening: the share alive, percentiles of cash, medians of arrears
 * and of all that is owed. Events are marks beside the month.
 */
export function worldsTable(
  scenario: Scenario,
  worlds: Worlds,
  events: readonly ChartEvent[],
  show: { readonly glyphs: Glyphs },
): Table {
  const columns: Column[] = [
    { key: 'month', title: 'Month', align: 'left' },
    { key: 'survival', title: 'Alive', align: 'right' },
    ...FIGURES.map(
      ({ series, percentile, title }): Column => ({ key: `${series}_${percentile}`, title, align: 'right' }),
    ),
  ];
  const series = new Map<string, SpreadSeries>(FIGURES.map((f) => [f.series, seriesOf(worlds, f.series)]));
  const rows: Cell[][] = [
    [
      cell('opening', 'opening', 'muted'),
      alive(1),
      ...FIGURES.map((f) => moneyCell(worlds.opening[f.series][f.percentile] ?? 0, f.role)),
    ],
  ];
  for (let t = 0; t < scenario.months; t++) {
    const here = events.filter((e) => e.t === t);
    rows.push([
      monthCell(scenario, t, here, { glyphs: show.glyphs, notes: false }),
      alive(worlds.survival[t] as number),
      ...FIGURES.map((f) => ofTheLiving(series.get(f.series)![f.percentile][t] as number, f.role)),
    ]);
  }
  return { columns, rows };
}

/** A cell of money; NaN means that the percentile falls among worlds that have failed by then. */
const ofTheLiving = (value: number, role: Role): Cell =>
  Number.isNaN(value) ? cell('failed', null, 'muted') : moneyCell(value, role);

const alive = (share: number): Cell => cell(odds(share), share, share < 0.5 ? 'bad' : 'plain');

/** Causes of failure, the commonest first. */
export function causesTable(scenario: Scenario, worlds: Worlds): Table {
  const label = creditorLabel(scenario);
  return {
    columns: [
      { key: 'cause', title: 'Causes of death', align: 'left' },
      { key: 'share', title: 'Of failures', align: 'right' },
      { key: 'of_worlds', title: 'Of worlds', align: 'right' },
      { key: 'median_month', title: 'Median month', align: 'left' },
    ],
    rows: worlds.causes.map(({ cause, share, count, medianT }) => [
      cell(causeWords(cause, label), cause),
      cell(odds(share), share, 'bad'),
      cell(odds(count / worlds.count), count / worlds.count),
      cell(nameOf(scenario.start, medianT), formatMonth(scenario.start + medianT)),
    ]),
  };
}

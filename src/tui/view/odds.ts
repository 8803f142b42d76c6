import { sparkline } from '../../chart/bar.ts';
import { type Role, type Row, run } from '../../chart/cells.ts';
import { survivalChart } from '../../chart/survival-chart.ts';
import { clipRow, wrap } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import type { Endings } from '../../engine/answers.ts';
import { odds as percents, shareInterval } from '../../report/odds.ts';
import { causeShort, causeWords, nameOf } from '../../report/words.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { type TabView, withoutLines } from '../tabs/tab.ts';
import { creditorName } from '../words.ts';
import { type Chances, chances, isComputing, isUncertain, type OddsLine, oddsLines } from '../worlds.ts';
import { type GridColumn, headRow, lineRow } from './grid.ts';
import { listView } from './list.ts';
import type { List } from './list-data.ts';
import { deadliest } from './odds-words.ts';

/** Least width in columns for a chart beside the list; in less two curves stand above the list. */
const BESIDE = 78;
const LEAST_CHART = 30;
/** Columns of the list beside a chart: the least in all, and those of its figures, without the names. */
const LIST = { least: 60, figures: 37 };
/** Rows that the curves of survival and failures take where the panel has no chart. */
const CURVES = 2;

/** The tab's view: survival, when worlds fail and of what, and worlds to look at. */
export function oddsView(state: ReadState, width: number, height: number): TabView {
  const known = chances(state);
  if (known === null)
    return withoutLines(wrap(nothingToShow(state), width - 2).map((line) => [run(` ${line}`, 'muted')]));
  if (width < BESIDE) {
    const above = (): Row[] => [aliveRow(state, known, width), ...curveRows(state, known.worlds, width)];
    return faded(known, lowered(CURVES + 1, above, list(state, known.worlds, width, height - CURVES - 1)));
  }
  const left = chartWidth(state, width);
  const right = width - left - 1;
  const above = (): Row[] => [aliveRow(state, known, right), []];
  const { rows, ...rest } = lowered(2, above, list(state, known.worlds, right, height - 2));
  const { survival, failing } = known.worlds;
  const cursor = state.isReading ? state.month : null;
  const input = { start: state.loaded.scenario.start, survival, failing, cursor };
  const beside = (): Row[] => {
    const told = rows();
    const chart = survivalChart(input, left, height, state.glyphs);
    return chart.map((row, i) => [...clipRow(row, left), run(' '), ...(told[i] ?? [])]);
  };
  return faded(known, { ...rest, rows: beside });
}

/** Columns of the chart: more than half of the width, but leaving the list room for its names. */
function chartWidth(state: ReadState, width: number): number {
  const name = (creditor: string): string => creditorName(state.loaded.scenario, creditor);
  const names = oddsLines(state).map(({ cause }) => columnsOf(causeWords(cause.cause, name)));
  const list = Math.max(LIST.least, ...names.map((longest) => longest + LIST.figures));
  return Math.max(LEAST_CHART, Math.min(width - 1 - list, Math.round(width * 0.55)));
}

/** The view moved down by `count` rows, with the rows of `above` over it. */
const lowered = (count: number, above: () => readonly Row[], { rows, size, ...rest }: TabView): TabView => ({
  ...rest,
  rows: () => [...above(), ...rows()],
  size: { ...size, top: size.top + count },
});

/** The view in muted colour while its odds are those of an earlier choice. */
const faded = ({ isStale }: Chances, view: TabView): TabView =>
  isStale ? { ...view, rows: () => view.rows().map((row) => row.map(({ text }) => run(text, 'muted'))) } : view;

const NO_ODDS = 'There are no odds with these levers.';

function nothingToShow(state: ReadState): string {
  if (!isUncertain(state.loaded.model))
    return 'Nothing in this file is uncertain: every world is the base case. An uncertain figure is written as in normal(16, 3).';
  if (isComputing(state)) return `Computing ${worldCount(state.oddsWorlds)} …`;
  const { odds } = state.results;
  if (odds === null || odds.worlds !== null) return NO_ODDS;
  const { faults, failed } = odds;
  if (failed !== undefined) return `The odds could not be computed: ${failed}. The next change of a lever asks again.`;
  return [NO_ODDS, ...faults.map(({ message }) => message)].join(' ');
}

/** Survival with its interval, `Alive Sep 2025 12.1% (95% interval 11.5% to 12.7%)`; shorter where room is short. */
function aliveRow(state: ReadState, { worlds }: Chances, width: number): Row {
  const { start, months } = state.loaded.scenario;
  const share = worlds.survival.at(-1)!;
  const range = intervalText(worlds, Math.round(share * worlds.count), worlds.count);
  const head = ` Alive ${nameOf(start, months - 1)} ${percents(share)}`;
  const intervals = range === '' ? [] : [`(95% interval ${range})`, `(95%: ${range})`];
  const interval = intervals.find((text) => head.length + 2 + text.length < width) ?? '';
  return clipRow([run(head, 'title'), run(isComputing(state) ? '… ' : ' ', 'accent'), run(interval, 'muted')], width);
}

/** The 95% interval of a share, `11.5% to 12.7%`; empty where worlds are not drawn independently. */
function intervalText({ sampler }: Endings, count: number, of: number): string {
  const interval = shareInterval(sampler, count, of);
  return interval === null ? '' : `${percents(interval[0])} to ${percents(interval[1])}`;
}

/** The curves of survival and of failures by month, a row each. */
function curveRows(state: ReadState, worlds: Endings, width: number): Row[] {
  const { start, months } = state.loaded.scenario;
  const { half, most } = deadliest(worlds);
  const room = Math.min(months, width - 10);
  const line = (name: string, values: Float64Array, role: Role, t: number | null, word: string): Row => {
    const curve = sparkline(values, room, state.glyphs).map(({ text }) => run(text, role));
    return clipRow(
      [run(` ${name.padEnd(8)}`, 'muted'), ...curve, run(t === null ? '' : ` ${word} ${nameOf(start, t)}`, 'muted')],
      width,
    );
  };
  return [line('alive', worlds.survival, 'good', half, 'half'), line('failing', worlds.failing, 'bad', most, 'most')];
}

function list(state: ReadState, worlds: Endings, width: number, height: number): TabView {
  const lines = oddsLines(state);
  if (lines.length === 0) return withoutLines([[run(` None of ${worldCount(worlds.count)} fails.`, 'good')]]);
  const [name, ...columns] = listColumns(state, worlds, lines, width);
  const of: List = {
    tab: 'odds',
    label: (i) => oddsLabel(lines[i]!, (creditor) => creditorName(state.loaded.scenario, creditor)),
    line: lineOf(state, 'odds'),
    count: lines.length,
    left: { head: headRow([name!]), cells: (i) => lineRow([name!], i), order: name!.order! },
    columns,
    leader: (i) => lines.findIndex(({ cause }) => cause === lines[i]!.cause),
  };
  return listView(state, of, width, height);
}

/** The name of a line: `Staff unpaid`, `world 12`. */
const oddsLabel = ({ cause, example }: OddsLine, name: (creditor: string) => string): string =>
  example === null ? causeWords(cause.cause, name) : `world ${example.world}`;

function listColumns(state: ReadState, worlds: Endings, lines: readonly OddsLine[], width: number): GridColumn[] {
  const { scenario } = state.loaded;
  const label = (name: string): string => creditorName(scenario, name);
  const words = (cause: string, room: number): string => {
    const long = causeWords(cause, label);
    return columnsOf(long) <= room ? long : causeShort(cause, label);
  };
  const failures = lines.reduce((sum, { cause, example }) => sum + (example === null ? cause.count : 0), 0);
  const ofCause = (i: number, text: (cause: OddsLine['cause']) => string, role: Role = 'plain') => {
    const { cause, example } = lines[i]!;
    return example === null ? { text: text(cause), role } : { text: '' };
  };
  const wide = width >= 58;
  const room = width - (wide ? 37 : 21);
  return [
    {
      head: 'What ends it',
      align: 'left',
      width: room,
      cell: (i) => {
        const { cause, example } = lines[i]!;
        if (example === null) return { text: words(cause.cause, room), role: 'title' };
        const inFront = example.world === state.world ? ' (in front)' : '';
        return { text: `  world ${example.world}${inFront}` };
      },
      order: { by: (i) => causeWords(lines[i]!.cause.cause, label) },
    },
    {
      head: 'Share',
      align: 'right',
      width: 6,
      cell: (i) => ofCause(i, ({ share }) => percents(share), 'bad'),
      value: (i) => (lines[i]!.example === null ? lines[i]!.cause.share : null),
      order: { by: (i) => lines[i]!.cause.share, isDown: true },
    },
    ...(wide
      ? [
          {
            head: '95% interval',
            align: 'left' as const,
            width: 14,
            cell: (i: number) => ofCause(i, ({ count }) => intervalText(worlds, count, failures), 'muted'),
          },
        ]
      : []),
    {
      head: 'Month',
      align: 'left',
      width: 8,
      cell: (i) => {
        const { cause, example } = lines[i]!;
        return {
          text: nameOf(scenario.start, example?.t ?? cause.medianT),
          role: example === null ? 'title' : 'plain',
        };
      },
      order: { by: (i) => lines[i]!.cause.medianT },
    },
  ];
}

import { cashChart, cashMonthAt } from '../../chart/cash-chart.ts';
import { type Row, rowText, rowWidth, run } from '../../chart/cells.ts';
import { eventWordings } from '../../chart/chart-events.ts';
import { fanChart, fanMonthAt } from '../../chart/fan-chart.ts';
import { cut, plainText, wrap } from '../../chart/text.ts';
import type { Case } from '../../engine/measures.ts';
import { caseChart, caseEvents } from '../../report/case-events.ts';
import { lastMonth } from '../../report/words.ts';
import { baseEvents, worldsChart } from '../../report/worlds-chart.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import type { Settings } from '../../scenario/override.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { standing } from '../outcome.ts';
import type { Baseline, State } from '../state.ts';
import { type Chances, chances, isComputing, ODDS_WORLDS, viewed } from '../worlds.ts';
import { panel } from './panel.ts';
import { readingWords } from './reading.ts';

/** Columns of the lower edge that its text cannot have. */
const EDGE = 6;

/** Cash and arrears over the months, with what happens when: over many worlds, or of one; over the pinned result. */
export function chart(state: State, width: number, height: number): Row[] {
  const rows = body(state, width - 2, height - 2);
  const foot = state.isReading
    ? [run(readingWords(state, width - EDGE), 'accent')]
    : unnamedMarks(state, rows, width - EDGE);
  return panel(rows, width, height, { title: titleOf(state), foot, glyphs: state.glyphs });
}

/** What the marks of the chart mean that its legend has no room for, the most telling first, as many as fit. */
function unnamedMarks(state: State, drawn: readonly Row[], room: number): Row {
  const now = viewed(state);
  if (now === null || now.result === null) return [];
  const { scenario } = state.loaded!;
  const events = caseEvents(scenario, now.result, now.settings);
  const kinds = eventWordings(events, scenario.start, state.glyphs).at(-1)!;
  const legend = drawn.slice(-2).map(rowText).join(' ');
  const isNamed = kinds.every(({ text }) => legend.includes(text.slice(0, 1)));
  let out: Row = [];
  for (const kind of isNamed ? [] : kinds) {
    const longer = out.length === 0 ? [kind] : [...out, run('  '), kind];
    if (rowWidth(longer) > room) break;
    out = longer;
  }
  return out;
}

function titleOf(state: State): Row {
  const { baseline } = state;
  const against = baseline === null ? [] : [run(` against ${cut(plainText(baseline.label), 30)}`, 'baseline')];
  if (state.world !== null)
    return [run('Cash'), run(` in world ${state.world}, not the base case`, 'warn'), ...against];
  const known = chances(state);
  if (isComputing(state)) {
    const words = known === null ? `computing ${worldCount(ODDS_WORLDS)} …` : 'computing … bands are as before';
    return [run('Cash'), ...against, run(`, ${words}`, 'muted')];
  }
  return known === null ? [run('Cash'), ...against] : [run(`Cash in ${worldCount(known.worlds.count)}`), ...against];
}

function body(state: State, width: number, height: number): Row[] {
  const now = viewed(state);
  if (now === null) return [];
  const { result, settings, world } = now;
  if (result === null) {
    const faults = world === null ? standing(state)!.outcome.faults : [];
    return faults.flatMap((fault) => wrap(fault.message, width - 2).map((line): Row => [run(` ${line}`, 'bad')]));
  }
  const { scenario } = state.loaded!;
  const baseline = state.baseline === null ? null : aligned(state.baseline, scenario);
  const isInTable = state.pane === 'table' && state.tab === 'months';
  const more = { baseline, cursor: isInTable || state.isReading ? state.month : null };
  const known = chances(state);
  if (known !== null && world === null)
    return fanChart({ ...fanOf(scenario, result, settings, known), ...more }, width, height, state.glyphs);
  return cashChart({ ...caseChart(scenario, result, settings), ...more }, width, height, state.glyphs);
}

/** The month in a column of the panel; null where there is none. */
export function chartMonthAt(state: State, width: number, height: number, x: number): number | null {
  const now = viewed(state);
  if (now === null || now.result === null) return null;
  const { result, settings, world } = now;
  const { scenario } = state.loaded!;
  const baseline = state.baseline === null ? null : aligned(state.baseline, scenario);
  const known = chances(state);
  const [inner, rows] = [width - 2, height - 2];
  if (known !== null && world === null) {
    const input = { ...fanOf(scenario, result, settings, known), baseline, cursor: null };
    return fanMonthAt(input, inner, rows, state.glyphs, x - 1);
  }
  return cashMonthAt({ ...caseChart(scenario, result, settings), baseline }, inner, rows, state.glyphs, x - 1);
}

/** The base case is of now, the bands as they are known. */
function fanOf(scenario: Scenario, base: Case, settings: Settings, { worlds, isStale }: Chances) {
  const overdue = base.byMonth.overdue.subarray(0, lastMonth(base.measures.failure, scenario.months) + 1);
  const events = baseEvents(scenario, base, settings);
  return { ...worldsChart(scenario, worlds, base, events), overdue, isStale };
}

/** The pinned cash in this scenario's months; 0 where it has none. */
function aligned(baseline: Baseline, scenario: Scenario): Float64Array {
  const shift = scenario.start - baseline.start;
  return Float64Array.from({ length: scenario.months }, (_, t) => baseline.result.byMonth.cash[t + shift] ?? 0);
}

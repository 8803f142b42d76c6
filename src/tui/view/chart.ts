import { cashMonthAt } from '../../chart/cash-chart.ts';
import { type Row, rowText, rowWidth, run } from '../../chart/cells.ts';
import { eventWordings } from '../../chart/chart-events.ts';
import { fanMonthAt } from '../../chart/fan-chart.ts';
import { cut, plainText, wrap } from '../../chart/text.ts';
import { visible } from '../../diagnostic/escape.ts';
import { caseEvents } from '../../report/case-events.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { standing } from '../outcome.ts';
import { isRead, type ReadState } from '../state.ts';
import { letterOf } from '../words.ts';
import { chances, isComputing, viewed } from '../worlds.ts';
import { draw, drawn, fromBeside, ghostOf } from './drawing.ts';
import { panel } from './panel.ts';
import { readingWords } from './reading.ts';

/** Columns of the lower border that its text cannot use. */
const EDGE = 6;

/** The panel of the chart: cash, arrears and events by month, of many worlds or of one case, over the pinned result. */
export function chart(state: ReadState, width: number, height: number): Row[] {
  const rows = body(state, width - 2, height - 2);
  const foot = footOf(state, rows, width - EDGE);
  const isPaired = state.beside !== null;
  const called = isPaired ? [run(`${letterOf(state.place)} `, 'accent')] : [];
  const title = [...called, ...titleOf(state), ...(isPaired ? ghostTold(state) : [])];
  return panel(rows, width, height, { title, foot, glyphs: state.glyphs });
}

/** The panel of the other file's chart, over the same months as the one in front, with the same month read. */
export function besideChart(state: ReadState, width: number, height: number): Row[] {
  const other = fromBeside(state);
  const rows = isRead(other) ? body(other, width - 2, height - 2) : [[run(' It cannot be used.', 'bad')]];
  const foot = isRead(other) ? footOf(other, rows, width - EDGE) : [];
  const title = [run(`${letterOf(other.place)} `, 'muted'), ...(isRead(other) ? titleOf(other) : [run('Cash')])];
  return panel(rows, width, height, { title, foot, glyphs: state.glyphs });
}

const footOf = (state: ReadState, drawn: readonly Row[], room: number): Row =>
  state.isReading ? [run(readingWords(state, room), 'accent')] : unnamedMarks(state, drawn, room);

/** Where there is no room for two charts: whose line is drawn over this one, or why none is. */
function ghostTold(state: ReadState): Row {
  const { beside } = state;
  if (beside === null) return [];
  const letter = letterOf(beside.place);
  switch (ghostOf(state)) {
    case 'pinned':
    case 'own chart':
      return [];
    case 'no result':
      return [run(`, ${letter} has no result`, 'muted')];
    case 'other currency':
      return [run(`, ${letter} is in ${beside.loaded?.scenario.currency}`, 'muted')];
    case 'drawn':
      return [run(` against ${letter}`, 'baseline')];
  }
}

/** The meanings of marks for which the chart's legend has no room, as many as fit, the most important first. */
function unnamedMarks(state: ReadState, drawn: readonly Row[], room: number): Row {
  const now = viewed(state);
  if (now.result === null) return [];
  const { scenario } = state.loaded;
  const events = caseEvents(scenario, now.result, now.settings);
  const kinds = eventWordings(events, scenario.start, state.glyphs).at(-1)!;
  const legend = drawn.slice(-2).map(rowText).join(' ');
  const unnamed = kinds.filter(({ text }) => !legend.includes(text.slice(0, 1)));
  let out: Row = [];
  for (const kind of unnamed) {
    const longer = out.length === 0 ? [kind] : [...out, run('  '), kind];
    if (rowWidth(longer) > room) break;
    out = longer;
  }
  return out;
}

function titleOf(state: ReadState): Row {
  const { baseline } = state;
  const against = baseline === null ? [] : [run(` against ${cut(plainText(baseline.label), 30)}`, 'baseline')];
  if (state.world !== null) {
    const comma = baseline === null ? '' : ',';
    return [run('Cash'), run(` in world ${state.world}, not the base case${comma}`, 'warn'), ...against];
  }
  const known = chances(state);
  if (isComputing(state)) {
    const words = known === null ? `computing ${worldCount(state.oddsWorlds)} …` : 'computing … bands are as before';
    return [run('Cash'), ...against, run(`, ${words}`, 'muted')];
  }
  return known === null ? [run('Cash'), ...against] : [run(`Cash in ${worldCount(known.worlds.count)}`), ...against];
}

function body(state: ReadState, width: number, height: number): Row[] {
  const drawing = drawn(state);
  if (drawing !== null) return draw(drawing, width, height, state.glyphs);
  const faults = state.world === null ? standing(state).outcome.faults : [];
  return faults.flatMap((fault) =>
    wrap(visible(fault.message), width - 2).map((line): Row => [run(` ${line}`, 'bad')]),
  );
}

/** The month, as t, at column `x` of the panel; null where there is none. */
export function chartMonthAt(state: ReadState, width: number, height: number, x: number): number | null {
  const drawing = drawn(state);
  if (drawing === null) return null;
  const [inner, rows] = [width - 2, height - 2];
  const month =
    drawing.kind === 'fan'
      ? fanMonthAt(drawing.input, inner, rows, state.glyphs, x - 1)
      : cashMonthAt(drawing.input, inner, rows, state.glyphs, x - 1);
  if (month === null) return null;
  const t = month - (drawing.input.common?.opensAt ?? 0);
  return t >= 0 && t < state.loaded.scenario.months ? t : null;
}

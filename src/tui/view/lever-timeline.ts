import { type Role, type Row, run } from '../../chart/cells.ts';
import { EVENT_KINDS, eventMark } from '../../chart/chart-events.ts';
import { MARKS } from '../../chart/glyphs.ts';
import { type MonthScale, monthLabels, scaleOf } from '../../chart/month-scale.ts';
import { joinRuns } from '../../chart/text.ts';
import type { Setting } from '../../scenario/override.ts';
import type { Lever } from '../../scenario/scenario.ts';
import { standing } from '../outcome.ts';
import type { ReadState } from '../state.ts';
import { LAST, REACH, reaches } from './deadline.ts';

/** Blank columns before the months. */
const INDENT = 3;

/** The head of the timeline: names of months, with zero cash and failure marked. */
export function timelineHead(state: ReadState, width: number): Row {
  const scale = scaleFor(state, width);
  const { start } = state.loaded.scenario;
  const cells = cellsOf(scale.columns);
  const { failure, zeroCash } = standing(state).outcome.result?.measures ?? { failure: null, zeroCash: null };
  const marked = [zeroCash, failure?.t ?? null].flatMap((t) => (t === null ? [] : [scale.first(t)]));
  for (const { column, text } of monthLabels(start, scale)) {
    const first = column + (column === 0 ? 0 : 1);
    // The name of a month is left out where it would cover a mark.
    const isFree = marked.every((at) => at < first - 1 || at > first + text.length);
    if (isFree) cells.put(first, text, 'muted');
  }
  if (zeroCash !== null)
    cells.put(scale.first(zeroCash), eventMark('zero-cash', state.glyphs), EVENT_KINDS['zero-cash'].role);
  if (failure !== null) cells.put(scale.first(failure.t), eventMark('failure', state.glyphs), 'bad');
  return [run(' '.repeat(INDENT)), ...cells.row()];
}

/**
 * One lever along the months: its decision, the delay after it, and the months in force. Once its deadline is known,
 * the months show instead what the lever still reaches if it begins in them, and the last one that is worth it.
 */
export function timelineRow(
  state: ReadState,
  lever: Lever,
  { value, from }: Setting,
  width: number,
  chosen: boolean,
): Row {
  const scale = scaleFor(state, width);
  const marks = MARKS[state.glyphs];
  const { start, months } = state.loaded.scenario;
  const cells = cellsOf(scale.columns);
  const t = from - start;
  const decide = t - lever.delay;
  const inForce: Role = value === 0 ? 'muted' : 'accent';
  const column = (month: number): number =>
    month < 0 ? 0 : month >= months ? scale.columns : scale.first(Math.min(month, months - 1));
  const reached = reaches(state, lever);
  if (reached === null) {
    cells.fill(0, scale.columns, marks.ended, 'muted');
    if (lever.delay > 0) cells.fill(column(decide), column(t), marks.reserve, 'warn');
    cells.fill(column(t), scale.columns, value === 0 ? marks.track : marks.filled, inForce);
  } else {
    reached.each.forEach((reach, month) => {
      const { sign, role } = REACH[reach];
      cells.fill(column(month), column(month + 1), sign[state.glyphs], role);
    });
  }
  if (lever.delay > 0 && decide >= 0 && decide < months) cells.put(column(decide), DECIDE[state.glyphs], 'warn');
  if (t >= months) cells.put(scale.columns - 1, marks.above, 'warn');
  else cells.put(column(t), t < 0 ? marks.below : eventMark('lever', state.glyphs), chosen ? 'title' : inForce);
  // The sign stands in the month's last column, since the lever's own start may stand in its first.
  const last = reached?.last ?? null;
  if (last !== null) cells.put(column(last + 1) - 1, LAST[state.glyphs], 'title');
  return [run(' '.repeat(INDENT)), ...cells.row()];
}

/** The sign of the month in which a lever is decided. */
const DECIDE = { braille: '◇', blocks: '◇', ascii: 'D' } as const;

/** The key to the signs of the timeline. */
export const timelineKey = (state: ReadState): Row => [
  run(`${DECIDE[state.glyphs]} decide`, 'warn'),
  run(' '),
  run(`${eventMark('lever', state.glyphs)} start`, 'accent'),
];

const scaleFor = (state: ReadState, width: number): MonthScale =>
  scaleOf(state.loaded.scenario.months, Math.max(1, width - INDENT - 1));

/** A row of so many columns, into which later texts are written over earlier ones; what lies outside is left out. */
function cellsOf(columns: number) {
  const chars = Array<string>(columns).fill(' ');
  const roles = Array<Role>(columns).fill('plain');
  const put = (column: number, text: string, role: Role): void => {
    [...text].forEach((char, i) => {
      if (column + i < 0 || column + i >= columns) return;
      chars[column + i] = char;
      roles[column + i] = role;
    });
  };
  return {
    put,
    fill: (from: number, to: number, char: string, role: Role): void =>
      put(from, char.repeat(Math.max(0, to - from)), role),
    row: (): Row => joinRuns(chars, roles),
  };
}

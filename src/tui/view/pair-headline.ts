import { type Row, rowWidth, run } from '../../chart/cells.ts';
import { clipRow, cut, plainText } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { fileAt } from '../in-front.ts';
import { comparedWith } from '../outcome.ts';
import { isBroken, isRead, type State } from '../state.ts';
import { fileName, letterOf, planName } from '../words.ts';
import { factsNow, mostOf, notesTold } from './headline.ts';
import { type Figure, pairFigures, type Shown } from './pair-figures.ts';

/** Least widths, in columns, of figures, names and plans. */
const LEAST_FIGURE = 6;
const LEAST_NAME = 10;
const LEAST_PLAN = 20;
const ENOUGH_NAME = 20;
const LONGEST_NAME = 32;
const GAP = 2;
/** Columns before a name: the mark of the file in front, and the letter. */
const LETTER = 4;

/**
 * The headline of two files: a row each, one of differences and, where there is room, one more on the file in front.
 */
export function pairHeadline(state: State, width: number, height: number): Row[] {
  const [a, b] = [fileAt(state, 0), fileAt(state, 1)];
  const grid = gridOf(a, b, width);
  const company = (of: State): Row =>
    line(
      grid,
      nameRow(of, of.place === state.place, grid.name),
      (figure) => figure.each[of.place],
      planRow(of, grid.plan),
    );
  const rows = [
    line(grid, [], (figure) => ({ text: headOf(figure, width), role: 'muted' }), [run('Plan', 'muted')]),
    company(a),
    company(b),
    line(grid, [run('  B against A', 'muted')], (figure) => figure.difference, currencies(a, b)),
    moreRow(state, width),
  ];
  return Array.from({ length: height }, (_, i) => clipRow(rows[i] ?? [], width));
}

/** The columns of the headline; its `plan` is 0 wide where there is no room for it. */
interface PairGrid {
  readonly name: number;
  readonly columns: readonly { readonly figure: Figure; readonly width: number }[];
  readonly plan: number;
}

function gridOf(a: State, b: State, width: number): PairGrid {
  const longest = Math.max(LEAST_NAME, ...[a, b].map((of) => columnsOf(nameOf(of)) + faultOf(of).length));
  const columns = fitting(pairFigures(a, b), width).map((figure) => ({ figure, width: widthOf(figure, width) }));
  const room = width - columns.reduce((sum, column) => sum + GAP + column.width, LETTER + 1);
  const hasPlan = room - Math.min(longest, ENOUGH_NAME) - GAP >= LEAST_PLAN;
  const name = Math.min(longest, LONGEST_NAME, hasPlan ? room - GAP - LEAST_PLAN : room);
  return { name, columns, plan: hasPlan ? room - name - GAP : 0 };
}

const line = ({ name, columns, plan }: PairGrid, first: Row, pick: (figure: Figure) => Shown, last: Row): Row => [
  ...clipRow(first, LETTER + name),
  ...columns.flatMap(({ figure, width }) => cell(pick(figure), width)),
  ...(plan > 0 ? [run(' '.repeat(GAP)), ...last] : []),
];

/** The place of the file whose row of the headline is `y`; null for other rows. */
export const companyAt = (y: number): 0 | 1 | null => (y === 1 ? 0 : y === 2 ? 1 : null);

const headOf = ({ head, less }: Figure, width: number): string => (width >= 100 ? head : less);

const widthOf = (figure: Figure, width: number): number =>
  Math.max(
    LEAST_FIGURE,
    ...[headOf(figure, width), ...[...figure.each, figure.difference].map(({ text }) => text)].map((t) => columnsOf(t)),
  );

const cell = ({ text, role }: Shown, width: number): Row => [
  run(' '.repeat(GAP + width - columnsOf(text))),
  run(text, role),
];

/** The first figures, as many as leave room for names. */
function fitting(figures: readonly Figure[], width: number): readonly Figure[] {
  const taken = figures.reduce((sum, figure) => sum + GAP + widthOf(figure, width), LETTER + 1);
  return width - taken >= LEAST_NAME ? figures : fitting(figures.slice(0, -1), width);
}

const nameOf = (state: State): string => plainText(state.loaded?.scenario.name ?? '') || fileName(state);
const faultOf = (state: State): string => (isBroken(state) ? ' broken' : '');

function nameRow(of: State, isInFront: boolean, room: number): Row {
  const fault = faultOf(of);
  return [
    run(isInFront ? (of.glyphs === 'ascii' ? '> ' : '▸ ') : '  ', 'accent'),
    run(`${letterOf(of.place)} `, isInFront ? 'accent' : 'muted'),
    run(cut(nameOf(of), room - fault.length), isInFront ? 'title' : 'plain'),
    run(fault, 'bad'),
  ];
}

/** The plan with changes by hand and, where there is room, the number of faults and warnings. */
function planRow(of: State, room: number): Row {
  if (!isRead(of)) return [];
  const { loaded, choice } = of;
  const changed = choice.changes.size;
  const hand = changed === 0 ? '' : ` + ${changed} by hand`;
  const name = choice.plan === null ? 'none' : planName(loaded.scenario, choice.plan);
  const row = [run(cut(name, room - hand.length)), run(hand, 'accent')];
  const noted = notesTold(of);
  return noted === '' || rowWidth(row) + 3 + noted.length > room
    ? row
    : [...row, run(' · ', 'muted'), run(noted, 'warn')];
}

function currencies(a: State, b: State): Row {
  const [of, and] = [a.loaded?.scenario.currency, b.loaded?.scenario.currency];
  return of === and || of === undefined || and === undefined ? [] : [run(`${of} and ${and} are not compared`, 'muted')];
}

/** More on the company in front: how it differs from the result it is compared with, or further statements. */
function moreRow(state: State, width: number): Row {
  const facts = isRead(state) ? factsNow(state) : null;
  if (!isRead(state) || facts === null) return [];
  const [, failure, ...rest] = facts;
  const isCompared = comparedWith(state) !== null;
  const told = isCompared ? facts : [failure!, ...rest.filter(({ less }) => !TABLED.test(less[0]!.text))];
  const letter = run(` ${letterOf(state.place)} `, 'accent');
  const [row] = mostOf(told, width - 3, 1);
  return rowWidth(row!) > width - 3 ? [] : [letter, ...row!];
}

const TABLED = /^(Alive|Owed|Net burn) /;

import { type Role, type Row, rowWidth, run } from '../../chart/cells.ts';
import { cut, fitRow, plainText } from '../../chart/text.ts';
import { fileAt } from '../in-front.ts';
import { comparedWith } from '../outcome.ts';
import { isBroken, type State } from '../state.ts';
import { factsNow, mostOf, planRow } from './headline.ts';
import { type Figure, pairFigures, type Shown } from './pair-figures.ts';
import { fileName, letterOf } from './words.ts';

/** Columns that names, and plans, need to say something. */
const LEAST_NAME = 10;
const LEAST_PLAN = 20;
const ENOUGH_NAME = 20;
const LONGEST_NAME = 32;
const GAP = 2;
/** Before a name: the mark of what is in front, and the letter. */
const LETTER = 4;

/** Two companies line by line, how far the second is from the first, and, with a row to spare, more of the one in front. */
export function pairHeadline(state: State, width: number, height: number): Row[] {
  const [a, b] = [fileAt(state, 0), fileAt(state, 1)];
  const longest = Math.max(...[a, b].map((of) => [...nameOf(of)].length + faultOf(of).length));
  const figures = fitting(pairFigures(a, b), width);
  const columns = figures.map((figure) => ({ figure, width: widthOf(figure, width) }));
  const taken = columns.reduce((sum, column) => sum + GAP + column.width, 0);
  const room = width - taken - LETTER - 1;
  const hasPlan = room - Math.min(longest, ENOUGH_NAME) - GAP >= LEAST_PLAN;
  const name = Math.min(longest, LONGEST_NAME, hasPlan ? room - GAP - LEAST_PLAN : room);
  const line = (first: Row, pick: (figure: Figure) => Shown, last: Row = []): Row => [
    ...fitRow(first, LETTER + name),
    ...columns.flatMap((column) => cell(pick(column.figure), column.width)),
    ...(hasPlan ? [run(' '.repeat(GAP)), ...last] : []),
  ];
  const head = (figure: Figure): Shown => ({ text: isWide(width) ? figure.head : figure.less, role: 'muted' });
  const company = (of: State): Row => line(nameRow(state, of, name), (figure) => figure.each[of.place], planRow(of));
  const rows = [
    line([], head),
    company(a),
    company(b),
    line([run('  B against A', 'muted')], (figure) => figure.difference, currencies(a, b)),
    moreRow(state, width),
  ];
  return Array.from({ length: height }, (_, i) => fitRow(rows[i] ?? [], width));
}

/** The line of the company in the headline; null elsewhere. */
export const companyAt = (y: number): 0 | 1 | null => (y === 1 ? 0 : y === 2 ? 1 : null);

const isWide = (width: number): boolean => width >= 100;

const widthOf = ({ head, less, each, difference }: Figure, width: number): number =>
  Math.max(6, ...[isWide(width) ? head : less, each[0].text, each[1].text, difference.text].map((t) => [...t].length));

const cell = ({ text, role }: Shown, width: number): Row => [
  run(' '.repeat(GAP + width - [...text].length)),
  run(text, role),
];

/** The figures, without the last ones where names would have no room. */
function fitting(figures: readonly Figure[], width: number): readonly Figure[] {
  const taken = figures.reduce((sum, figure) => sum + GAP + widthOf(figure, width), LETTER + 1);
  return width - taken >= LEAST_NAME ? figures : fitting(figures.slice(0, -1), width);
}

const nameOf = (state: State): string => plainText(state.loaded?.scenario.name ?? '') || fileName(state);
const faultOf = (state: State): string => (isBroken(state) ? ' broken' : '');

function nameRow(state: State, of: State, room: number): Row {
  const isFront = of.place === state.place;
  const role: Role = isFront ? 'title' : 'plain';
  const fault = faultOf(of);
  return [
    run(isFront ? (state.glyphs === 'ascii' ? '> ' : '▸ ') : '  ', 'accent'),
    run(`${letterOf(of.place)} `, isFront ? 'accent' : 'muted'),
    run(cut(nameOf(of), room - fault.length), role),
    run(fault, 'bad'),
  ];
}

function currencies(a: State, b: State): Row {
  const [of, and] = [a.loaded?.scenario.currency, b.loaded?.scenario.currency];
  return of === and || of === undefined || and === undefined ? [] : [run(`${of} and ${and} are not compared`, 'muted')];
}

/** What the lines above do not say of the company in front: how it differs from what it is compared with, or what else comes of it. */
function moreRow(state: State, width: number): Row {
  const facts = factsNow(state);
  if (facts === null) return [];
  const [, failure, ...rest] = facts;
  const isCompared = comparedWith(state) !== null;
  const told = isCompared ? facts : [failure!, ...rest.filter(({ less }) => !TABLED.test(less[0]!.text))];
  const letter = run(` ${letterOf(state.place)} `, 'accent');
  const [row] = mostOf(told, width - 3, 1);
  return rowWidth(row!) > width - 3 ? [] : [letter, ...row!];
}

const TABLED = /^(Alive|Owed|Net burn) /;

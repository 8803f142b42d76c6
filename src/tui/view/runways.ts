import { type Row, rowWidth, run } from '../../chart/cells.ts';
import { wrap } from '../../chart/text.ts';
import type { HeadlineAnswer } from '../../report/headline.ts';
import { runwayAnswers, runwaysTable, withoutFormulas } from '../../report/runways.ts';
import { tableRows } from '../../report/table.ts';
import { standing } from '../outcome.ts';
import type { ReadState } from '../state.ts';

/** Width in columns of a label, with the blanks before it. */
const LABEL = 16;
/** Least columns beside the figures for their reasons; in less these stand beneath, so many columns indented. */
const LEAST_BECAUSE = 20;
const INDENT = 4;

/** The panel of runways: those of the base case in hand by each definition, then what the money buys. */
export function runwayRows(state: ReadState, width: number): Row[] {
  const { scenario } = state.loaded;
  const { result } = standing(state).outcome;
  if (result === null) return [];
  const table = runwaysTable(scenario, result, state.glyphs === 'ascii');
  const figures = tableRows(withoutFormulas(table), width - 2);
  const left = 2 + Math.max(...figures.map(rowWidth));
  const because = ['Because', ...table.rows.map((row) => row.at(-1)!.text)];
  const isBeneath = width - 2 - left < LEAST_BECAUSE;
  const rows = figures.flatMap((row, i): Row[] => {
    if (isBeneath) return [[run(' '), ...row], ...(i === 0 ? [] : indented(because[i]!, width))];
    return wrap(because[i]!, width - 2 - left).map((line, k): Row => {
      const own = k === 0 ? row : [];
      return [run(' '), ...own, run(' '.repeat(left - rowWidth(own))), run(line, i === 0 ? 'muted' : 'plain')];
    });
  });
  const answers = answersOf(state).flatMap(({ label, text, role }): Row[] =>
    wrap(text, width - LABEL - 1).map((line, i) => [
      run((i === 0 ? ` ${label}` : '').padEnd(LABEL), 'muted'),
      run(line, role),
    ]),
  );
  return [...rows, [], ...answers];
}

const indented = (text: string, width: number): Row[] =>
  wrap(text, width - INDENT - 1).map((line): Row => [run(' '.repeat(INDENT)), run(line, 'muted')]);

/** The panel of runways in sentences, to be spoken. */
export function runwaysTold(state: ReadState): string[] {
  const { result } = standing(state).outcome;
  if (result === null) return [];
  const rows = runwaysTable(state.loaded.scenario, result, true).rows.map(([name, months, ends, because]) => {
    const when = ends!.text === '' ? '' : `, ${ends!.text}`;
    return `${name!.text}: ${months!.text}${months!.value === null ? '' : ' months'}${when}. ${because!.text}.`;
  });
  return ['Runway by its definitions.', ...rows, ...answersOf(state).map(({ label, text }) => `${label}: ${text}.`)];
}

function answersOf(state: ReadState): HeadlineAnswer[] {
  const { result } = standing(state).outcome;
  const { growth } = state.results;
  if (result === null || growth?.of !== result) throw new Error('not asked for: the growth of the case in hand');
  return runwayAnswers(state.loaded.scenario, result, growth.needed, state.glyphs === 'ascii');
}

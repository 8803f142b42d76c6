import { type Row, run } from '../../chart/cells.ts';
import { cut } from '../../chart/text.ts';
import { columnsOf, endWithin, padEnd } from '../../diagnostic/columns.ts';
import { visible } from '../../diagnostic/escape.ts';
import { type FindItem, found } from '../find.ts';
import type { Box } from '../layout.ts';
import type { ReadState } from '../state.ts';
import { marked } from './grid.ts';
import { panel, partShown } from './panel.ts';
import { findBox, findLines } from './scroll.ts';

const KIND_WIDTH = 11;
const LEAST_DETAIL = 10;

/** The panel of the search: the text typed and the matches, with the chosen one in view. */
export function findView(state: ReadState): { box: Box; rows: Row[] } {
  const box = findBox(state);
  const { text } = state.find!;
  const all = found(state);
  const { first, shown } = findWindow(state, all.length);
  const ascii = state.glyphs === 'ascii';
  const width = box.width - 2;
  const room = width - 5;
  const typed = endWithin(visible(text), room);
  const field: Row = [run(ascii ? ' > ' : ' › ', 'accent'), run(typed, 'title'), run(ascii ? '_' : '▏', 'accent')];
  const lines = all
    .slice(first, first + shown)
    .map((item, i) => marked(itemRow(item, width - 1), first + i === state.find!.row ? 'chosen' : null, ascii, width));
  const none: Row[] = all.length > 0 ? [] : [[run('  Nothing is found.', 'muted')]];
  const look = {
    title: [run('Find', 'title'), run(', by name or initials', 'muted')],
    foot: partShown(first, shown, all.length),
    focused: true,
    glyphs: state.glyphs,
  };
  return { box, rows: panel([field, [], ...lines, ...none], box.width, box.height, look) };
}

/** The index of the first match in view, and how many fit. */
export function findWindow(state: ReadState, count: number): { first: number; shown: number } {
  const shown = findLines(state);
  return { first: Math.max(0, Math.min(state.find!.row - Math.floor(shown / 2), count - shown)), shown };
}

function itemRow({ kind, name, detail: keys, reason }: FindItem, width: number): Row {
  const detail = reason === null ? keys : `not now: ${reason}`;
  const side = Math.min(columnsOf(detail), Math.max(LEAST_DETAIL, Math.floor(width * (reason === null ? 0.3 : 0.5))));
  const room = width - KIND_WIDTH - side - 3;
  return [
    run(` ${kind.padEnd(KIND_WIDTH)}`, 'muted'),
    run(padEnd(cut(name, room), room + 1), reason === null ? 'plain' : 'muted'),
    run(cut(detail, side), reason === null ? 'accent' : 'muted'),
  ];
}

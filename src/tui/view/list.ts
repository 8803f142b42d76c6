import { type Row, rowWidth, run } from '../../chart/cells.ts';
import { placeOf } from '../list-place.ts';
import type { ReadState, Tab } from '../state.ts';
import type { TabView } from '../tabs/tab.ts';
import { fitting, type GridColumn, gridWidth, headRow, lastFirst, lineRow, marked } from './grid.ts';
import { partShown } from './panel.ts';

/** A table that is a list: lines in columns, one of them with the mark of the keys. */
export interface List {
  readonly tab: Tab;
  /** The line that the keys act on. */
  readonly line: number;
  readonly count: number;
  /** What stays at the left however the columns are scrolled. */
  readonly left: ListPart;
  readonly columns: readonly GridColumn[];
  /** What stands at the right of the columns, in so much room; null for nothing. */
  readonly right?: (room: number) => ListPart | null;
  /** Columns of the screen that the right is to have; 0 where it takes what is left. */
  readonly rightRoom?: number;
  /** Lines that always stand above the others and are none of the list; indices behind its last. */
  readonly pinned?: readonly number[];
  /** Rows below the list. */
  readonly below?: readonly Row[];
  readonly foot?: readonly string[];
}

/** Some columns of the screen: their head, and what a line has there. */
export interface ListPart {
  readonly head: Row;
  readonly cells: (line: number) => Row;
}

/** Head, lines and what is below them, in a panel of that size. */
export function listView(state: ReadState, list: List, width: number, height: number): TabView {
  const { left, columns: all, rightRoom = 0, pinned = [], below = [], foot = [] } = list;
  const { first, column } = placeOf(state, list.tab);
  const room = width - 1 - rowWidth(left.head) - rightRoom;
  const columns = fitting(all, column, room);
  const order = Array.from({ length: list.count }, (_, i) => i);
  const lines = Math.max(1, height - 1 - pinned.length - below.length);
  const part = partShown(column, columns.length, all.length);
  return {
    rows: () =>
      drawn(state, list, columns, room + rightRoom - gridWidth(columns), order.slice(first, first + lines), width),
    size: { order, top: 1 + pinned.length, room: lines, lastColumn: lastFirst(all, room) },
    foot: [...foot, ...(part === '' ? [] : [`columns ${part}`])],
  };
}

function drawn(
  { pane, glyphs }: ReadState,
  { left, right, line: chosen, pinned = [], below = [] }: List,
  columns: readonly GridColumn[],
  rightRoom: number,
  shown: readonly number[],
  width: number,
): Row[] {
  const beside = right?.(rightRoom) ?? null;
  const row = (line: number, isChosen: boolean): Row => {
    const cells = [...left.cells(line), ...lineRow(columns, line), ...(beside?.cells(line) ?? [])];
    return marked(cells, isChosen, glyphs === 'ascii', width);
  };
  return [
    [run(' '), ...left.head, ...headRow(columns), ...(beside?.head ?? [])].map(({ text }) => run(text, 'muted')),
    ...pinned.map((line) => row(line, false)),
    ...shown.map((line) => row(line, pane === 'table' && line === chosen)),
    ...below,
  ];
}

import { type Row, rowText, rowWidth, run } from '../../chart/cells.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import type { Table } from '../../report/table.ts';
import { type ListSort, placeOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import type { TabView } from '../tabs/tab.ts';
import { takenCell } from '../taken-cell.ts';
import { fitting, type GridColumn, gridWidth, headRow, type LineLook, lastFirst, lineRow, marked } from './grid.ts';
import type { List, ListPart } from './list-data.ts';
import { headOf, listOrder, sortsOf } from './list-order.ts';
import { partShown } from './panel.ts';

/** The column with a sign of the direction in its head, where the list is sorted by it. */
function withSign<C extends GridColumn | ListPart>(column: C, sort: ListSort | null): C {
  if (sort === null || column.order === undefined || sort.head !== headOf(column)) return column;
  const sign = sort.isDown ? '↓' : '↑';
  if (!('width' in column)) return { ...column, head: signed(column.head, sign) };
  const head = `${column.head}${sign}`;
  return { ...column, head, width: Math.max(column.width, columnsOf(head)) };
}

/** The head with the sign behind its text, in the same width. */
function signed(head: Row, sign: string): Row {
  const text = rowText(head);
  return [run(`${text.trimEnd()}${sign}`.padEnd(text.length), 'muted')];
}

/** The view of a list in `width` columns and `height` rows: head, lines, and the rows below them. */
export function listView(state: ReadState, list: List, width: number, height: number): TabView {
  const { rightRoom = 0, pinned = [], below = [], foot = [] } = list;
  const place = placeOf(state, list.tab);
  const { first, column } = place;
  const left = withSign(list.left, place.sort);
  const all = list.columns.map((each) => withSign(each, place.sort));
  const room = width - 1 - rowWidth(left.head) - rightRoom;
  const columns = fitting(all, column, room);
  const { order, matches } = listOrder(list, place);
  const lines = Math.max(1, height - 1 - pinned.length - below.length);
  const part = partShown(column, columns.length, all.length);
  return {
    rows: () =>
      drawn(state, list, columns, room + rightRoom - gridWidth(columns), order.slice(first, first + lines), width),
    size: {
      order,
      top: 1 + pinned.length,
      room: lines,
      lastColumn: lastFirst(all, room),
      matches,
      sorts: sortsOf(list),
    },
    foot: [...foot, ...(part === '' ? [] : [`columns ${part}`])],
    table: () => tableOf(list, order),
  };
}

/** The list as a table with all its columns, to be copied or saved; lines in this order. */
function tableOf(list: List, order: readonly number[]): Table {
  const keyOf = (head: string): string => head.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
  const heads = [list.left, ...list.columns].map(headOf);
  return {
    columns: heads.map((title, i) => ({ key: keyOf(title), title, align: list.columns[i - 1]?.align ?? 'left' })),
    rows: order.map((line) => [
      takenCell(list.label(line), undefined),
      ...list.columns.map((column) => takenCell(column.cell(line).text.trim(), column.value?.(line))),
    ]),
  };
}

function drawn(
  { pane, glyphs }: ReadState,
  { left, right, line: chosen, isRead = false, pinned = [], below = [] }: List,
  columns: readonly GridColumn[],
  rightRoom: number,
  shown: readonly number[],
  width: number,
): Row[] {
  const beside = right?.(rightRoom) ?? null;
  const look = pane === 'table' ? 'chosen' : isRead ? 'read' : null;
  const row = (line: number, look: LineLook | null): Row => {
    const cells = [...left.cells(line), ...lineRow(columns, line), ...(beside?.cells(line) ?? [])];
    return marked(cells, look, glyphs === 'ascii', width);
  };
  return [
    [run(' '), ...left.head, ...headRow(columns), ...(beside?.head ?? [])].map(({ text }) => run(text, 'muted')),
    ...pinned.map((line) => row(line, null)),
    ...shown.map((line) => row(line, line === chosen ? look : null)),
    ...below,
  ];
}

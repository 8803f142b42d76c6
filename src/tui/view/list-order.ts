import { rowText } from '../../chart/cells.ts';
import type { ListPlace, ListSort } from '../list-place.ts';
import type { GridColumn } from './grid.ts';
import type { List } from './list-data.ts';

/** The lines that sorting and filter leave, in their order, and those among them that match the text. */
export interface ListOrder {
  readonly order: readonly number[];
  readonly matches: readonly number[];
}

/** The order of a list by its sort and filter. Lines with a leader stay beneath it, and are shown with it. */
export function listOrder(list: List, { text, isFiltered, sort }: ListPlace): ListOrder {
  const all = Array.from({ length: list.count }, (_, i) => i);
  const sorted = sort === null ? all : inOrder(list, all, sort);
  if (text === '') return { order: sorted, matches: [] };
  const wanted = text.toLowerCase();
  const matches = sorted.filter((line) => textOf(list, line).toLowerCase().includes(wanted));
  if (!isFiltered) return { order: sorted, matches };
  const groups = new Set(matches.map((line) => leaderOf(list, line)));
  return { order: sorted.filter((line) => groups.has(leaderOf(list, line))), matches };
}

/** The columns that the list can be sorted by, each with its first direction. */
export const sortsOf = ({ left, columns }: List): ListSort[] =>
  [left, ...columns].flatMap(({ order, ...column }) =>
    order === undefined ? [] : [{ head: headOf(column), isDown: order.isDown ?? false }],
  );

/** The column's head as text. */
export const headOf = ({ head }: Pick<GridColumn, 'head'> | Pick<List['left'], 'head'>): string =>
  (typeof head === 'string' ? head : rowText(head)).trim();

const leaderOf = ({ leader }: List, line: number): number => leader?.(line) ?? line;

/** The text of a line that a search looks through: all its columns, and `also`. */
const textOf = ({ left, columns, also }: List, line: number): string =>
  [rowText(left.cells(line)), ...columns.map((column) => column.cell(line).text), also?.(line) ?? ''].join(' ');

function inOrder(list: List, lines: readonly number[], { head, isDown }: ListSort): readonly number[] {
  const by = [list.left, ...list.columns].find((column) => headOf(column) === head)?.order?.by;
  if (by === undefined) return lines;
  const keys = new Map([...new Set(lines.map((line) => leaderOf(list, line)))].map((line) => [line, by(line)]));
  return [...lines].sort((a, b) => {
    const [one, other] = [leaderOf(list, a), leaderOf(list, b)];
    return compared(keys.get(one)!, keys.get(other)!, isDown) || one - other || a - b;
  });
}

/** Compares for sorting: below zero where `a` comes first. Null comes last in both directions. */
function compared(a: number | string | null, b: number | string | null, isDown: boolean): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b === isDown ? 1 : -1;
}

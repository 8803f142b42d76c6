import { type Role, type Row, rowWidth, run } from '../../chart/cells.ts';
import { clipRow, cut } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';

export interface GridCell {
  readonly text: string;
  readonly role?: Role;
  /** What stands at the right of the text, at the column's end. */
  readonly after?: GridCell;
}

/** A column of a table: its head, and a cell for each line. */
export interface GridColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Columns of the screen, without the gap before it. */
  readonly width: number;
  cell(line: number): GridCell;
  /** What machines are given of a line where the table is taken elsewhere; its text where this is left out. */
  readonly value?: (line: number) => number | string | null;
  /** What lines are sorted by, where their order is free. */
  readonly order?: ColumnOrder;
}

export interface ColumnOrder {
  /** Of a line; null where it has no such value, which then stands last. */
  readonly by: (line: number) => number | string | null;
  /** Whether the line with the most stands first when the list is first sorted by this column. */
  readonly isDown?: boolean;
}

/** Columns of the screen before each column of a table. */
export const GAP = 2;

/** Columns from `first` on that fit into `room`, whole. */
export function fitting(columns: readonly GridColumn[], first: number, room: number): readonly GridColumn[] {
  const out: GridColumn[] = [];
  let used = 0;
  for (const column of columns.slice(first)) {
    used += GAP + column.width;
    if (used > room) break;
    out.push(column);
  }
  return out;
}

/** The furthest that columns can be scrolled: the last ones then fill the room. */
export function lastFirst(columns: readonly GridColumn[], room: number): number {
  let first = 0;
  while (first < columns.length - 1 && fitting(columns, first, room).length < columns.length - first) first++;
  return first;
}

export function headRow(columns: readonly GridColumn[]): Row {
  return columns.flatMap((column) => [run(' '.repeat(GAP)), run(padded(column.head, column), 'muted')]);
}

export function lineRow(columns: readonly GridColumn[], line: number): Row {
  return columns.flatMap((column) => {
    return [run(' '.repeat(GAP)), ...cellRow(column, column.cell(line))];
  });
}

function cellRow(column: GridColumn, { text, role = 'plain', after }: GridCell): Row {
  if (after === undefined) return [run(padded(text, column), role)];
  const width = column.width - columnsOf(after.text);
  return [run(padded(text, { ...column, width }), role), run(after.text, after.role ?? 'plain')];
}

function padded(text: string, { width, align }: GridColumn): string {
  const short = cut(text, width);
  const space = ' '.repeat(width - columnsOf(short));
  return align === 'left' ? short + space : space + short;
}

/** Columns that the table takes. */
export const gridWidth = (columns: readonly GridColumn[]): number =>
  columns.reduce((sum, column) => sum + GAP + column.width, 0);

/** The line that the keys act on; or one that is read elsewhere. */
export type LineLook = 'chosen' | 'read';

const LOOKS = { chosen: { drawn: '▸', ascii: '>' }, read: { drawn: '▹', ascii: ')' } } as const;

/** The row with a mark in front, which tells its looks without colour. */
export function marked(row: Row, look: LineLook | null, isAscii: boolean, width: number): Row {
  const mark = look === null ? ' ' : LOOKS[look][isAscii ? 'ascii' : 'drawn'];
  return [run(mark, 'accent'), ...clipRow(row, Math.max(0, Math.min(width - 1, rowWidth(row))))];
}

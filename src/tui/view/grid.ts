import { type Role, type Row, rowWidth, run } from '../../chart/cells.ts';
import { clipRow, cut } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';

export interface GridCell {
  readonly text: string;
  readonly role?: Role;
  /** A second cell at the right of the text, at the column's end. */
  readonly after?: GridCell;
}

/** A column of a table. */
export interface GridColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Width in columns of the screen, without the gap before it. */
  readonly width: number;
  cell(line: number): GridCell;
  /** The value of a line where the table is copied or saved; where left out, the cell's text is. */
  readonly value?: (line: number) => number | string | null;
  /** How lines are sorted by this column; left out where they cannot be. */
  readonly order?: ColumnOrder;
}

export interface ColumnOrder {
  /** The value of a line to sort by; lines with null stand last. */
  readonly by: (line: number) => number | string | null;
  /** Whether the greatest value stands first when the list is first sorted by this column; false where left out. */
  readonly isDown?: boolean;
}

/** Columns of the screen that are blank before each column of a table. */
export const GAP = 2;

/** The table's columns from `first` on that fit whole into `room` columns of the screen. */
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

/** The greatest index of the first column in view, with which the last ones fill the room. */
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

/** Columns of the screen that these columns take. */
export const gridWidth = (columns: readonly GridColumn[]): number =>
  columns.reduce((sum, column) => sum + GAP + column.width, 0);

/** How a line is marked: as the one that the keys act on, or as the one that the chart reads. */
export type LineLook = 'chosen' | 'read';

const LOOKS = { chosen: { drawn: '▸', ascii: '>' }, read: { drawn: '▹', ascii: ')' } } as const;

/** The row with a mark in front and its colours, since colour alone must not tell how it is marked. */
export function marked(row: Row, look: LineLook | null, isAscii: boolean, width: number): Row {
  const mark = look === null ? ' ' : LOOKS[look][isAscii ? 'ascii' : 'drawn'];
  return [run(mark, 'accent'), ...clipRow(row, Math.max(0, Math.min(width - 1, rowWidth(row))))];
}

import type { Role, Row, Run } from '../chart/cells.ts';
import { run } from '../chart/cells.ts';
import { cut, trimRow } from '../chart/text.ts';
import { columnsOf } from '../diagnostic/columns.ts';

export interface Column {
  /** Key for programs, unique in the table. */
  readonly key: string;
  /** Heading for people. */
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Whether the column stays beside the column before it. */
  readonly joined?: boolean;
}

export interface Cell {
  /** Text for people, on one line. */
  readonly text: string;
  /** Value for programs; null: it does not occur. */
  readonly value: string | number | null;
  readonly role: Role;
}

/** Each row has a cell for every column. The first column names the row. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell; its value is its text unless given. */
export const cell = (text: string, value: string | number | null = text, role: Role = 'plain'): Cell => ({
  text,
  value,
  role,
});

const GAP = 2;
/** Least columns that text is cut to, so that more columns fit beside each other. */
const LEAST = 14;

/** A column of the table in a block, with its width there. */
interface PlacedColumn {
  readonly index: number;
  readonly width: number;
}

/**
 * The table as rows of a terminal `width` columns wide, without trailing blanks. Columns that do not fit continue in
 * blocks below, each with the first column again. Texts may be cut but figures never are, so a width below that of the
 * widest figure is exceeded.
 */
export function tableRows(table: Table, width: number): Row[] {
  const titles = table.columns.map((c) => run(c.title, 'muted'));
  return blocks(table, width).flatMap((block, i) => [
    ...(i === 0 ? [] : [[]]),
    line(titles, table.columns, block),
    ...table.rows.map((row) => line(row, table.columns, block)),
  ]);
}

/** Columns that the table needs uncut. */
export function tableWidth(table: Table): number {
  return naturalWidths(table).reduce((sum, width) => sum + GAP + width, -GAP);
}

function naturalWidths(table: Table): number[] {
  return table.columns.map((column, i) =>
    table.rows.reduce((most, row) => Math.max(most, columnsOf((row[i] as Cell).text)), columnsOf(column.title)),
  );
}

/** Which columns stand side by side; the first column is in every block. */
function blocks(table: Table, width: number): PlacedColumn[][] {
  const natural = naturalWidths(table);
  const least = natural.map((w, i) => (table.columns[i]?.align === 'left' ? Math.min(w, LEAST) : w));
  // The first column leaves room for the widest of the others.
  const companion = natural.length > 1 ? GAP + Math.max(...least.slice(1)) : 0;
  const first = { index: 0, width: Math.max(Math.min(natural[0] as number, width - companion), 1) };
  const out: PlacedColumn[][] = [];
  let block: PlacedColumn[] = [first];
  let room = width - first.width;
  for (const group of groups(table.columns)) {
    const needed = (from: readonly number[]): number => group.reduce((sum, i) => sum + GAP + (from[i] as number), 0);
    if (needed(least) > room && block.length > 1) {
      out.push(block);
      block = [first];
      room = width - first.width;
    }
    for (const index of group) {
      if ((least[index] as number) + GAP > room && block.length > 1) {
        out.push(block);
        block = [first];
        room = width - first.width;
      }
      const space = Math.max(Math.min(natural[index] as number, room - GAP), least[index] as number);
      block.push({ index, width: space });
      room -= GAP + space;
    }
  }
  return [...out, block];
}

/** Indices of the columns after the first; columns that stay together form one list. */
function groups(columns: readonly Column[]): number[][] {
  const out: number[][] = [];
  for (let i = 1; i < columns.length; i++) {
    if (columns[i]?.joined && out.length > 0) out.at(-1)?.push(i);
    else out.push([i]);
  }
  return out;
}

function line(cells: readonly Run[], columns: readonly Column[], block: readonly PlacedColumn[]): Row {
  const row = block.flatMap(({ index, width }, at) => {
    const { text, role } = cells[index] as Run;
    const shown = cut(text, width);
    const pad = ' '.repeat(width - columnsOf(shown));
    const gap = at === 0 ? '' : ' '.repeat(GAP);
    const left = columns[index]?.align === 'left';
    return [run(gap + (left ? '' : pad)), run(shown, role), run(left ? pad : '')];
  });
  return trimRow(row.filter((r) => r.text !== ''));
}

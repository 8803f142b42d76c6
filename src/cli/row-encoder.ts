/** Rows to the bytes of a file, as they come. */
import type { RecordColumn } from '../report/column.ts';
import { csvRecord, type RecordValue } from '../report/csv.ts';
import { jsonLines } from '../report/stringify.ts';

/** Files of rows. */
export const ROW_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];
export const isRowFormat = (text = ''): text is RowFormat => (ROW_FORMATS as readonly string[]).includes(text);

/** What is ready to be written, the rows that are in it, and what has to be known to go on after them. */
export interface EncodedRows {
  /** Until the next row is added: then their room is used again. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly notes: readonly string[];
}

export interface RowEncoder {
  add(row: readonly RecordValue[]): void;
  /** What is ready: never a part of a row; null where there is too little to be worth it. */
  take(): EncodedRows | null;
  /** All that can be written before the file is whole. */
  takeAll(): EncodedRows | null;
  /** What is left, and the end of the file. */
  end(): EncodedRows;
}

/** What a file of rows says of itself. */
export interface RowsTold {
  readonly columns: readonly RecordColumn[];
  /** By name, where the format has a place for it. */
  readonly about: Readonly<Record<string, string>>;
  /** Rows that a group has, where the format has groups. */
  readonly group: number;
}

/** UTF-16 units that are written at once. */
const AT_ONCE = 2 ** 18;

/** CSV, with its header unless it is continued, or NDJSON. */
export function textEncoder(format: 'csv' | 'ndjson', { columns }: Pick<RowsTold, 'columns'>, isBegun: boolean) {
  const keys = columns.map(({ key }) => key);
  const line = format === 'csv' ? csvRecord : jsonLines(keys);
  const held = isBegun || format !== 'csv' ? [] : [csvRecord(keys)];
  let room = Buffer.alloc(0);
  let [length, rows] = [0, 0];
  const takeAll = (): EncodedRows => {
    const text = held.join('');
    if (room.length < 3 * text.length) room = Buffer.allocUnsafe(4 * text.length);
    const taken = { bytes: room.subarray(0, room.write(text)), rows, notes: [] };
    held.length = 0;
    length = 0;
    rows = 0;
    return taken;
  };
  return {
    add: (row) => {
      const text = line(row);
      held.push(text);
      length += text.length;
      rows++;
    },
    take: () => (length < AT_ONCE ? null : takeAll()),
    takeAll: () => (held.length === 0 ? null : takeAll()),
    end: takeAll,
  } satisfies RowEncoder;
}

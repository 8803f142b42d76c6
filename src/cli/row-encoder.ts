/** Encodes rows as the bytes of a file, as they come. */
import type { RecordColumn } from '../report/column.ts';
import { csvRecord, type RecordValue } from '../report/csv.ts';
import { jsonLines } from '../report/stringify.ts';

/** A value for each column. */
export type RecordRow = readonly RecordValue[];

/** Formats of files of rows. */
export const ROW_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];
export const isRowFormat = (text = ''): text is RowFormat => (ROW_FORMATS as readonly string[]).includes(text);

/** Bytes ready to be written, the number of rows in them, and notes needed to go on after them. */
export interface EncodedRows {
  /** Valid until the next row is added; then their memory is used again. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly notes: readonly string[];
}

export interface RowEncoder {
  add(row: RecordRow): void;
  /** Bytes of whole rows; null where there are too few to be worth a write. */
  take(): EncodedRows | null;
  /** All bytes that can be written before the end of the file. */
  takeAll(): EncodedRows | null;
  /** The remaining rows, and the end of the file. */
  end(): EncodedRows;
}

/** Description of a file of rows. */
export interface RowsDescription {
  readonly columns: readonly RecordColumn[];
  /** Metadata by name, for formats that have it. */
  readonly about: Readonly<Record<string, string>>;
  /** Rows in a group, for formats with groups. */
  readonly group: number;
}

/** UTF-16 units written at once. */
const AT_ONCE = 2 ** 18;

/** Encodes CSV or NDJSON; `isBegun`: the file is continued, so CSV gets no header. */
export function textEncoder(format: 'csv' | 'ndjson', { columns }: Pick<RowsDescription, 'columns'>, isBegun: boolean) {
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

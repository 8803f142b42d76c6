/** Rows to Parquet: a chunk of its own, for those runs alone that write it. */
import { deserialize, serialize } from 'node:v8';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnKind, RecordColumn } from '../report/column.ts';
import type { RecordValue } from '../report/csv.ts';
import type { EncodedRows, RowEncoder, RowsTold } from './row-encoder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How each kind of value is stored; a month as its first day. */
const STORED = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  number: { type: 'DOUBLE' },
  whole: { type: 'INT64' },
  month: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
} as const satisfies Record<ColumnKind, object>;

type RowGroups = ParquetWriter['row_groups'];

/**
 * Rows in groups of one size but for the last, all values optional, in Snappy; continued after the groups that the
 * notes tell of, where there are any.
 */
export function parquetEncoder(
  { columns, about, group }: RowsTold,
  before: { readonly bytes: number; readonly notes: readonly string[] },
): RowEncoder {
  const out = new ByteWriter();
  const parquet = new ParquetWriter({
    writer: out,
    schema: [
      { name: 'rows', num_children: columns.length },
      ...columns.map(({ key, kind }) => ({ name: key, repetition_type: 'OPTIONAL', ...STORED[kind] }) as const),
    ],
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: 'runway',
  });
  if (before.bytes > 0) {
    out.index = 0;
    out.offset = before.bytes;
    parquet.row_groups = before.notes.map((note) => deserialize(Buffer.from(note, 'base64')) as RowGroups[number]);
    parquet.num_rows = parquet.row_groups.reduce((n, { num_rows }) => n + num_rows, 0n);
  }
  const held: unknown[][] = columns.map(() => []);
  const stored = columns.map(({ kind }) => storedAs(kind));
  let rows = 0;
  let ready: EncodedRows | null = null;

  function write(): void {
    const data = columns.map(({ key }, i) => ({ name: key, data: held[i] as never, offsetIndex: false }));
    if (rows > 0) parquet.write({ columnData: data, rowGroupSize: rows });
    // Without indexes nothing is left to be written of a group.
    parquet.pendingIndexes.length = 0;
    ready = { bytes: bytesOf(out), rows, notes: rows > 0 ? [noted(parquet.row_groups)] : [] };
    rows = 0;
    for (const values of held) values.length = 0;
  }
  const take = (): EncodedRows | null => {
    const taken = ready;
    ready = null;
    return taken;
  };
  return {
    add: (row) => {
      for (let i = 0; i < held.length; i++) held[i]!.push(stored[i]!(row[i]!));
      rows++;
      if (rows === group) write();
    },
    take,
    takeAll: take,
    end: () => {
      const last = rows;
      if (rows > 0) write();
      const groups = take();
      parquet.finish();
      const bytes = Buffer.concat([groups?.bytes ?? new Uint8Array(0), bytesOf(out)]);
      return { bytes, rows: last, notes: groups?.notes ?? [] };
    },
  };
}

const noted = (groups: RowGroups): string => serialize(groups.at(-1)).toString('base64');

/** What was written since the last time; the writer counts on. */
function bytesOf(out: ByteWriter): Uint8Array {
  const bytes = out.getBytes().slice();
  out.index = 0;
  return bytes;
}

function storedAs(kind: RecordColumn['kind']): (value: RecordValue) => unknown {
  if (kind === 'whole') return (value) => (value === null ? null : BigInt(value));
  if (kind !== 'month') return (value) => (typeof value === 'number' ? value + 0 : value);
  const days = new Map<string, number>();
  return (value) => {
    if (value === null) return null;
    const text = String(value);
    const day = days.get(text) ?? Date.parse(`${text}-01T00:00:00Z`) / DAY_MS;
    days.set(text, day);
    return day;
  };
}

/** Rows to Parquet. A chunk of its own (`build.mjs`), loaded only by runs that write Parquet. */
import { deserialize, serialize } from 'node:v8';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnKind, RecordColumn } from '../report/column.ts';
import type { RecordValue } from '../report/csv.ts';
import type { EncodedRows, RowEncoder, RowsDescription } from './row-encoder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Parquet type of each kind of value; a month is stored as its first day. */
const STORED = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  number: { type: 'DOUBLE' },
  whole: { type: 'INT64' },
  month: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
} as const satisfies Record<ColumnKind, object>;

type RowGroups = ParquetWriter['row_groups'];
type ColumnSource = Parameters<ParquetWriter['write']>[0]['columnData'][number];

/**
 * Encodes rows in groups of equal size (the last may be smaller), all values optional, compressed with Snappy.
 * Continues after the groups that `notes` describe, where given.
 */
export function parquetEncoder(
  { columns, about, group }: RowsDescription,
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
  const held = columns.map(({ kind }) => heldAs(kind, group));
  let rows = 0;
  let ready: EncodedRows | null = null;

  function write(): void {
    const data = columns.map(({ key }, i) => columnOf(key, held[i]!, rows));
    if (rows > 0) parquet.write({ columnData: data, rowGroupSize: rows });
    // Without indexes, nothing of a group remains to be written later.
    parquet.pendingIndexes.length = 0;
    ready = { bytes: bytesOf(out), rows, notes: rows > 0 ? [noted(parquet.row_groups)] : [] };
    rows = 0;
  }
  const take = (): EncodedRows | null => {
    const taken = ready;
    ready = null;
    return taken;
  };
  return {
    add: (row) => {
      for (let i = 0; i < held.length; i++) held[i]!.put(rows, row[i]!);
      rows++;
      if (rows === group) write();
    },
    take,
    takeAll: take,
    end: () => {
      const last = rows;
      if (rows > 0) write();
      const groups = take();
      const before = Uint8Array.from(groups?.bytes ?? []);
      parquet.finish();
      const bytes = Buffer.concat([before, bytesOf(out)]);
      return { bytes, rows: last, notes: groups?.notes ?? [] };
    },
  };
}

const noted = (groups: RowGroups): string => serialize(groups.at(-1)).toString('base64');

/** The bytes written since the last call; they are valid until the next write. The writer goes on counting. */
function bytesOf(out: ByteWriter): Uint8Array {
  const bytes = out.getBytes();
  out.index = 0;
  return bytes;
}

/** A column of a group, kept compactly and expanded only when it is written. */
interface HeldColumn {
  put(row: number, value: RecordValue): void;
  /** The first values in the form that is stored. */
  taken(rows: number): unknown[];
}

/** A column for the writer: its values are made when they are read, and not kept. */
const columnOf = (name: string, held: HeldColumn, rows: number): ColumnSource => ({
  ...{ name, offsetIndex: false },
  get data() {
    return held.taken(rows) as never;
  },
});

function heldAs(kind: RecordColumn['kind'], group: number): HeldColumn {
  if (kind === 'text') {
    const texts = new Array<RecordValue>(group).fill(null);
    return {
      put: (row, value) => {
        texts[row] = value;
      },
      taken: (rows) => texts.slice(0, rows),
    };
  }
  const numbers = new Float64Array(group);
  const isThere = new Uint8Array(group);
  const days = new Map<string, number>();
  const numberOf = kind === 'month' ? (value: RecordValue) => dayOf(String(value), days) : Number;
  return {
    put: (row, value) => {
      isThere[row] = value === null ? 0 : 1;
      if (value !== null) numbers[row] = numberOf(value);
    },
    taken: (rows) => {
      const stored = kind === 'whole' ? BigInt : (x: number) => x + 0;
      return Array.from({ length: rows }, (_, row) => (isThere[row] === 0 ? null : stored(numbers[row]!)));
    },
  };
}

/** A month as its first day, in days since 1970-01-01. */
function dayOf(month: string, known: Map<string, number>): number {
  const day = known.get(month) ?? Date.parse(`${month}-01T00:00:00Z`) / DAY_MS;
  known.set(month, day);
  return day;
}

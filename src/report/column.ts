/** Type of a column of records: text, number, whole number, or month (`YYYY-MM`). */
export type ColumnKind = 'text' | 'number' | 'whole' | 'month';

/** A column of records, for CSV, NDJSON and Parquet. */
export interface RecordColumn {
  readonly key: string;
  readonly kind: ColumnKind;
}

/** Columns of one kind. */
export const recordColumns = (kind: ColumnKind, keys: readonly string[]): RecordColumn[] =>
  keys.map((key) => ({ key, kind }));

/** The name itself, or with as few underscores before it as make it unique among `known`; adds it to `known`. */
export function freeKey(name: string, known: Set<string>): string {
  let own = name;
  while (known.has(own)) own = `_${own}`;
  known.add(own);
  return own;
}

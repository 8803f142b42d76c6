/** What stands in a column of records: a text, a number, a whole number, or a month as `YYYY-MM`. */
export type ColumnKind = 'text' | 'number' | 'whole' | 'month';

/** A column of records. */
export interface RecordColumn {
  readonly key: string;
  readonly kind: ColumnKind;
}

/** Columns of one kind. */
export const recordColumns = (kind: ColumnKind, keys: readonly string[]): RecordColumn[] =>
  keys.map((key) => ({ key, kind }));

/** The name, or the first with underscores before it that nothing else has; it is known from then on. */
export function freeKey(name: string, known: Set<string>): string {
  let own = name;
  while (known.has(own)) own = `_${own}`;
  known.add(own);
  return own;
}

import { visibleLines } from '../diagnostic/escape.ts';
import type { Table } from './table.ts';

/** A field of a record; null: no value. */
export type RecordValue = string | number | null;

/** The table's values as CSV, with a header of column keys. */
export function csv(table: Table): string {
  const header = csvRecord(table.columns.map(({ key }) => key));
  return header + table.rows.map((row) => csvRecord(row.map(({ value }) => value))).join('');
}

/**
 * One record of CSV (RFC 4180), ended by CRLF; a field without a value is empty. Control and invisible characters are
 * written as escapes. A text that a spreadsheet would run as a formula is preceded by an apostrophe; numbers stay as
 * they are.
 */
export const csvRecord = (values: readonly RecordValue[]): string => `${values.map(field).join(',')}\r\n`;

/** How a formula begins, also in full-width characters (OWASP, CSV Injection). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A fast test that most texts pass: they need no quotes and no escapes. */
const PLAIN = /^\w[\w.:%/ =-]*$/;

function field(value: RecordValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value + 0);
  if (PLAIN.test(value)) return value;
  const text = visibleLines(value);
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

import { visibleLines } from '../diagnostic/escape.ts';
import type { Table } from './table.ts';

/** What a field of a record holds; null: there is no value. */
export type RecordValue = string | number | null;

/** The table's values as records, with a header of keys. */
export function csv(table: Table): string {
  const header = csvRecord(table.columns.map(({ key }) => key));
  return header + table.rows.map((row) => csvRecord(row.map(({ value }) => value))).join('');
}

/**
 * One record by RFC 4180: it ends in CRLF, and a field is empty where there is no value. What steers a terminal or
 * cannot be seen is written out. A text that a spreadsheet would take for a formula has the apostrophe before it with
 * which they mark text; numbers stay as they are.
 */
export const csvRecord = (values: readonly RecordValue[]): string => `${values.map(field).join(',')}\r\n`;

/** How a formula begins, also in full-width letters (OWASP, CSV Injection). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Most texts: nothing in them is written in another way. */
const PLAIN = /^\w[\w.:%/ =-]*$/;

function field(value: RecordValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value + 0);
  if (PLAIN.test(value)) return value;
  const text = visibleLines(value);
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

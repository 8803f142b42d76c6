import { visibleLines } from '../diagnostic/escape.ts';
import type { Table } from './table.ts';

/**
 * The table's values by RFC 4180, with a header of keys: CRLF after each record, empty where there is no value. What steers a terminal
 * or cannot be seen is written out. A text that a spreadsheet would take for a formula has the apostrophe before it with which they mark
 * text; numbers stay as they are.
 */
export function csv(table: Table): string {
  const records = [table.columns.map((c) => c.key), ...table.rows.map((row) => row.map((c) => field(c.value)))];
  return records.map((record) => `${record.map(quoted).join(',')}\r\n`).join('');
}

/** How a formula begins, also in full-width letters (OWASP, CSV Injection). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Object.is(value, -0) ? 0 : value);
  const text = visibleLines(value);
  return FORMULA.test(text) ? `'${text}` : text;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

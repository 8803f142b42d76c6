import type { Table } from './table.ts';

/** The table's values by RFC 4180, with a header of keys: CRLF after each record, empty where there is no value. */
export function csv(table: Table): string {
  const records = [table.columns.map((c) => c.key), ...table.rows.map((row) => row.map((c) => field(c.value)))];
  return records.map((record) => `${record.map(quoted).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(Object.is(value, -0) ? 0 : value) : value;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

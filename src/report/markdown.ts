import { columnsOf } from '../diagnostic/columns.ts';
import type { Table } from './table.ts';

/** The table in GitHub's Markdown, padded so that the source reads as a table too. Ends in a newline. */
export function markdown(table: Table): string {
  const header = table.columns.map((c) => escaped(c.title));
  const rows = table.rows.map((row) => row.map((c) => escaped(c.text)));
  const widths = header.map((title, i) =>
    rows.reduce((most, row) => Math.max(most, columnsOf(row[i]!)), Math.max(3, columnsOf(title))),
  );
  const rule = table.columns.map((c, i) =>
    c.align === 'right' ? `${'-'.repeat((widths[i] as number) - 1)}:` : '-'.repeat(widths[i] as number),
  );
  const padded = (row: readonly string[]): string[] =>
    row.map((text, i) => {
      const blank = ' '.repeat((widths[i] as number) - columnsOf(text));
      return table.columns[i]?.align === 'right' ? blank + text : text + blank;
    });
  return [padded(header), rule, ...rows.map(padded)].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

const SIGNS = /[\\`*_[\]<>|~]/g;
/** A web address, which GitHub links as it stands: an escaped character in it would become part of the address. */
const ADDRESS = /https?:\/\/[^\s\\`*[\]<>|]*[^\s\\`*[\]<>|~.,;:!?)'"_]/g;

/** Escapes the characters that Markdown would interpret; web addresses stay as they are. */
export function escaped(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  const addresses = plain.match(ADDRESS) ?? [];
  return plain
    .split(ADDRESS)
    .map((part, i) => part.replace(SIGNS, '\\$&') + (addresses[i] ?? ''))
    .join('');
}

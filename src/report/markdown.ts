import { columnsOf } from '../diagnostic/columns.ts';
import type { Table } from './table.ts';

/** The table in GitHub's Markdown, padded so that its source reads as a table too. Ends in a newline. */
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

/** Text that Markdown takes for text. */
export const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/\s+/g, ' ');

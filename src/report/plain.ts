/** A page for other programs: one line a record, cells separated by tabs; nothing is cut or wrapped. */
import type { Section } from './page.ts';
import type { Table } from './table.ts';

/**
 * The page as lines of text, with an empty line between sections. A table is a line of titles and a line a row; an
 * answer is its label and its text. Charts are left out, as tables have the same numbers.
 */
export function pagePlain(sections: readonly Section[]): string {
  return sections
    .map(sectionLines)
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function sectionLines(section: Section): string[] {
  const own = (lines: readonly { readonly text: string }[]): string[] => lines.map(({ text }) => oneLine(text));
  const head = (title: string | null): string[] => (title === null ? [] : [oneLine(title)]);
  switch (section.kind) {
    case 'title':
      return [record([section.title, section.aside]), ...own(section.lines)];
    case 'chapter':
      return [...head(section.title), ...own(section.lines)];
    case 'answers':
      return section.answers.map(({ label, text }) => record([label, text]));
    case 'table':
      return [...head(section.title), ...tableLines(section.table), ...own(section.notes)];
    case 'chart':
      return [];
    case 'entries':
      return section.entries.length === 0
        ? []
        : [
            ...head(section.title),
            ...section.entries.map((one) => record([one.head, ...one.lines].map((l) => l.text))),
          ];
    case 'notes':
      return section.lines.length === 0 ? [] : [...head(section.title), ...own(section.lines)];
  }
}

const tableLines = ({ columns, rows }: Table): string[] => [
  record(columns.map(({ title }) => title)),
  ...rows.map((row) => record(row.map(({ text }) => text))),
];

const record = (cells: readonly string[]): string => cells.map(oneLine).join('\t').trimEnd();

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

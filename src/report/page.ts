/** A page as data: a list of sections, shown as rows of a terminal, as Markdown, as HTML or as plain text. */
import { type Role, type Row, rowText, run } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { cut, trimRow, wrap } from '../chart/text.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import type { HeadlineAnswer } from './headline.ts';
import { escaped, markdown } from './markdown.ts';
import type { PagePicture } from './picture.ts';
import { type Table, tableRows, tableWidth } from './table.ts';

/** The terminal on which a page is shown. */
export interface Page {
  /** Columns of the terminal; pages are designed for 80 and more. */
  readonly width: number;
  readonly glyphs: Glyphs;
}

/** A sentence or more. Text too long for a row continues in the next, or is cut where `isCut` says so. */
export interface Line {
  readonly text: string;
  readonly role: Role;
  readonly isCut?: boolean;
}

/** The page's title, a text beside it, and lines below. */
interface TitleSection {
  readonly kind: 'title';
  readonly title: string;
  readonly aside: string;
  readonly lines: readonly Line[];
}

/** A heading for the sections up to the next chapter. */
interface ChapterSection {
  readonly kind: 'chapter';
  /** The word by which options and links address the chapter. */
  readonly id: string;
  readonly title: string;
  readonly lines: readonly Line[];
}

interface AnswersSection {
  readonly kind: 'answers';
  readonly answers: readonly HeadlineAnswer[];
}

interface TableSection {
  readonly kind: 'table';
  readonly title: string | null;
  readonly table: Table;
  readonly notes: readonly Line[];
  /** The table as a chart, for pages that can draw; the table then folds behind it. */
  readonly picture?: PagePicture;
  /** Shown instead of `table` where that leaves fewer than `room` columns free in a row. */
  readonly narrow?: { readonly table: Table; readonly notes: readonly Line[]; readonly room: number };
}

interface ChartSection {
  readonly kind: 'chart';
  readonly draw: (width: number, glyphs: Glyphs) => Row[];
  /** Whether a table of the page has this chart as its `picture`; a page that can draw leaves the text chart out. */
  readonly isDrawnOfTable?: boolean;
}

interface NotesSection {
  readonly kind: 'notes';
  readonly title: string | null;
  /** Stands before the first row of each line. */
  readonly mark: string;
  readonly lines: readonly Line[];
}

/** Entries, each a heading with lines below. */
interface EntriesSection {
  readonly kind: 'entries';
  readonly title: string;
  readonly entries: readonly { readonly head: Line; readonly lines: readonly Line[] }[];
}

export type Section =
  | TitleSection
  | ChapterSection
  | AnswersSection
  | TableSection
  | ChartSection
  | NotesSection
  | EntriesSection;

/** A section of lines without title and mark. */
export const notes = (...lines: readonly Line[]): NotesSection => ({ kind: 'notes', title: null, mark: '', lines });

/**
 * The page as rows of a terminal, with an empty row between sections. No row is wider than the page or ends in blanks;
 * empty sections are left out.
 */
export function pageRows(sections: readonly Section[], page: Page): Row[] {
  return sections
    .map((section) => sectionRows(section, page))
    .filter((rows) => rows.length > 0)
    .flatMap((rows, i) => (i === 0 ? rows : [[], ...rows]))
    .map(trimRow);
}

function sectionRows(section: Section, page: Page): Row[] {
  switch (section.kind) {
    case 'title':
      return [...titleRows(section, page), ...lineRows(section.lines, page)];
    case 'chapter':
      return [...lineRows([{ text: section.title, role: 'title' }], page), ...lineRows(section.lines, page)];
    case 'answers':
      return answerRows(section.answers, page);
    case 'table': {
      const shown = shownTable(section, page.width);
      const head = section.title === null ? [] : [{ text: section.title, role: 'title' } as const];
      return [...lineRows(head, page), ...tableRows(shown.table, page.width), ...lineRows(shown.notes, page)];
    }
    case 'chart':
      return section.draw(page.width, page.glyphs);
    case 'entries': {
      if (section.entries.length === 0) return [];
      const rows = section.entries.flatMap(({ head, lines }) => [
        ...lineRows([head], page),
        ...lineRows(lines, page, INDENT),
      ]);
      return [...lineRows([{ text: section.title, role: 'title' }], page), ...rows];
    }
    case 'notes': {
      if (section.lines.length === 0) return [];
      const head = section.title === null ? [] : [{ text: section.title, role: 'title' } as const];
      return [...lineRows(head, page), ...lineRows(section.lines, page, section.mark)];
    }
  }
}

function shownTable({ table, notes: own, narrow }: TableSection, width: number): Pick<TableSection, 'table' | 'notes'> {
  return narrow !== undefined && tableWidth(narrow.table) + narrow.room > width ? narrow : { table, notes: own };
}

/** Indent of the lines below an entry. */
const INDENT = '    ';

/** The rows of lines; `mark` stands before the first row of each line, blanks of its width before the others. */
function lineRows(lines: readonly Line[], { width }: Page, mark = ''): Row[] {
  return lines.flatMap(({ text, role, isCut }) => {
    const rows = isCut === true ? [cut(text, width - mark.length)] : wrap(text, width - mark.length);
    return rows.map((row, i) => [run((i === 0 ? mark : ' '.repeat(mark.length)) + row, role)]);
  });
}

function titleRows({ title, aside }: TitleSection, { width }: Page): Row[] {
  const shown = cut(title, width);
  const blank = width - columnsOf(shown) - aside.length;
  if (blank >= 2) return [[run(shown, 'title'), run(' '.repeat(blank)), run(aside, 'muted')]];
  return [[run(shown, 'title')], [run(cut(aside, width), 'muted')]];
}

/** Columns of the labels: the longest, `Default alive`, and a gap. */
const LABEL = 15;

function answerRows(answers: readonly HeadlineAnswer[], { width }: Page): Row[] {
  return answers.flatMap(({ label, text, role }) =>
    wrap(text, Math.max(width - LABEL, 10)).map((line, i) => [
      run((i === 0 ? label : '').padEnd(LABEL), 'muted'),
      run(line, role),
    ]),
  );
}

/** Columns of a chart in Markdown, where code blocks must not be too wide for the page. */
const CHART = 100;

/** The page as GitHub's Markdown; charts are code blocks. */
export function pageMarkdown(sections: readonly Section[], glyphs: Glyphs): string {
  let level = '##';
  return sections
    .map((section) => {
      const text = sectionMarkdown(section, glyphs, level);
      if (section.kind === 'chapter') level = '###';
      return text;
    })
    .filter((text) => text !== '')
    .join('\n');
}

function sectionMarkdown(section: Section, glyphs: Glyphs, level: string): string {
  const heading = (title: string | null): string => (title === null ? '' : `${level} ${escaped(title)}\n\n`);
  switch (section.kind) {
    case 'title': {
      const all = [section.aside, ...section.lines.map(({ text }) => text)];
      return `# ${escaped(section.title)}\n\n${all.map((text) => `${escaped(text)}\n`).join('\n')}`;
    }
    case 'chapter':
      return [`## ${escaped(section.title)}\n`, ...section.lines.map(({ text }) => `${escaped(text)}\n`)].join('\n');
    case 'answers':
      return section.answers.map(({ label, text }) => `- **${escaped(label)}**: ${escaped(text)}\n`).join('');
    case 'table': {
      const foot = section.notes.map(({ text }) => `\n${escaped(text)}\n`);
      return heading(section.title) + markdown(section.table) + foot.join('');
    }
    case 'chart':
      return `\`\`\`text\n${section
        .draw(CHART, glyphs)
        .map((row) => `${rowText(trimRow(row))}\n`)
        .join('')}\`\`\`\n`;
    case 'entries': {
      if (section.entries.length === 0) return '';
      const items = section.entries.map(
        ({ head, lines }) => `- ${escaped(head.text)}\n${lines.map(({ text }) => `  - ${escaped(text)}\n`).join('')}`,
      );
      return heading(section.title) + items.join('');
    }
    case 'notes': {
      if (section.lines.length === 0) return '';
      const list = section.mark === '' ? section.lines.map(({ text }) => `${escaped(text)}\n`).join('\n') : null;
      return heading(section.title) + (list ?? section.lines.map(({ text }) => `- ${escaped(text)}\n`).join(''));
    }
  }
}

/** A page as data: sections one under another, which are shown as rows of a terminal, as Markdown or as HTML. */
import { type Role, type Row, rowText, run } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { cut, trimRow, wrap } from '../chart/text.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import type { PageFigure } from './figure.ts';
import type { HeadlineAnswer } from './headline.ts';
import { escaped, markdown } from './markdown.ts';
import { type Table, tableRows, tableWidth } from './table.ts';

/** Where a page is shown. */
export interface Page {
  /** Columns of the page; made for 80 and more. */
  readonly width: number;
  readonly glyphs: Glyphs;
}

/** A sentence or more; what is too long for a row goes on in the next, or is cut where it says so. */
export interface Line {
  readonly text: string;
  readonly role: Role;
  readonly isCut?: boolean;
}

/** Name of the whole, what stands at its side, and lines beneath. */
interface TitleSection {
  readonly kind: 'title';
  readonly title: string;
  readonly aside: string;
  readonly lines: readonly Line[];
}

/** The name of what follows, up to the next chapter. */
interface ChapterSection {
  readonly kind: 'chapter';
  /** A word that addresses it. */
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
  /** The same drawn, where a page can; the table is behind it then. */
  readonly figure?: PageFigure;
  /** In place of it where it leaves less than `room` columns beside itself on a row. */
  readonly narrow?: { readonly table: Table; readonly notes: readonly Line[]; readonly room: number };
}

interface ChartSection {
  readonly kind: 'chart';
  readonly draw: (width: number, glyphs: Glyphs) => Row[];
  /** Whether a table of the page is drawn as the same chart, where a page can draw it. */
  readonly isDrawnOfTable?: boolean;
}

interface NotesSection {
  readonly kind: 'notes';
  readonly title: string | null;
  /** Before the first row of each line. */
  readonly mark: string;
  readonly lines: readonly Line[];
}

/** Things, each with what is said of it beneath. */
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

/** Lines without a title. */
export const notes = (...lines: readonly Line[]): NotesSection => ({ kind: 'notes', title: null, mark: '', lines });

/**
 * The page for a person: an empty row between sections, none wider than the page, none that ends in blanks; what is
 * empty is left out.
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

/** What stands before what is said of an entry. */
const INDENT = '    ';

/** The mark stands before the first row of a line, blanks before the others. */
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

/** Labels take as much as the longest, `Default alive`, and a gap. */
const LABEL = 15;

function answerRows(answers: readonly HeadlineAnswer[], { width }: Page): Row[] {
  return answers.flatMap(({ label, text, role }) =>
    wrap(text, Math.max(width - LABEL, 10)).map((line, i) => [
      run((i === 0 ? label : '').padEnd(LABEL), 'muted'),
      run(line, role),
    ]),
  );
}

/** Columns of a chart in Markdown, whose blocks are no wider than most pages. */
const CHART = 100;

/** The page in GitHub's Markdown; charts are blocks of text. */
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

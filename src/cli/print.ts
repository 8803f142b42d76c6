import { ansi } from '../chart/ansi.ts';
import { appearanceOf, environmentWith, isDumb } from '../chart/appearance.ts';
import type { Row } from '../chart/cells.ts';
import { shownBy } from '../host/pager.ts';
import { csvRecord } from '../report/csv.ts';
import type { MonthRecords } from '../report/month-records.ts';
import { type Page, pageMarkdown, pageRows, type Section } from '../report/page.ts';
import { pagePlain } from '../report/plain.ts';
import { jsonLines, stringify } from '../report/stringify.ts';
import type { Io } from './io.ts';

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 40;
const MAX_WIDTH = 250;

/** Formats for people: a terminal page, or Markdown. */
export type PageFormat = 'table' | 'md';

/** Formats of a run: for people, one record a month, or one JSON object. */
export type RunFormat = PageFormat | 'csv' | 'ndjson' | 'json';

export const isForPeople = (format: string): format is PageFormat => format === 'table' || format === 'md';

/** Prints a page for people. */
export function printPage(io: Io, format: PageFormat, sections: readonly Section[]): void {
  const page = pageOf(io);
  if (format === 'md') io.stdout.write(pageMarkdown(sections, page.glyphs));
  else if (io.printing?.isPlain === true) io.stdout.write(pagePlain(sections));
  else printRows(io, pageRows(sections, page));
}

/** Size of the page: as wide as the terminal, or as COLUMNS says. */
export function pageOf({ stdout, env }: Io): Page {
  const asked = (stdout.isTTY ? stdout.columns : Number(env.COLUMNS)) ?? 0;
  const width = Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_WIDTH;
  return { width: Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH), glyphs: appearanceOf(env).glyphs };
}

/** Prints rows, in colour where standard output is a terminal with colours, or --color says so. */
export function printRows(io: Io, rows: readonly Row[]): void {
  const color = io.printing?.color ?? 'auto';
  const { depth, background } = appearanceOf(environmentWith(io.env, color));
  const shown = io.stdout.isTTY || color === 'always' ? depth : 'none';
  printText(io, `${rows.map((row) => ansi(row, shown, background)).join('\n')}\n`);
}

/** Prints text for people, through the pager where it is longer than the terminal. */
export function printText(io: Io, text: string): void {
  const { stdout, env, printing } = io;
  const isLong = stdout.rows !== undefined && text.split('\n').length > stdout.rows;
  const pager = printing?.pager ?? null;
  if (!stdout.isTTY || !isLong || pager === null || isDumb(env) || !shownBy(pager, text, env)) stdout.write(text);
}

/** Prints one JSON object on standard output. */
export function printJson(io: Io, value: unknown): void {
  io.stdout.write(stringify(value));
}

/** Prints records as CSV with a header, or as one JSON object a line. */
export function printRecords(io: Io, format: 'csv' | 'ndjson', { keys, rows }: MonthRecords): void {
  const line = format === 'csv' ? csvRecord : jsonLines(keys);
  io.stdout.write((format === 'csv' ? csvRecord(keys) : '') + rows.map(line).join(''));
}

import { ansi } from '../chart/ansi.ts';
import { appearanceOf } from '../chart/appearance.ts';
import type { Row } from '../chart/cells.ts';
import { csvRecord } from '../report/csv.ts';
import type { MonthRecords } from '../report/month-records.ts';
import { type Page, pageMarkdown, pageRows, type Section } from '../report/page.ts';
import { jsonLines, stringify } from '../report/stringify.ts';
import type { Io } from './io.ts';

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 40;
const MAX_WIDTH = 250;

/** How what is for people is printed: on a terminal, or as Markdown. */
export type PageFormat = 'table' | 'md';

/** How a run is printed: for people, a record a month, or as one JSON object. */
export type RunFormat = PageFormat | 'csv' | 'ndjson' | 'json';

export const isForPeople = (format: string): format is PageFormat => format === 'table' || format === 'md';

/** A page for people. */
export function printPage(io: Io, format: PageFormat, sections: readonly Section[]): void {
  const page = pageOf(io);
  if (format === 'md') io.stdout.write(pageMarkdown(sections, page.glyphs));
  else printRows(io, pageRows(sections, page));
}

/** The page that people read: as wide as the terminal, or as COLUMNS says. */
export function pageOf({ stdout, env }: Io): Page {
  const asked = (stdout.isTTY ? stdout.columns : Number(env.COLUMNS)) ?? 0;
  const width = Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_WIDTH;
  return { width: Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH), glyphs: appearanceOf(env).glyphs };
}

/** Rows in colour where standard output is a terminal that has it. */
export function printRows(io: Io, rows: readonly Row[]): void {
  const { depth, background } = appearanceOf(io.env);
  const shown = io.stdout.isTTY ? depth : 'none';
  io.stdout.write(`${rows.map((row) => ansi(row, shown, background)).join('\n')}\n`);
}

/** One JSON object, and nothing else, on standard output. */
export function printJson(io: Io, value: unknown): void {
  io.stdout.write(stringify(value));
}

/** Records, as CSV under a header of keys or as one JSON object a line. */
export function printRecords(io: Io, format: 'csv' | 'ndjson', { keys, rows }: MonthRecords): void {
  const line = format === 'csv' ? csvRecord : jsonLines(keys);
  io.stdout.write((format === 'csv' ? csvRecord(keys) : '') + rows.map(line).join(''));
}

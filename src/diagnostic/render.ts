import { columnsOf } from './columns.ts';
import type { Diagnostic, Place, Source } from './diagnostic.ts';
import { visible } from './escape.ts';

/** Line and column, both from 1; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of an offset in the source's text. */
export function positionOf(source: Source, offset: number): Position {
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let i = before.indexOf('\n'); i !== -1; i = before.indexOf('\n', i + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}

const MAX_EXCERPT = 110;

/** The text on one line, with nothing that steers a terminal. */
const printable = (text: string): string => visible(text.replace(/[\t\n\r]/g, ' '));

/** The offset, or the one before it where that halves a surrogate pair. */
const wholeChar = (text: string, at: number): number =>
  /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1)) ? at - 1 : at;

/** The line of the place with a caret under it, cut to a window around the caret where the line is long. */
function excerpt(place: Place): string[] {
  const { line, column } = positionOf(place.source, place.start);
  const lineStart = place.start - (column - 1);
  const newline = place.source.text.indexOf('\n', lineStart);
  const whole = place.source.text.slice(lineStart, newline === -1 ? undefined : newline).replace(/\r$/, '');
  const from = wholeChar(whole, Math.max(0, Math.min(column - 1 - MAX_EXCERPT / 2, whole.length - MAX_EXCERPT)));
  const cut = whole.slice(from, wholeChar(whole, from + MAX_EXCERPT));
  const offset = column - 1 - from;
  // What stands before the place, and in it, may take more columns than it has units.
  const columns = (start: number, end: number): number => columnsOf(printable(cut.slice(start, end)));
  const before = columns(0, offset);
  const length = Math.max(1, columns(offset, offset + place.end - place.start));
  const gutter = String(line);
  return [
    `  ${gutter} | ${printable(cut)}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(before)}${'^'.repeat(length)}`,
  ];
}

/** `FILE:LINE:COLUMN: error: what, what is allowed [code]`, the excerpt with its caret, and how to mend it. */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const { place } = diagnostic;
  const where = place === null ? '' : `${printable(place.source.name)}:${positionText(place)}: `;
  const lines = [`${where}${diagnostic.severity}: ${printable(diagnostic.message)} [${diagnostic.code}]`];
  if (place !== null && place.source.text !== '') lines.push(...excerpt(place));
  if (diagnostic.hint !== undefined) lines.push(`  ${printable(diagnostic.hint)}`);
  return lines.join('\n');
}

function positionText(place: Place): string {
  const { line, column } = positionOf(place.source, place.start);
  return `${line}:${column}`;
}

/** All of them, in the order of the text, a blank line between; at most `limit`, and how many more there are. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], limit = 50): string {
  const sorted = inOrder(diagnostics);
  const shown = sorted.slice(0, limit).map(renderDiagnostic);
  if (sorted.length > limit) shown.push(`… and ${sorted.length - limit} more`);
  return shown.join('\n\n');
}

/** Source by source as they first come, within one in the order of its text. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sources = [...new Set(diagnostics.map(({ place }) => place?.source.name ?? ''))];
  const rank = ({ place }: Diagnostic): number => sources.indexOf(place?.source.name ?? '');
  return [...diagnostics].sort((a, b) => rank(a) - rank(b) || (a.place?.start ?? -1) - (b.place?.start ?? -1));
}

import { columnsOf } from './columns.ts';
import { countOf, type Diagnostic, inTextOrder, MOST_TOLD, type Place, type Source, shortened } from './diagnostic.ts';
import { visible } from './escape.ts';

/** Line and column, both from 1; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** By source, the offset at which each of its lines starts: found once, for a text may have many faults. */
const starts = new WeakMap<Source, readonly number[]>();

function lineStarts(source: Source): readonly number[] {
  const known = starts.get(source);
  if (known !== undefined) return known;
  const found = [0];
  for (let i = source.text.indexOf('\n'); i !== -1; i = source.text.indexOf('\n', i + 1)) found.push(i + 1);
  starts.set(source, found);
  return found;
}

/** The position of an offset in the source's text. */
export function positionOf(source: Source, offset: number): Position {
  const lines = lineStarts(source);
  const at = Math.min(offset, source.text.length);
  let line = 0;
  for (let after = lines.length; after - line > 1; ) {
    const middle = (line + after) >>> 1;
    if (lines[middle]! <= at) line = middle;
    else after = middle;
  }
  return { line: line + 1, column: at - lines[line]! + 1 };
}

/** Most UTF-16 units of a line that an excerpt shows. */
const MAX_EXCERPT = 110;

/** The text on one line, with nothing that steers a terminal. */
const printable = (text: string): string => visible(text.replace(/[\t\n\r]/g, ' '));

/** The offset `at`, or the one before it where `at` lies within a surrogate pair. */
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
  // The caret counts columns, not UTF-16 units: a character of one unit may take two columns, or none.
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
  const lines = [`${where}${diagnostic.severity}: ${printable(shortened(diagnostic.message))} [${diagnostic.code}]`];
  if (place !== null && place.source.text !== '') lines.push(...excerpt(place));
  if (diagnostic.hint !== undefined) lines.push(`  ${printable(shortened(diagnostic.hint))}`);
  return lines.join('\n');
}

function positionText(place: Place): string {
  const { line, column } = positionOf(place.source, place.start);
  return `${line}:${column}`;
}

/** The faults in the order of the text, a blank line between them: the first `limit`, then how many more there are. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], limit = MOST_TOLD): string {
  const single = inTextOrder(diagnostics.filter(({ more }) => more === undefined));
  const shown = single.slice(0, limit).map(renderDiagnostic);
  const more = countOf(diagnostics) - shown.length;
  if (more > 0) shown.push(`… and ${more} more [too-many]`);
  return shown.join('\n\n');
}

import { columnsOf, within } from '../diagnostic/columns.ts';
import { visible } from '../diagnostic/escape.ts';
import type { Role, Row, Run } from './cells.ts';
import { rowWidth, run } from './cells.ts';

/**
 * Matches nearly every text: characters of one column, with single spaces. Tested first, as the classes above are slow
 * to compile.
 */
const PLAIN = /^[!-~\u00a1-\u00ac\u00ae-\u017f]*(?: [!-~\u00a1-\u00ac\u00ae-\u017f]+)*$/;

/**
 * A text from a person in a form that cells can hold: one line, of characters of known width. Control and invisible
 * characters are written as escapes (`visible`).
 */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text.trimStart();
  const line = unjoined(text.normalize('NFC').replace(/[\t\n\r\p{Zs}]+/gu, ' '));
  return heldMarks(visible(line)).trim();
}

/**
 * Splits joined emoji into their parts, and drops modifiers of skin colour: terminals disagree on the width of the
 * whole, not on that of the parts.
 */
function unjoined(text: string): string {
  return text
    .replace(/(\p{Extended_Pictographic})[\u{1f3fb}-\u{1f3ff}\ufe0e\ufe0f]+/gu, '$1')
    .replace(/(?<=[\d#*])\ufe0f(?=\u20e3)/gu, '')
    .replace(/(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic})/gu, '');
}

/**
 * At most four combining marks a character, so that they do not cover other lines; a mark without a character gets a
 * dotted circle.
 */
const heldMarks = (text: string): string =>
  text.replace(/(\p{M}{4})\p{M}+/gu, '$1').replace(/(?<!\S)(?=\p{M})/gu, '\u25cc');

/** The text in at most `width` columns; a text that is cut ends in `..`. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  return width < 3 ? within(text, width) : `${within(text, width - 2)}..`;
}

/** Lines of at most `width` columns, broken at spaces; a longer word is broken within. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && columnsOf(line) + 1 + columnsOf(rest) <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (columnsOf(rest) > width) {
      // A wide character stands even in lines of one column: it has to stand somewhere.
      const part = within(rest, width) || [...rest][0]!;
      if (part === rest) break;
      lines.push(part);
      rest = rest.slice(part.length);
    }
    line = rest;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** The row in exactly `width` columns: cut at the right, or filled with spaces. */
export function fitRow(row: Row, width: number): Row {
  const short = width - rowWidth(row);
  if (short > 0) return [...row, run(' '.repeat(short))];
  if (short === 0) return row;
  const out: Run[] = [];
  let left = width;
  for (const { text, role } of row) {
    const part = within(text, left);
    left -= columnsOf(part);
    if (part !== '') out.push(run(part, role));
    if (part !== text) break;
  }
  // Half of a wide character becomes a blank.
  return left > 0 ? [...out, run(' '.repeat(left))] : out;
}

/** As `fitRow`, but a row that is cut ends in `..`. */
export function clipRow(row: Row, width: number): Row {
  const words = trimRow(row);
  if (rowWidth(words) <= width || width < 3) return fitRow(row, width);
  const shown = fitRow(words, width - 2);
  return [...shown, run('..', shown.at(-1)?.role ?? 'plain')];
}

/** The row without trailing blanks. */
export function trimRow(row: Row): Row {
  const out = [...row];
  while (out.length > 0) {
    const last = out.pop() as Run;
    const text = last.text.trimEnd();
    if (text !== '') return [...out, run(text, last.role)];
  }
  return [];
}

/** Joins characters of the same role into runs. */
export function joinRuns(chars: readonly string[], roles: readonly Role[]): Row {
  const row: { text: string; role: Role }[] = [];
  chars.forEach((char, i) => {
    const last = row.at(-1);
    if (last !== undefined && last.role === roles[i]) last.text += char;
    else row.push({ text: char, role: roles[i] as Role });
  });
  return row;
}

import { columnsOf, within } from '../diagnostic/columns.ts';
import { visible } from '../diagnostic/escape.ts';
import type { Role, Row, Run } from './cells.ts';
import { rowWidth, run } from './cells.ts';

/**
 * Nearly every text: letters of one column, and single spaces. Asked first, for the classes above are slow to make
 * ready.
 */
const PLAIN = /^[!-~\u00a1-\u00ac\u00ae-\u017f]*(?: [!-~\u00a1-\u00ac\u00ae-\u017f]+)*$/;

/**
 * A person's text as cells can hold it: one line of characters whose columns are known. What steers a terminal or
 * cannot be seen is written out, as `visible` does.
 */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text.trimStart();
  const line = unjoined(text.normalize('NFC').replace(/[\t\n\r\p{Zs}]+/gu, ' '));
  return heldMarks(visible(line)).trim();
}

/**
 * Emoji that are one picture as those that it is joined of, without colours of skin: terminals do not agree on how many
 * columns the whole takes, and do on its parts.
 */
function unjoined(text: string): string {
  return text
    .replace(/(\p{Extended_Pictographic})[\u{1f3fb}-\u{1f3ff}\ufe0e\ufe0f]+/gu, '$1')
    .replace(/(?<=[\d#*])\ufe0f(?=\u20e3)/gu, '')
    .replace(/(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic})/gu, '');
}

/** Marks on a character of their own each, and no towers of them over other lines. */
const heldMarks = (text: string): string =>
  text.replace(/(\p{M}{4})\p{M}+/gu, '$1').replace(/(?<!\S)(?=\p{M})/gu, '\u25cc');

/** The text in at most `width` columns; what is cut ends in `..`. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  return width < 3 ? within(text, width) : `${within(text, width - 2)}..`;
}

/** Lines of at most `width` columns, broken at spaces; a longer word is broken where it must be. */
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
      // Where lines have one column only, a wide character is put there all the same: it has to stand somewhere.
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
  // Half of a wide character is drawn as a blank.
  return left > 0 ? [...out, run(' '.repeat(left))] : out;
}

/** As `fitRow`, but where words are cut they end in `..`. */
export function clipRow(row: Row, width: number): Row {
  const words = trimRow(row);
  if (rowWidth(words) <= width || width < 3) return fitRow(row, width);
  const shown = fitRow(words, width - 2);
  return [...shown, run('..', shown.at(-1)?.role ?? 'plain')];
}

/** The row without blanks at its end. */
export function trimRow(row: Row): Row {
  const out = [...row];
  while (out.length > 0) {
    const last = out.pop() as Run;
    const text = last.text.trimEnd();
    if (text !== '') return [...out, run(text, last.role)];
  }
  return [];
}

/** One run for each stretch in one role. */
export function joinRuns(chars: readonly string[], roles: readonly Role[]): Row {
  const row: { text: string; role: Role }[] = [];
  chars.forEach((char, i) => {
    const last = row.at(-1);
    if (last !== undefined && last.role === roles[i]) last.text += char;
    else row.push({ text: char, role: roles[i] as Role });
  });
  return row;
}

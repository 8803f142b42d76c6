import type { Role, Row, Run } from './cells.ts';
import { rowWidth, run } from './cells.ts';

/** Characters that take two columns in a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f000}-\u{3ffff}]|\p{Emoji_Presentation}/gu;
/** Characters that take none, or that steer the terminal. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Nearly every text: letters of one column, and single spaces. Asked first, for the classes above are slow to make ready. */
const PLAIN = /^[!-~\u00a1-\u00ac\u00ae-\u017f]*(?: [!-~\u00a1-\u00ac\u00ae-\u017f]+)*$/;

/** A person's text as cells can hold it: one line, every character one column wide, nothing that steers a terminal. */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text.trimStart();
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(NONE, '')
    .replace(WIDE, '?')
    .trim();
}

/** The text in at most `width` columns; what is cut ends in `..`. */
export function cut(text: string, width: number): string {
  const chars = [...text];
  if (chars.length <= width) return text;
  return width < 3 ? chars.slice(0, Math.max(width, 0)).join('') : `${chars.slice(0, width - 2).join('')}..`;
}

/** Lines of at most `width` columns, broken at spaces; a longer word is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && [...line].length + 1 + [...rest].length <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while ([...rest].length > width) {
      lines.push([...rest].slice(0, width).join(''));
      rest = [...rest].slice(width).join('');
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
    const part = [...text].slice(0, left).join('');
    left -= [...part].length;
    if (part !== '') out.push(run(part, role));
  }
  return out;
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

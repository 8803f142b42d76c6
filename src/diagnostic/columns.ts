import { eastAsianWidth } from 'get-east-asian-width';

/** A text of nothing but characters of one column each, as nearly every text is; quick to test, so tested first. */
const NARROW = /^[ -~\u00a0-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u25ef\u2800-\u28ff]*$/;
/** A combining mark: it stands on the character before it and takes no column. */
const COMBINING = /^[\p{Mn}\p{Me}]$/u;

/**
 * Columns that a character (one code point) takes in a terminal: 2 for East Asian wide and full-width ones and emoji
 * (Unicode's UAX 11), 0 for a mark on the character before it, else 1.
 */
function charColumns(char: string): number {
  if (NARROW.test(char)) return 1;
  return COMBINING.test(char) ? 0 : eastAsianWidth(char.codePointAt(0)!);
}

/** Columns that a text without control characters takes in a terminal. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let columns = 0;
  for (const char of text) columns += charColumns(char);
  return columns;
}

/** The longest beginning of the text that takes at most `columns`; no wide character is halved. */
export function within(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (NARROW.test(text)) return text.slice(0, columns);
  let taken = 0;
  let end = 0;
  for (const char of text) {
    taken += charColumns(char);
    if (taken > columns) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** The longest end of the text that takes at most `columns`; no wide character is halved. */
export function endWithin(text: string, columns: number): string {
  const all = columnsIn(text);
  const end = all.slice(Math.max(all.length - Math.max(columns, 0), 0));
  return (end[0] === '' ? end.slice(1) : end).join('');
}

/**
 * One text for each column: a character with the marks on it, and the empty text for the second column of a wide one.
 */
export function columnsIn(text: string): string[] {
  if (NARROW.test(text)) return text.split('');
  const out: string[] = [];
  for (const char of text) {
    const columns = charColumns(char);
    if (columns === 0 && out.length > 0) out[out.findLastIndex((one) => one !== '')] += char;
    else out.push(char);
    if (columns === 2) out.push('');
  }
  return out;
}

/** The text in columns `from` to `to` - 1, counted from 0; half of a wide character is a blank. */
export function betweenColumns(text: string, from: number, to: number): string {
  const all = columnsIn(text);
  const part = all.slice(from, to);
  if (part[0] === '') part[0] = ' ';
  if (all[to] === '' && part.length > 0) part[part.length - 1] = ' ';
  return part.join('');
}

/** The text with blanks behind it (`padEnd`) or before it (`padStart`) up to a width of `columns`. */
export const padEnd = (text: string, columns: number): string => text + blanks(columns - columnsOf(text));
export const padStart = (text: string, columns: number): string => blanks(columns - columnsOf(text)) + text;

const blanks = (count: number): string => ' '.repeat(Math.max(count, 0));

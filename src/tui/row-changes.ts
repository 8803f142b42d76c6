import { columnsIn } from '../diagnostic/columns.ts';

const CSI = '\u001b[';
/** Most unchanged columns between two changes that are written too: moving the cursor over them takes as many bytes. */
const MOST_BETWEEN = 8;

/**
 * A column of the screen: its character, empty in the second column of a wide one, and the parameters of its SGR
 * escape, empty for none.
 */
interface StyledChar {
  readonly char: string;
  readonly codes: string;
}

/**
 * The escapes and texts that turn the row `before` on the screen into `after`, which is as wide: only columns that
 * differ are written. Each run of either text has an SGR escape before it and a reset after it, or neither. `line` and
 * `column` are where the row begins, from 0.
 */
export function rowChanges(before: string, after: string, line: number, column: number): string {
  const [old, now] = [cellsOf(before), cellsOf(after)];
  let out = '';
  for (let from = nextDifference(old, now, 0); from < now.length; ) {
    let end = from + 1;
    let next = nextDifference(old, now, end);
    for (; next < now.length && next - end <= MOST_BETWEEN; next = nextDifference(old, now, end)) end = next + 1;
    out += `${CSI}${line + 1};${column + from + 1}H${textOf(now.slice(from, end))}`;
    from = next;
  }
  return out;
}

const cellsOf = (text: string): StyledChar[] =>
  text.split(CSI).flatMap((part, i) => {
    const end = i === 0 ? -1 : part.indexOf('m');
    const codes = end <= 0 || part.slice(0, end) === '0' ? '' : part.slice(0, end);
    return columnsIn(part.slice(end + 1)).map((char) => ({ char, codes }));
  });

function nextDifference(old: readonly StyledChar[], now: readonly StyledChar[], from: number): number {
  let i = from;
  while (i < now.length && old[i]?.char === now[i]!.char && old[i]!.codes === now[i]!.codes) i++;
  return i;
}

function textOf(cells: readonly StyledChar[]): string {
  let out = '';
  let codes = '';
  for (const cell of cells) {
    if (cell.codes !== codes)
      out += `${codes === '' ? '' : `${CSI}0m`}${cell.codes === '' ? '' : `${CSI}${cell.codes}m`}`;
    codes = cell.codes;
    out += cell.char;
  }
  return codes === '' ? out : `${out}${CSI}0m`;
}

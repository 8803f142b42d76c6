/** A line of one of two texts (`-` the first, `+` the second), or of both (blank). */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ';
  readonly text: string;
}

/**
 * Most cells (lines of one text × lines of the other) of the table that the comparison fills; beyond it all lines that
 * differ count as replaced.
 */
const MOST_CELLS = 4_000_000;

/** The lines that differ, with `context` lines around them; `…` stands for lines left out. */
export const lineDiff = (before: string, after: string, context = 1): DiffLine[] =>
  around(everyLine(before, after), context);

/** All lines of both texts in order, by their longest common subsequence. LF and CRLF are alike. */
export function everyLine(before: string, after: string): DiffLine[] {
  const a = before.split(/\r?\n/);
  const b = after.split(/\r?\n/);
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign: ' ', text }));
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...same(a.slice(0, head)), ...middle, ...same(a.slice(a.length - tail))];
}

function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  const gone = a.map((text): DiffLine => ({ sign: '-', text }));
  const come = b.map((text): DiffLine => ({ sign: '+', text }));
  if (a.length * b.length > MOST_CELLS) return [...gone, ...come];
  const width = b.length + 1;
  const longest = new Int32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i++]! });
      j++;
    } else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) lines.push(gone[i++]!);
    else lines.push(come[j++]!);
  }
  return [...lines, ...gone.slice(i), ...come.slice(j)];
}

function around(lines: readonly DiffLine[], context: number): DiffLine[] {
  const isNear = (i: number): boolean =>
    lines.slice(Math.max(0, i - context), i + context + 1).some((l) => l.sign !== ' ');
  const out: DiffLine[] = [];
  let isCut = false;
  lines.forEach((line, i) => {
    if (isNear(i)) {
      if (isCut && out.length > 0) out.push({ sign: ' ', text: '…' });
      isCut = false;
      out.push(line);
    } else isCut = true;
  });
  return out;
}

import { ansi, type Background, type Depth } from '../chart/ansi.ts';
import type { Row, Run } from '../chart/cells.ts';

/** The row as text for the terminal. Blanks take the looks of what stands before them, where that shows in no blank. */
export function styled(row: Row, depth: Depth, background: Background): string {
  return ansi(withoutSwitches(row), depth, background);
}

/** A row of dots and blanks is one run, not one for each dot: a fifth of the bytes for a chart. */
function withoutSwitches(row: Row): Row {
  const out: Run[] = [];
  for (const part of row) {
    const last = out.at(-1);
    const joins = last !== undefined && (part.role === last.role || (isBlank(part) && last.role !== 'selected'));
    if (joins) out[out.length - 1] = { text: last.text + part.text, role: last.role };
    else out.push(part);
  }
  return out;
}

const isBlank = ({ text, role }: Run): boolean => role !== 'selected' && text.trim() === '';

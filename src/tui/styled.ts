import { ansi, type Background, type Depth } from '../chart/ansi.ts';
import type { Row, Run } from '../chart/cells.ts';

/** The row as text with SGR escapes. Blanks take the colour of the run before them, which a blank does not show. */
export function styled(row: Row, depth: Depth, background: Background): string {
  return ansi(withoutSwitches(row), depth, background);
}

/** The row with fewer runs: dots and blanks between them become one, which makes a chart a fifth of the bytes. */
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

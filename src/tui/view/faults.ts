import { type Role, type Row, run } from '../../chart/cells.ts';
import { wrap } from '../../chart/text.ts';
import { betweenColumns, columnsOf } from '../../diagnostic/columns.ts';
import { visible } from '../../diagnostic/escape.ts';
import { renderDiagnostics } from '../../diagnostic/render.ts';
import { standing } from '../outcome.ts';
import { isRead, type State } from '../state.ts';

/** The panel of the file's faults, each with its place, and of the result's warnings. */
export function faultRows(state: State, width: number): Row[] {
  const outcome = isRead(state) ? standing(state).outcome : null;
  const faults = [...state.faults, ...(outcome?.faults ?? [])];
  const rows = faults.length === 0 ? [] : narrowed(renderDiagnostics(faults).split('\n'), width - 2);
  const warnings = outcome?.result?.warnings ?? [];
  const said = warnings.flatMap((warning) => wrap(visible(`warning: ${warning.where}: ${warning.message}`), width - 2));
  return [...rows, ...(rows.length > 0 && said.length > 0 ? [''] : []), ...said].map((line) => [
    run(` ${line}`, roleOf(line)),
  ]);
}

function roleOf(line: string): Role {
  if (/(^|: )error: /.test(line)) return 'bad';
  if (/(^|: )warning: /.test(line)) return 'warn';
  return /^ +\| +\^/.test(line) ? 'accent' : 'plain';
}

const EXCERPT = /^ +\d+ \| /;
const CARET = /^ +\| *\^+$/;

/** The lines in `width` columns: prose is broken between words, an excerpt cut to the part about its caret. */
function narrowed(lines: readonly string[], width: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const caret = lines[i + 1];
    if (!EXCERPT.test(line) || caret === undefined || !CARET.test(caret)) {
      out.push(
        ...wrap(line.trimStart(), width - 2).map((part, n) => (n > 0 || line.startsWith(' ') ? `  ${part}` : part)),
      );
      continue;
    }
    const gutter = EXCERPT.exec(line)![0].length;
    const room = width - gutter;
    const from = Math.max(
      0,
      Math.min(caret.indexOf('^') - gutter - Math.floor(room / 3), columnsOf(line) - gutter - room),
    );
    for (const part of [line, caret])
      out.push(part.slice(0, gutter) + betweenColumns(part.slice(gutter), from, from + room));
    i++;
  }
  return out;
}

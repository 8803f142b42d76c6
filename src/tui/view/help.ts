import { type Row, run } from '../../chart/cells.ts';
import { clipRow, wrap } from '../../chart/text.ts';
import { type Binding, CONTEXTS, type Context, keySign } from '../key-binding.ts';
import { KEYMAP } from '../keymap.ts';
import type { State } from '../state.ts';

const KEYS_WIDTH = 20;
const LEAST_COLUMN = 72;

/** Every key and what it does, by where it acts, and why one cannot act just now. */
export function helpRows(state: State, width: number): Row[] {
  const columns = Math.max(1, Math.floor(width / LEAST_COLUMN));
  const each = Math.floor(width / columns);
  const groups = (Object.keys(CONTEXTS) as Context[]).map((context) => group(state, context, each));
  const rows = balanced(groups, columns);
  const height = Math.max(...rows.map((column) => column.length));
  return Array.from({ length: height }, (_, i) => rows.flatMap((column) => clipRow(column[i] ?? [], each)));
}

function group(state: State, context: Context, width: number): Row[] {
  const bindings = KEYMAP.filter((binding) => binding.context === context);
  return [[run(` ${CONTEXTS[context]}`, 'title')], ...bindings.flatMap((binding) => entry(state, binding, width)), []];
}

function entry(state: State, binding: Binding, width: number): Row[] {
  const reason = binding.disabled?.(state) ?? null;
  const keys = binding.keys.map(keySign).join('  ');
  const lines = [binding.description, ...(reason === null ? [] : [`(not now: ${reason})`])];
  return lines
    .flatMap((line) => wrap(line, width - KEYS_WIDTH - 4))
    .map(
      (line, i): Row => [
        run(`   ${(i === 0 ? keys : '').padEnd(KEYS_WIDTH - 1)} `, 'accent'),
        run(line, reason === null ? 'plain' : 'muted'),
      ],
    );
}

/** The groups in order, in columns of about the same height. */
function balanced(groups: readonly Row[][], columns: number): Row[][] {
  const all = groups.reduce((sum, rows) => sum + rows.length, 0);
  const out: Row[][] = Array.from({ length: columns }, () => []);
  let column = 0;
  for (const rows of groups) {
    if (out[column]!.length > 0 && out[column]!.length + rows.length / 2 > all / columns && column < columns - 1)
      column++;
    out[column]!.push(...rows);
  }
  return out;
}

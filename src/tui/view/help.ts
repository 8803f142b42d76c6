import { type Role, type Row, run } from '../../chart/cells.ts';
import { fitRow, wrap } from '../../chart/text.ts';
import { visible } from '../../diagnostic/escape.ts';
import { GLOSSARY } from '../glossary.ts';
import { type Binding, CONTEXTS, type Context, keySign } from '../key-binding.ts';
import { keymapOf } from '../keymap.ts';
import type { State } from '../state.ts';

const KEYS_WIDTH = 20;
const LEAST_COLUMN = 72;

/**
 * The panel of help: every key by context with what it does, or why it cannot act now; then the glossary. While a text
 * is typed, only lines that have it.
 */
export function helpRows(state: State, width: number): Row[] {
  const columns = Math.max(1, Math.floor(width / LEAST_COLUMN));
  const each = Math.floor(width / columns);
  const groups = [
    ...(Object.keys(CONTEXTS) as Context[]).map((context) => group(state, context, each)),
    words(state, each),
  ].filter((rows) => rows.length > 0);
  const asked = state.isFiltering || state.helpText !== '' ? [lookedFor(state), []] : [];
  if (groups.length === 0) return [...asked, [run('   Nothing here has that.', 'muted')]];
  const rows = balanced(groups, columns);
  const height = Math.max(...rows.map((column) => column.length));
  return [
    ...asked,
    ...Array.from({ length: height }, (_, i) => rows.flatMap((column) => fitRow(column[i] ?? [], each))),
  ];
}

function lookedFor({ helpText, isFiltering, glyphs }: State): Row {
  const caret = isFiltering ? (glyphs === 'ascii' ? '_' : '▏') : '';
  return [run(' /', 'accent'), run(visible(helpText), 'title'), run(caret, 'accent')];
}

const isLookedFor = ({ helpText }: State, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(helpText.trim().toLowerCase()));

function group(state: State, context: Context, width: number): Row[] {
  const bindings = keymapOf(state).filter(
    (binding) =>
      binding.context === context &&
      isLookedFor(state, binding.description, binding.keys.map(keySign).join(' '), CONTEXTS[context]),
  );
  return titled(
    CONTEXTS[context],
    bindings.flatMap((binding) => entry(state, binding, width)),
  );
}

/** The glossary's rows. */
function words(state: State, width: number): Row[] {
  const found = GLOSSARY.filter(({ term, means }) => isLookedFor(state, term, means));
  return titled(
    'Words',
    found.flatMap(({ term, means }) => lines(term, [means], 'plain', width)),
  );
}

const titled = (title: string, rows: readonly Row[]): Row[] =>
  rows.length === 0 ? [] : [[run(` ${title}`, 'title')], ...rows, []];

function entry(state: State, binding: Binding, width: number): Row[] {
  const reason = binding.disabled?.(state) ?? null;
  const said = [binding.description, ...(reason === null ? [] : [`(not now: ${reason})`])];
  return lines(binding.keys.map(keySign).join('  '), said, reason === null ? 'plain' : 'muted', width);
}

/** A key or a word with the text beside it, broken into rows. */
const lines = (name: string, said: readonly string[], role: Role, width: number): Row[] =>
  said
    .flatMap((line) => wrap(line, width - KEYS_WIDTH - 4))
    .map((line, i): Row => [run(`   ${(i === 0 ? name : '').padEnd(KEYS_WIDTH - 1)} `, 'accent'), run(line, role)]);

/** The groups, in their order, divided into columns of about the same height. */
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

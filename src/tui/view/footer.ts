import { type Role, type Row, rowWidth, run } from '../../chart/cells.ts';
import { clipRow, cut } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { type Binding, keySign } from '../key-binding.ts';
import { activeContexts, keymapOf } from '../keymap.ts';
import type { State } from '../state.ts';

/** The foot of the screen: the last message and the keys that act now. In one row a message replaces the keys. */
export function footer(state: State, width: number, height: number): Row[] {
  const { message } = state;
  const said: Row = message === null ? [] : [run(` ${cut(message.text, width - 2)}`, message.tone as Role)];
  if (height > 1) return [clipRow(said, width), clipRow(keys(state, width), width)];
  if (message === null) return [clipRow(keys(state, width), width)];
  return [clipRow([...said, run('  '), ...keys(state, width - rowWidth(said) - 2)], width)];
}

/**
 * The keys that act now and have a label, those of the pane first. Where room is short, the last ones stay: find, the
 * other file, help and quit.
 */
function keys(state: State, width: number): Row {
  const lasting = state.beside === null ? 3 : 4;
  const contexts = activeContexts(state);
  const keymap = keymapOf(state);
  const bindings = contexts.flatMap((context) => keymap.filter((b) => b.context === context));
  const hints = unique(bindings.filter((b) => b.label !== null && !b.disabled?.(state)).map(hint));
  while (hints.length > 0 && hintsWidth(hints) > width) hints.splice(Math.max(0, hints.length - lasting - 1), 1);
  return hints.flatMap(({ sign, label }) => [run(' '), run(sign, 'accent'), run(` ${label} `, 'muted')]);
}

interface Hint {
  readonly sign: string;
  readonly label: string;
}

const hint = (binding: Binding): Hint => ({ sign: binding.sign ?? keySign(binding.keys[0]!), label: binding.label! });

/** The hints without doubles: bindings with one sign, such as the arrows, share a hint. */
const unique = (hints: readonly Hint[]): Hint[] =>
  hints.filter((h, i) => hints.findIndex((other) => other.sign === h.sign && other.label === h.label) === i);

const hintsWidth = (hints: readonly Hint[]): number =>
  hints.reduce((sum, h) => sum + columnsOf(h.sign) + h.label.length + 3, 0);

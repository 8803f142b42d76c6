import type { Binding, KeyAction } from './key-binding.ts';
import { TABLE_KEYS } from './keymap-tables.ts';
import { noFile, nowhereToGo } from './reasons.ts';

/** Actions of tables that the tab lacks: its pages have no further columns, and each has an order of its own. */
const NOT_HERE: ReadonlySet<KeyAction> = new Set(['column-back', 'column-next', 'sort-next', 'sort-back', 'sort-turn']);

/** The keys of the tab What moves it. */
export const MOVES_KEYS: readonly Binding[] = [
  {
    keys: ['left', 'h'],
    context: 'moves',
    action: 'moves-back',
    label: 'page',
    sign: '←→',
    description: 'The page before',
    disabled: noFile,
  },
  {
    keys: ['right', 'l'],
    context: 'moves',
    action: 'moves-next',
    label: 'page',
    sign: '←→',
    description: 'The page after: what changed, what matters, what to find out, what the failed had in common',
    disabled: noFile,
  },
  {
    keys: ['enter'],
    context: 'moves',
    action: 'moves-go',
    label: 'go to it',
    description: 'Go to the lever or the assumption of this line, or through a typical failed world',
    disabled: nowhereToGo,
  },
  ...TABLE_KEYS.filter(({ action }) => !NOT_HERE.has(action)).map(
    (binding): Binding => ({ ...binding, context: 'moves' }),
  ),
];

import { isFitting } from './layout.ts';
import {
  leverNotChanged,
  noFile,
  noLever,
  noMoreColumns,
  noNotes,
  noPlan,
  notChanged,
  notPinnable,
  noWorld,
} from './reasons.ts';
import type { State } from './state.ts';

/** A key by name: a character, or one of the names below. */
export type KeyName = string;

/** How keys without a character of their own are written. */
export const KEY_SIGNS: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  'S-left': 'Shift-←',
  'S-right': 'Shift-→',
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  'S-tab': 'Shift-Tab',
  backspace: 'Backspace',
  delete: 'Del',
  home: 'Home',
  end: 'End',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  'C-c': 'Ctrl-C',
  'C-z': 'Ctrl-Z',
  'C-r': 'Ctrl-R',
  'C-u': 'Ctrl-U',
  'C-l': 'Ctrl-L',
};

/** Where a key has its meaning, and the heading it has in the help. */
export const CONTEXTS = {
  levers: 'Levers',
  main: 'Everywhere',
  table: 'Tables',
  odds: 'Odds',
  plans: 'Plans',
  input: 'While typing a value',
  help: 'In this help',
  small: 'While the terminal is too small',
  always: 'At any time',
} as const;
export type Context = keyof typeof CONTEXTS;

export const ACTIONS = [
  'lever-back',
  'lever-next',
  'lever-first',
  'lever-last',
  'step-down',
  'step-up',
  'steps-down',
  'steps-up',
  'month-back',
  'month-next',
  'type-value',
  'reset-lever',
  'reset-all',
  'pin',
  'undo',
  'redo',
  'next-plan',
  'plan-back',
  'plan-forward',
  'apply-plan',
  'tab-months',
  'tab-creditors',
  'tab-plans',
  'tab-odds',
  'tab-evidence',
  'next-pane',
  'row-back',
  'row-next',
  'column-back',
  'column-next',
  'read-back',
  'read-next',
  'look-at-world',
  'page-back',
  'page-next',
  'row-first',
  'row-last',
  'faults',
  'help',
  'close',
  'input-accept',
  'input-cancel',
  'input-erase',
  'input-clear',
  'redraw',
  'suspend',
  'quit',
] as const;
export type KeyAction = (typeof ACTIONS)[number];

export interface Binding {
  readonly keys: readonly KeyName[];
  readonly context: Context;
  readonly action: KeyAction;
  /** A word or two for the foot of the screen; null where the help alone tells it. */
  readonly label: string | null;
  /** How the foot of the screen writes the keys, where not the first of them; two bindings with one sign share a place. */
  readonly sign?: string;
  readonly description: string;
  /** Why it cannot act just now; null where it can. */
  readonly disabled?: (state: State) => string | null;
}

/** Every key of the screen. The foot of the screen and the help are made from it. */
export const KEYMAP: readonly Binding[] = [
  {
    keys: ['up', 'k'],
    context: 'levers',
    action: 'lever-back',
    label: 'lever',
    sign: '↑↓',
    description: 'The lever above',
    disabled: noLever,
  },
  {
    keys: ['down', 'j'],
    context: 'levers',
    action: 'lever-next',
    label: 'lever',
    sign: '↑↓',
    description: 'The lever below',
    disabled: noLever,
  },
  {
    keys: ['home', 'g'],
    context: 'levers',
    action: 'lever-first',
    label: null,
    description: 'The first lever',
    disabled: noLever,
  },
  {
    keys: ['end', 'G'],
    context: 'levers',
    action: 'lever-last',
    label: null,
    description: 'The last lever',
    disabled: noLever,
  },
  {
    keys: ['left', 'h'],
    context: 'levers',
    action: 'step-down',
    label: 'change',
    sign: '←→',
    description: 'Lower the lever by a step',
    disabled: noLever,
  },
  {
    keys: ['right', 'l'],
    context: 'levers',
    action: 'step-up',
    label: 'change',
    sign: '←→',
    description: 'Raise the lever by a step',
    disabled: noLever,
  },
  {
    keys: ['S-left', 'H'],
    context: 'levers',
    action: 'steps-down',
    label: null,
    description: 'Lower it by five steps',
    disabled: noLever,
  },
  {
    keys: ['S-right', 'L'],
    context: 'levers',
    action: 'steps-up',
    label: null,
    description: 'Raise it by five steps',
    disabled: noLever,
  },
  {
    keys: ['['],
    context: 'main',
    action: 'month-back',
    label: 'month',
    sign: '[ ]',
    description: 'Pull the lever a month earlier',
    disabled: noLever,
  },
  {
    keys: [']'],
    context: 'main',
    action: 'month-next',
    label: 'month',
    sign: '[ ]',
    description: 'Pull the lever a month later',
    disabled: noLever,
  },
  {
    keys: ['enter'],
    context: 'levers',
    action: 'type-value',
    label: 'type a value',
    description: 'Type a value, a month or both: 20%  12M  2024-01  20%@2024-01',
    disabled: noLever,
  },
  {
    keys: ['0', 'backspace', 'delete'],
    context: 'main',
    action: 'reset-lever',
    label: 'reset',
    description: 'Set the lever back to what the file and the plan say',
    disabled: leverNotChanged,
  },
  {
    keys: ['R'],
    context: 'main',
    action: 'reset-all',
    label: null,
    description: 'Set every lever back',
    disabled: notChanged,
  },
  {
    keys: ['b'],
    context: 'main',
    action: 'pin',
    label: 'pin',
    description: 'Pin this result to compare with, or let go of the pinned one',
    disabled: notPinnable,
  },
  {
    keys: ['u'],
    context: 'main',
    action: 'undo',
    label: 'undo',
    description: 'Undo the last change of levers or plan',
    disabled: (state) => (state.past.length === 0 ? 'there is nothing to undo' : null),
  },
  {
    keys: ['C-r', 'U'],
    context: 'main',
    action: 'redo',
    label: null,
    description: 'Do again what was undone',
    disabled: (state) => (state.future.length === 0 ? 'there is nothing to do again' : null),
  },
  {
    keys: ['p'],
    context: 'main',
    action: 'next-plan',
    label: 'plan',
    description: 'Apply the next plan of the file',
    disabled: noPlan,
  },
  {
    keys: ['up', 'k'],
    context: 'plans',
    action: 'plan-back',
    label: 'plan',
    sign: '↑↓',
    description: 'The plan above',
    disabled: noPlan,
  },
  {
    keys: ['down', 'j'],
    context: 'plans',
    action: 'plan-forward',
    label: 'plan',
    sign: '↑↓',
    description: 'The plan below',
    disabled: noPlan,
  },
  {
    keys: ['enter'],
    context: 'plans',
    action: 'apply-plan',
    label: 'apply',
    description: 'Apply the plan',
    disabled: noPlan,
  },
  { keys: ['1'], context: 'main', action: 'tab-months', label: null, description: 'Show the months' },
  { keys: ['2'], context: 'main', action: 'tab-creditors', label: null, description: 'Show the creditors' },
  { keys: ['3'], context: 'main', action: 'tab-plans', label: null, description: 'Show the plans' },
  { keys: ['4'], context: 'main', action: 'tab-odds', label: null, description: 'Show the odds' },
  {
    keys: ['5'],
    context: 'main',
    action: 'tab-evidence',
    label: null,
    description: 'Show where the figures come from',
  },
  {
    keys: [','],
    context: 'main',
    action: 'read-back',
    label: 'read chart',
    sign: ', .',
    description: 'Read the chart a month earlier',
    disabled: noFile,
  },
  {
    keys: ['.'],
    context: 'main',
    action: 'read-next',
    label: 'read chart',
    sign: ', .',
    description: 'Read the chart a month later',
    disabled: noFile,
  },
  {
    keys: ['tab', 'S-tab'],
    context: 'main',
    action: 'next-pane',
    label: 'pane',
    description: 'Go from the levers to the table and back',
  },
  {
    keys: ['up', 'k'],
    context: 'table',
    action: 'row-back',
    label: 'line',
    sign: '↑↓',
    description: 'The line above',
    disabled: noFile,
  },
  {
    keys: ['down', 'j'],
    context: 'table',
    action: 'row-next',
    label: 'line',
    sign: '↑↓',
    description: 'The line below',
    disabled: noFile,
  },
  {
    keys: ['left', 'h'],
    context: 'table',
    action: 'column-back',
    label: 'columns',
    sign: '←→',
    description: 'Columns further left',
    disabled: noMoreColumns,
  },
  {
    keys: ['right', 'l'],
    context: 'table',
    action: 'column-next',
    label: 'columns',
    sign: '←→',
    description: 'Columns further right',
    disabled: noMoreColumns,
  },
  {
    keys: ['enter'],
    context: 'odds',
    action: 'look-at-world',
    label: 'look at it',
    description: 'Go through the months of this world, or of a typical one of this cause',
    disabled: noWorld,
  },
  {
    keys: ['home', 'g'],
    context: 'table',
    action: 'row-first',
    label: null,
    description: 'To the first line',
    disabled: noFile,
  },
  {
    keys: ['end', 'G'],
    context: 'table',
    action: 'row-last',
    label: null,
    description: 'To the last line',
    disabled: noFile,
  },
  { keys: ['pgup'], context: 'main', action: 'page-back', label: null, description: 'Scroll the table up a page' },
  { keys: ['pgdn'], context: 'main', action: 'page-next', label: null, description: 'Scroll the table down a page' },
  {
    keys: ['w'],
    context: 'main',
    action: 'faults',
    label: null,
    description: 'Show or hide what is wrong with the file and what is worth a look',
    disabled: noNotes,
  },
  { keys: ['?'], context: 'main', action: 'help', label: 'help', description: 'Show every key' },
  {
    keys: ['esc'],
    context: 'main',
    action: 'close',
    label: null,
    description: 'Close what lies over the table, leave the world looked at, or go back to the levers',
  },
  { keys: ['q'], context: 'main', action: 'quit', label: 'quit', description: 'Leave; the file is not touched' },
  {
    keys: ['enter'],
    context: 'input',
    action: 'input-accept',
    label: 'set',
    description: 'Set the lever to what was typed',
  },
  { keys: ['esc'], context: 'input', action: 'input-cancel', label: 'cancel', description: 'Leave the lever as it is' },
  {
    keys: ['backspace', 'delete'],
    context: 'input',
    action: 'input-erase',
    label: null,
    description: 'Take the last character away',
  },
  { keys: ['C-u'], context: 'input', action: 'input-clear', label: null, description: 'Take everything away' },
  { keys: ['esc', '?', 'q', 'enter'], context: 'help', action: 'close', label: 'close', description: 'Close the help' },
  {
    keys: ['up', 'k'],
    context: 'help',
    action: 'row-back',
    label: 'scroll',
    sign: '↑↓',
    description: 'Scroll up a line',
  },
  {
    keys: ['down', 'j'],
    context: 'help',
    action: 'row-next',
    label: 'scroll',
    sign: '↑↓',
    description: 'Scroll down a line',
  },
  { keys: ['pgup'], context: 'help', action: 'page-back', label: null, description: 'Scroll up a page' },
  { keys: ['pgdn'], context: 'help', action: 'page-next', label: null, description: 'Scroll down a page' },
  { keys: ['q'], context: 'small', action: 'quit', label: null, description: 'Leave; the file is not touched' },
  { keys: ['C-l'], context: 'always', action: 'redraw', label: null, description: 'Draw the screen afresh' },
  {
    keys: ['C-z'],
    context: 'always',
    action: 'suspend',
    label: null,
    description: 'Stop for now; fg in the shell comes back',
  },
  { keys: ['C-c'], context: 'always', action: 'quit', label: null, description: 'Leave; the file is not touched' },
];

/** The contexts whose keys act just now. No key is bound in two of them. */
export function activeContexts(state: State): readonly Context[] {
  if (!isFitting(state.size)) return ['small', 'always'];
  if (state.input !== null) return ['input', 'always'];
  if (state.overlay === 'help') return ['help', 'always'];
  if (state.pane === 'levers') return ['levers', 'main', 'always'];
  if (state.tab === 'plans') return ['plans', 'main', 'always'];
  return state.tab === 'odds' ? ['odds', 'table', 'main', 'always'] : ['table', 'main', 'always'];
}

/** What the key does as the screen stands; null where it does nothing. */
export function bindingFor(state: State, key: KeyName): Binding | null {
  const contexts = activeContexts(state);
  return KEYMAP.find((binding) => contexts.includes(binding.context) && binding.keys.includes(key)) ?? null;
}

/** How a key is written for people. */
export const keySign = (key: KeyName): string => KEY_SIGNS[key] ?? key;

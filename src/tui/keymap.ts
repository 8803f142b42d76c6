import { type Binding, type Context, isOwnable, type KeyAction, type KeyName, withKeys } from './key-binding.ts';
import { EVIDENCE_KEYS } from './keymap-evidence.ts';
import { FIGURE_KEYS } from './keymap-figures.ts';
import { FIND_KEYS } from './keymap-find.ts';
import { MONTH_KEYS } from './keymap-months.ts';
import { MOVES_KEYS } from './keymap-moves.ts';
import { PROMPT_KEYS } from './keymap-prompts.ts';
import { RESCUE_KEYS } from './keymap-rescue.ts';
import { ROOM_KEYS } from './keymap-room.ts';
import { FILTER_KEYS, TABLE_KEYS } from './keymap-tables.ts';
import { TAKE_KEYS } from './keymap-take.ts';
import { UNREAD_KEYS } from './keymap-unread.ts';
import { isFitting } from './layout.ts';
import type { Prompt } from './prompt.ts';
import {
  cannotSave,
  copyStays,
  leverNotChanged,
  noFile,
  noLever,
  noNotes,
  noOther,
  noPlan,
  noRescue,
  noResult,
  notChanged,
  notPinnable,
  notThisPlan,
  noWorld,
} from './reasons.ts';
import { isRescueShown } from './rescue.ts';
import { isRead, type State } from './state.ts';
import { TABS, tabInFront, tabPart } from './tabs/all.ts';

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
    keys: ['{'],
    context: 'main',
    action: 'months-back',
    label: null,
    description: 'Five months earlier',
    disabled: noLever,
  },
  {
    keys: ['}'],
    context: 'main',
    action: 'months-next',
    label: null,
    description: 'Five months later',
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
    keys: ['s'],
    context: 'main',
    action: 'save-plan',
    label: 'save',
    description: 'Save the levers as a plan in the file; all else in it stays as it is',
    disabled: cannotSave,
  },
  {
    keys: ['e'],
    context: 'main',
    action: 'edit-file',
    label: null,
    description: 'Open your editor ($VISUAL, $EDITOR) where the lever, figure, plan or creditor in front stands',
    disabled: copyStays,
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
    disabled: (state) => (state.past === null ? 'there is nothing to undo' : null),
  },
  {
    keys: ['C-r', 'U'],
    context: 'main',
    action: 'redo',
    label: null,
    description: 'Do again what was undone',
    disabled: (state) => (state.future === null ? 'there is nothing to do again' : null),
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
    keys: ['S'],
    context: 'main',
    action: 'rescue',
    label: 'rescue',
    description: 'Look for the least painful set of levers that saves the company',
    disabled: noRescue,
  },
  {
    keys: ['t'],
    context: 'main',
    action: 'timeline',
    label: 'timeline',
    description: 'Show the levers along the months, or as a list with their ranges',
    disabled: noLever,
  },
  {
    keys: ['enter'],
    context: 'plans',
    action: 'apply-plan',
    label: 'apply',
    description: 'Apply the plan',
    disabled: noPlan,
  },
  {
    keys: ['r'],
    context: 'plans',
    action: 'rename-plan',
    label: 'rename',
    description: 'Give the plan another name, in the file too',
    disabled: notThisPlan,
  },
  {
    keys: ['d'],
    context: 'plans',
    action: 'remove-plan',
    label: 'delete',
    description: 'Take the plan out of the file, when asked again',
    disabled: notThisPlan,
  },
  ...TABS.map(
    (tab, i): Binding => ({
      keys: [`${i + 1}`],
      context: 'main',
      action: `tab-${tab}`,
      label: null,
      description: tabPart(tab).shows,
    }),
  ),
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
  ...ROOM_KEYS,
  {
    keys: ['enter'],
    context: 'odds',
    action: 'look-at-world',
    label: 'look at it',
    description: 'Go through the months of this world, or of a typical one of this cause',
    disabled: noWorld,
  },
  ...TABLE_KEYS,
  ...TAKE_KEYS,
  ...EVIDENCE_KEYS,
  ...MONTH_KEYS,
  ...MOVES_KEYS,
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
  {
    keys: ['D'],
    context: 'main',
    action: 'runways',
    label: null,
    description: 'Show or hide runway by its definitions, and the growth that would do',
    disabled: noResult,
  },
  {
    keys: [':', 'C-p'],
    context: 'main',
    action: 'find',
    label: 'find',
    description: 'Find a lever, a tab, a command, a creditor, a plan, an assumption or a month, and go there',
    disabled: noFile,
  },
  {
    keys: ['/'],
    context: 'levers',
    action: 'find',
    label: null,
    description: 'Find, as : does',
    disabled: noFile,
  },
  {
    keys: ['o'],
    context: 'main',
    action: 'other-file',
    label: 'other file',
    description: 'Bring the other of two files to the front; the keys then act on it',
    disabled: noOther,
  },
  {
    keys: ['m'],
    context: 'main',
    action: 'mouse',
    label: null,
    description: 'Leave the mouse to the terminal, so that text can be selected, or take it back',
    disabled: (state) => (state.hasMouse === null ? 'there is nothing to click on' : null),
  },
  {
    keys: ['f'],
    context: 'main',
    action: 'figures',
    label: null,
    description: 'Say what each figure of the headline is, how it is worked out and from what',
    disabled: noFile,
  },
  { keys: ['?'], context: 'main', action: 'help', label: 'help', description: 'Show every key, and what words mean' },
  {
    keys: ['esc'],
    context: 'main',
    action: 'close',
    label: null,
    description: 'Close what lies over the table, leave the world looked at, or go back to the levers',
  },
  {
    keys: ['q'],
    context: 'main',
    action: 'quit',
    label: 'quit',
    description: 'Leave; asks first where levers are not saved',
  },
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
  { keys: ['/'], context: 'help', action: 'filter-help', label: 'filter', description: 'Show only what has a text' },
  { keys: ['pgup'], context: 'help', action: 'page-back', label: null, description: 'Scroll up a page' },
  { keys: ['pgdn'], context: 'help', action: 'page-next', label: null, description: 'Scroll down a page' },
  ...FIGURE_KEYS,
  ...FIND_KEYS,
  ...FILTER_KEYS,
  ...PROMPT_KEYS,
  ...RESCUE_KEYS,
  ...UNREAD_KEYS,
  {
    keys: ['q'],
    context: 'small',
    action: 'quit',
    label: null,
    description: 'Leave; asks first where levers are not saved',
  },
  { keys: ['C-l'], context: 'always', action: 'redraw', label: null, description: 'Draw the screen afresh' },
  {
    keys: ['C-z'],
    context: 'always',
    action: 'suspend',
    label: null,
    description: 'Stop for now; fg in the shell comes back',
  },
  {
    keys: ['C-c'],
    context: 'always',
    action: 'leave',
    label: null,
    description: 'Leave as q does; pressed again, at once',
  },
];

const PROMPT_CONTEXTS: Readonly<Record<Prompt['kind'], readonly Context[]>> = {
  save: ['name'],
  target: ['target'],
  rename: ['name'],
  table: ['name'],
  where: ['name'],
  replace: ['question'],
  remove: ['question'],
  changed: ['difference', 'question'],
  outside: ['question'],
  percent: ['percent', 'question'],
  quit: ['quitting', 'question'],
};

/** The keymap with the user's keys in place of the screen's. */
export function keymapOf({ ownKeys }: Pick<State, 'ownKeys'>): readonly Binding[] {
  if (ownKeys.size === 0) return KEYMAP;
  return KEYMAP.map((binding) => {
    const keys = isOwnable(binding.context) ? ownKeys.get(binding.action) : undefined;
    return keys === undefined ? binding : withKeys(binding, keys);
  });
}

/** The first binding of an action. */
export const bindingOf = (action: KeyAction): Binding => KEYMAP.find((binding) => binding.action === action)!;

/** The contexts whose keys act in this state. No key is bound in two of them. */
export function activeContexts(state: State): readonly Context[] {
  const asked = state.prompt === null ? null : PROMPT_CONTEXTS[state.prompt.kind];
  // On a screen too small for the panels only the question whether to leave can be asked and answered.
  if (!isFitting(state.size)) return state.prompt?.kind === 'quit' ? ['question', 'always'] : ['small', 'always'];
  if (state.overlay === 'help' && state.isFiltering && asked === null) return ['filter', 'always'];
  if (!isRead(state)) return [state.overlay === 'help' ? 'help' : 'unread', 'always'];
  if (asked !== null) return [...asked, 'always'];
  if (state.input !== null) return ['input', 'always'];
  if (state.overlay === 'help') return ['help', 'always'];
  if (state.overlay === 'figures') return ['figures', 'always'];
  if (state.find !== null) return ['find', 'always'];
  if (isRescueShown(state)) return ['rescue', 'always'];
  if (state.isFiltering) return ['filter', 'always'];
  if (state.pane === 'levers') return ['levers', 'main', 'always'];
  return [...tabInFront(state).contexts(state), 'main', 'always'];
}

/** The binding of a key in this state; null where it has none. */
export function bindingFor(state: State, key: KeyName): Binding | null {
  const contexts = activeContexts(state);
  return keymapOf(state).find((binding) => contexts.includes(binding.context) && binding.keys.includes(key)) ?? null;
}

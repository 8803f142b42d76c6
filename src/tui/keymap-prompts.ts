import type { Binding } from './key-binding.ts';
import { cannotSave } from './reasons.ts';

/** The keys of a prompt: for a name, or for yes and no. */
export const PROMPT_KEYS: readonly Binding[] = [
  {
    keys: ['enter'],
    context: 'name',
    action: 'name-accept',
    label: 'save',
    description: 'Take the name and write the file',
  },
  { keys: ['esc'], context: 'name', action: 'answer-no', label: 'cancel', description: 'Write nothing' },
  {
    keys: ['backspace', 'delete'],
    context: 'name',
    action: 'name-erase',
    label: null,
    description: 'Take the last character away',
  },
  { keys: ['C-u'], context: 'name', action: 'name-clear', label: 'clear', description: 'Take everything away' },
  {
    keys: ['up', 'k'],
    context: 'difference',
    action: 'row-back',
    label: 'scroll',
    sign: '↑↓',
    description: 'Scroll up a line',
  },
  {
    keys: ['down', 'j'],
    context: 'difference',
    action: 'row-next',
    label: 'scroll',
    sign: '↑↓',
    description: 'Scroll down a line',
  },
  { keys: ['pgup'], context: 'difference', action: 'page-back', label: null, description: 'Scroll up a page' },
  { keys: ['pgdn'], context: 'difference', action: 'page-next', label: null, description: 'Scroll down a page' },
  {
    keys: ['s'],
    context: 'quitting',
    action: 'save-plan',
    label: 'save first',
    description: 'Save the levers as a plan, then leave',
    disabled: cannotSave,
  },
  {
    keys: ['enter'],
    context: 'percent',
    action: 'answer-yes',
    label: null,
    description: 'Set the lever to that many percent, as y does',
  },
  { keys: ['y'], context: 'question', action: 'answer-yes', label: 'yes', description: 'Do what is asked' },
  { keys: ['esc', 'n'], context: 'question', action: 'answer-no', label: 'no', description: 'Leave all as it is' },
];

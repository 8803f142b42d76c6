import type { Binding } from './key-binding.ts';
import { copyStays, noOther } from './reasons.ts';

/** The keys while no good reading of the file is there, and only its faults are shown. */
export const UNREAD_KEYS: readonly Binding[] = [
  { keys: ['up', 'k'], context: 'unread', action: 'row-back', label: 'scroll', sign: '↑↓', description: 'A line up' },
  {
    keys: ['down', 'j'],
    context: 'unread',
    action: 'row-next',
    label: 'scroll',
    sign: '↑↓',
    description: 'A line down',
  },
  { keys: ['pgup'], context: 'unread', action: 'page-back', label: null, description: 'A page up' },
  { keys: ['pgdn'], context: 'unread', action: 'page-next', label: null, description: 'A page down' },
  {
    keys: ['e'],
    context: 'unread',
    action: 'edit-file',
    label: 'edit',
    description: 'Open your editor ($VISUAL, $EDITOR) at the first thing that is wrong',
    disabled: copyStays,
  },
  {
    keys: ['o'],
    context: 'unread',
    action: 'other-file',
    label: 'other file',
    description: 'Bring the other of two files to the front',
    disabled: noOther,
  },
  { keys: ['?'], context: 'unread', action: 'help', label: 'help', description: 'Show every key' },
  {
    keys: ['q'],
    context: 'unread',
    action: 'quit',
    label: 'quit',
    description: 'Leave; asks first where levers of the other file are not saved',
  },
];

import type { Binding } from './key-binding.ts';

/** The keys of the search. */
export const FIND_KEYS: readonly Binding[] = [
  { keys: ['enter'], context: 'find', action: 'find-go', label: 'go there', description: 'Go there, or do it' },
  { keys: ['up'], context: 'find', action: 'find-back', label: 'line', sign: '↑↓', description: 'The line above' },
  { keys: ['down'], context: 'find', action: 'find-next', label: 'line', sign: '↑↓', description: 'The line below' },
  { keys: ['pgup'], context: 'find', action: 'find-page-back', label: null, description: 'A page up' },
  { keys: ['pgdn'], context: 'find', action: 'find-page-next', label: null, description: 'A page down' },
  {
    keys: ['backspace', 'delete'],
    context: 'find',
    action: 'find-erase',
    label: null,
    description: 'Take the last character away',
  },
  { keys: ['C-u'], context: 'find', action: 'find-clear', label: null, description: 'Take everything away' },
  { keys: ['esc'], context: 'find', action: 'close', label: 'back', description: 'Go back to where you were' },
];

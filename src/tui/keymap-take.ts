import type { Binding } from './key-binding.ts';
import { noFile } from './reasons.ts';

/** The keys that copy something out: to the clipboard, into a file, as a command. */
export const TAKE_KEYS: readonly Binding[] = [
  {
    keys: ['y'],
    context: 'main',
    action: 'copy',
    label: null,
    description: 'Copy the lever or the line in front in words, through the terminal (OSC 52)',
    disabled: noFile,
  },
  {
    keys: ['Y'],
    context: 'main',
    action: 'copy-table',
    label: null,
    description: 'Copy the table in front, with all its columns, for a spreadsheet',
    disabled: noFile,
  },
  {
    keys: ['C-s'],
    context: 'main',
    action: 'save-table',
    label: null,
    description: 'Save the table in front in a new file, as CSV or Markdown',
    disabled: noFile,
  },
  {
    keys: ['x'],
    context: 'main',
    action: 'command-line',
    label: null,
    description: 'Show the command that gives what the screen shows; y then copies it',
    disabled: noFile,
  },
];

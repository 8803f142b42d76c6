import type { Binding } from './key-binding.ts';
import { noFile, nowhereToGo } from './reasons.ts';

/** The keys among what moves it. */
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
  {
    keys: ['up', 'k'],
    context: 'moves',
    action: 'row-back',
    label: 'line',
    sign: '↑↓',
    description: 'The line above',
    disabled: noFile,
  },
  {
    keys: ['down', 'j'],
    context: 'moves',
    action: 'row-next',
    label: 'line',
    sign: '↑↓',
    description: 'The line below',
    disabled: noFile,
  },
  {
    keys: ['home', 'g'],
    context: 'moves',
    action: 'row-first',
    label: null,
    description: 'To the first line',
    disabled: noFile,
  },
  {
    keys: ['end', 'G'],
    context: 'moves',
    action: 'row-last',
    label: null,
    description: 'To the last line',
    disabled: noFile,
  },
];

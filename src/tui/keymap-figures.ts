import type { Binding } from './key-binding.ts';

/** The keys of the panel that explains the headline's figures. */
export const FIGURE_KEYS: readonly Binding[] = [
  {
    keys: ['up', 'k', 'left', 'h'],
    context: 'figures',
    action: 'figure-back',
    label: 'figure',
    sign: '↑↓',
    description: 'The figure before',
  },
  {
    keys: ['down', 'j', 'right', 'l'],
    context: 'figures',
    action: 'figure-next',
    label: 'figure',
    sign: '↑↓',
    description: 'The next figure',
  },
  { keys: ['y'], context: 'figures', action: 'copy', label: 'copy', description: 'Copy what is said of the figure' },
  {
    keys: ['esc', 'enter', 'f', 'q'],
    context: 'figures',
    action: 'close',
    label: 'close',
    description: 'Go back',
  },
];

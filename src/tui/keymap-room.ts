import type { Binding } from './key-binding.ts';

/** The keys that give a panel more room. */
export const ROOM_KEYS: readonly Binding[] = [
  {
    keys: ['z'],
    context: 'main',
    action: 'zoom',
    label: 'zoom',
    description: 'Give the pane that the keys act on the whole screen, or take it back',
  },
  {
    keys: ['Z'],
    context: 'main',
    action: 'zoom-chart',
    label: null,
    description: 'Give the chart the whole screen, or take it back',
  },
  { keys: ['+', '='], context: 'main', action: 'table-taller', label: null, description: 'A taller table' },
  { keys: ['-'], context: 'main', action: 'table-lower', label: null, description: 'A taller chart' },
  { keys: [')'], context: 'main', action: 'levers-wider', label: null, description: 'Wider levers' },
  { keys: ['('], context: 'main', action: 'levers-narrower', label: null, description: 'A wider chart and table' },
];

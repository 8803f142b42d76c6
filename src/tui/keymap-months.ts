import type { Binding } from './key-binding.ts';
import { noFile, noMonth } from './reasons.ts';

/** The keys of the Months tab, and of one month's panel. */
export const MONTH_KEYS: readonly Binding[] = [
  {
    keys: ['enter'],
    context: 'months',
    action: 'open-month',
    label: 'who was paid',
    description: 'Open the month: who was due what, who was paid, in which order, and why',
    disabled: noMonth,
  },
  {
    keys: ['enter'],
    context: 'creditors',
    action: 'open-month',
    label: 'who was paid',
    description: 'Open the month that they are told of: who was due what, who was paid, in which order, and why',
    disabled: noMonth,
  },
  {
    keys: ['left', 'h'],
    context: 'month',
    action: 'month-before',
    label: 'other month',
    sign: '←→',
    description: 'The month before',
    disabled: noFile,
  },
  {
    keys: ['right', 'l'],
    context: 'month',
    action: 'month-after',
    label: 'other month',
    sign: '←→',
    description: 'The month after',
    disabled: noFile,
  },
  {
    keys: ['home', 'g'],
    context: 'month',
    action: 'month-first',
    label: null,
    description: 'The first month',
    disabled: noFile,
  },
  {
    keys: ['end', 'G'],
    context: 'month',
    action: 'month-last',
    label: null,
    description: 'The last month',
    disabled: noFile,
  },
  {
    keys: ['up', 'k'],
    context: 'month',
    action: 'row-back',
    label: 'scroll',
    sign: '↑↓',
    description: 'Scroll up a line',
  },
  {
    keys: ['down', 'j'],
    context: 'month',
    action: 'row-next',
    label: 'scroll',
    sign: '↑↓',
    description: 'Scroll down a line',
  },
  {
    keys: ['enter'],
    context: 'month',
    action: 'close',
    label: 'back',
    description: 'Go back to the table, as Esc does',
  },
];

import type { State, Tab } from './state.ts';

/** The name of a key: a character, or a name in `KEY_SIGNS`. */
export type KeyName = string;

/** By name of a key without a character of its own how it is written for people. */
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
  'C-p': 'Ctrl-P',
  'C-s': 'Ctrl-S',
};

/** The contexts in which keys have meanings, each with its heading in the help. */
export const CONTEXTS = {
  levers: 'Levers',
  main: 'Everywhere',
  table: 'Tables',
  months: 'Months',
  creditors: 'Creditors',
  month: 'In an open month',
  odds: 'Odds',
  plans: 'Plans',
  moves: 'What moves it',
  evidence: 'Evidence',
  input: 'While typing a value',
  find: 'While finding',
  target: 'While asking what saves the company',
  rescue: 'Among what saves the company',
  filter: 'While filtering a table or the help',
  name: 'While naming a plan',
  difference: 'While looking at what changed',
  quitting: 'When asked before leaving',
  question: 'When asked',
  help: 'In this help',
  figures: 'Among the figures',
  percent: 'While asked whether a number is in percent',
  unread: 'While the file could never be read',
  small: 'While the terminal is too small',
  always: 'At any time',
} as const;
export type Context = keyof typeof CONTEXTS;

/** Contexts whose keys users cannot change: texts are typed there, and questions answered. */
const FIXED: ReadonlySet<Context> = new Set<Context>([
  ...(['input', 'find', 'target', 'filter', 'name', 'difference', 'quitting', 'question', 'percent'] as const),
]);
export const isOwnable = (context: Context): boolean => !FIXED.has(context);

/** The action that shows a tab. */
export type TabAction = `tab-${Tab}`;

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
  'months-back',
  'months-next',
  'timeline',
  'type-value',
  'reset-lever',
  'reset-all',
  'pin',
  'undo',
  'redo',
  'next-plan',
  'apply-plan',
  'save-plan',
  'edit-file',
  'rename-plan',
  'remove-plan',
  'other-file',
  'next-pane',
  'zoom',
  'zoom-chart',
  'table-taller',
  'table-lower',
  'levers-wider',
  'levers-narrower',
  'row-back',
  'row-next',
  'column-back',
  'column-next',
  'sort-back',
  'sort-next',
  'sort-turn',
  'filter',
  'filter-help',
  'filter-accept',
  'filter-cancel',
  'filter-erase',
  'filter-clear',
  'match-next',
  'match-back',
  'open-month',
  'copy',
  'copy-table',
  'save-table',
  'command-line',
  'month-before',
  'month-after',
  'month-first',
  'month-last',
  'read-back',
  'read-next',
  'look-at-world',
  'moves-back',
  'moves-next',
  'moves-go',
  'try-claim',
  'by-source',
  'page-back',
  'page-next',
  'row-first',
  'row-last',
  'faults',
  'rescue',
  'target-accept',
  'set-back',
  'set-next',
  'set-first',
  'set-last',
  'set-apply',
  'set-save',
  'runways',
  'find',
  'find-go',
  'find-back',
  'find-next',
  'find-page-back',
  'find-page-next',
  'find-erase',
  'find-clear',
  'mouse',
  'figures',
  'figure-back',
  'figure-next',
  'help',
  'close',
  'input-accept',
  'input-cancel',
  'input-erase',
  'input-clear',
  'name-accept',
  'name-erase',
  'name-clear',
  'answer-yes',
  'answer-no',
  'redraw',
  'suspend',
  'quit',
  'leave',
] as const;
/** Any other action of a key. */
export type KeyAct = (typeof ACTIONS)[number];
export type KeyAction = KeyAct | TabAction;

export interface Binding {
  readonly keys: readonly KeyName[];
  readonly context: Context;
  readonly action: KeyAction;
  /** A word or two for the foot of the screen; null where only the help lists the key. */
  readonly label: string | null;
  /**
   * How the foot of the screen writes the keys; left out where it writes the first of them. Two bindings with the same
   * sign share one hint.
   */
  readonly sign?: string;
  readonly description: string;
  /** Why it cannot act just now, as half a sentence; null where it can. Left out where it always can. */
  readonly disabled?: (state: State) => string | null;
}

/** The key as it is written for people. */
export const keySign = (key: KeyName): string => KEY_SIGNS[key] ?? key;

/** The binding with other keys, which the foot of the screen writes as they are. */
export const withKeys = ({ sign: _, ...binding }: Binding, keys: readonly KeyName[]): Binding => ({ ...binding, keys });

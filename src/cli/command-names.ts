/** Every command; `open` is what is done where none is named, and the only one that may show a screen. */
export const COMMAND_NAMES = [
  'open',
  'run',
  'compare',
  'join',
  'check',
  'solve',
  'deadlines',
  'rescue',
  'explain',
  'sensitivity',
  'evidence',
  'backtest',
  'report',
  'freeze',
  'score',
  'init',
  'list',
  'schema',
  'completion',
  'config',
  'mcp',
] as const;

/** What shells ask for the words that may come next; people have no use for it. */
export const ASKED_BY_SHELLS = 'complete';

export type CommandName = (typeof COMMAND_NAMES)[number] | typeof ASKED_BY_SHELLS;

export const isCommandName = (word: string): word is CommandName =>
  word === ASKED_BY_SHELLS || COMMAND_NAMES.some((name) => name === word);

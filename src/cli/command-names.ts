/** Every command. `open` is run where no command is named, and it alone may show a screen. */
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

/** The command by which shells ask for completions; it is hidden from people. */
export const ASKED_BY_SHELLS = 'complete';

export type CommandName = (typeof COMMAND_NAMES)[number] | typeof ASKED_BY_SHELLS;

export const isCommandName = (word: string): word is CommandName =>
  word === ASKED_BY_SHELLS || COMMAND_NAMES.some((name) => name === word);

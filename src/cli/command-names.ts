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
  'evidence',
  'backtest',
  'init',
  'list',
  'schema',
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

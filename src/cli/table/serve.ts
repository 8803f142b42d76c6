/** Commands for programs that ask instead of people. */
import type { CommandEntry } from './options.ts';

export const COMMANDS_SERVE: readonly CommandEntry[] = [
  {
    usage: 'mcp',
    summary: 'a server for agents and notebooks (Model Context Protocol), on standard input and output',
    takesScenario: false,
    action: (io, _, run) => async () => {
      const { mcp } = await import('../commands/mcp.ts');
      return mcp(io, run);
    },
  },
];

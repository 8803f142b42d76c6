/** Commands that help to write a scenario. */
import { Option } from 'commander';
import type { InitOptions } from '../commands/init.ts';
import type { CommandEntry } from './options.ts';

export const COMMANDS_AUTHOR: readonly CommandEntry[] = [
  {
    usage: 'init [file]',
    summary: 'a new scenario by five questions, or by these options; written, and opened where there is a terminal',
    takesScenario: false,
    options: [
      new Option('--cash <amount>', 'in the bank, as in 4M'),
      new Option('--burn <amount>', 'spent a month, pay and all else, as in 8M or 96M/year'),
      new Option('--revenue <amount>', 'a month, or as in 11M/year'),
      new Option('--growth <share>', 'of revenue, a month, as in 3%'),
      new Option('--owed <who and how much>', 'what is overdue, with commas: "cloud 2M, landlord 40k"'),
      new Option('--hope <round>', 'the round hoped for, and its month: 20M@2026-09'),
      new Option('--name <title>', 'of the company; default made of the name of the file'),
      new Option('--start <month>', 'the first month simulated; default this one'),
      new Option('--from <shipped>', 'a copy of a shipped scenario, with its comments'),
    ],
    action: (io) => async (file: string | undefined, options: InitOptions) => {
      const { init } = await import('../commands/init.ts');
      return init(io, file, options);
    },
  },
  {
    usage: 'list',
    summary: 'the shipped scenarios; their names stand wherever a file does',
    takesScenario: false,
    options: [new Option('--json', 'print one JSON object')],
    action: (io) => async (options: { json?: boolean }) => {
      const { list } = await import('../commands/list.ts');
      return list(io, options);
    },
  },
  {
    usage: 'schema',
    summary: 'JSON Schema of the scenario file, for editors',
    takesScenario: false,
    action: (io) => async () => {
      const { schema } = await import('../commands/schema.ts');
      return schema(io);
    },
  },
];

/** Commands for writing a scenario. */
import { Option } from 'commander';
import { ASKED_BY_SHELLS } from '../command-names.ts';
import type { ConfigOptions } from '../commands/config.ts';
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
  {
    usage: 'completion <shell>',
    summary: 'a script for bash, zsh, fish or powershell by which Tab completes the words of runway',
    takesScenario: false,
    action: (io) => async (shell: string) => {
      const { completion } = await import('../commands/completion.ts');
      return completion(io, shell);
    },
  },
  {
    usage: 'config',
    summary: 'the settings in force, where each comes from, and the file that they stand in',
    takesScenario: false,
    options: [
      new Option('--init', 'write the file, each setting in it with a # before it; none is written over'),
      new Option('--keys', 'the actions of the screen that may have other keys, with those that they have'),
      new Option('--schema', 'JSON Schema of the file, for editors'),
      new Option('--json', 'print one JSON object'),
    ],
    action: (io) => async (options: ConfigOptions) => {
      const { config } = await import('../commands/config.ts');
      return config(io, options);
    },
  },
  {
    usage: `${ASKED_BY_SHELLS} [words...]`,
    summary: 'the words that may stand in place of the last of these, for shells',
    takesScenario: false,
    action: (io, program) => async (words: string[]) => {
      const { completeWords } = await import('../commands/complete.ts');
      return completeWords(io, program, words);
    },
  },
];

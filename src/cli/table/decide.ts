/** Commands for decisions: by when, how much, which, and why. */
import { Option } from 'commander';
import type { ExplainOptions } from '../commands/explain.ts';
import type { RescueOptions } from '../commands/rescue.ts';
import type { SensitivityOptions } from '../commands/sensitivity.ts';
import type { ScenarioOptions } from '../load.ts';
import { type CommandEntry, SAMPLER, TARGET } from './options.ts';

export const COMMANDS_DECIDE: readonly CommandEntry[] = [
  {
    usage: 'solve <file>',
    summary: 'the least value of one lever, assumption or funding that reaches a target',
    takesScenario: true,
    options: [
      new Option('--vary <name>', 'the lever, assumption or funding'),
      new Option('--range <low..high>', 'the values to be tried, in place of the range of the lever'),
      ...TARGET(),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runSolve } = await import('../commands/solve.ts');
      return runSolve(io, file, options);
    },
  },
  {
    usage: 'deadlines <file>',
    summary: 'for each lever and plan the last month in which it still works, and when it must be decided',
    takesScenario: true,
    options: TARGET(),
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runDeadlines } = await import('../commands/deadlines.ts');
      return runDeadlines(io, file, options);
    },
  },
  {
    usage: 'rescue <file>',
    summary: 'the least painful set of levers with which a target holds, re-tested on fresh worlds',
    takesScenario: true,
    options: [
      new Option('--until <target>', 'what has to hold, as in "survival >= 80%"').makeOptionMandatory(),
      new Option('--confidence <share>', 'of worlds that have to meet what is not itself a share; default 80%'),
      new Option('--from <months>', 'months in which levers may begin, 2023-11..2024-03; default each its own'),
      new Option('--only <levers>', 'levers that may be moved, with commas; default all'),
      new Option('--without <levers>', 'levers that stay as they stand, with commas'),
      new Option('--accept <what>', 'what has to reach it: the estimate, or the lower bound of its 95% interval')
        .choices(['estimate', 'bound'])
        .default('estimate'),
      new Option('--worlds <n>', 'worlds of the sample, 1000; 0: the base case alone'),
      SAMPLER(),
    ],
    action: (io) => async (file: string, options: RescueOptions) => {
      const { rescueCommand } = await import('../commands/rescue.ts');
      return rescueCommand(io, file, options);
    },
  },
  {
    usage: 'explain <file>',
    summary: 'what each lever of a plan adds to the change it makes, in parts that sum to it',
    takesScenario: true,
    options: [
      new Option(
        '--against <plan or file>',
        'what it is held against: another plan, or an earlier version of the file',
      ),
      new Option('--measure <measure>', 'months_alive (default), survival, cash@2024-06, …'),
      new Option('--worlds <n>', 'worlds, 1000; 0: the base case alone'),
      SAMPLER(),
    ],
    action: (io) => async (file: string, options: ExplainOptions) => {
      const { explainCommand } = await import('../commands/explain.ts');
      return explainCommand(io, file, options);
    },
  },
  {
    usage: 'sensitivity <file>',
    summary: 'which inputs move a measure, what is worth finding out, and what the failed worlds had in common',
    takesScenario: true,
    options: [
      new Option('--measure <measure>', 'months_alive (default), survival, low, cash@2024-06, …'),
      new Option('--worlds <n>', 'worlds of the sample, 1000'),
      SAMPLER(),
    ],
    action: (io) => async (file: string, options: SensitivityOptions) => {
      const { sensitivityCommand } = await import('../commands/sensitivity.ts');
      return sensitivityCommand(io, file, options);
    },
  },
];

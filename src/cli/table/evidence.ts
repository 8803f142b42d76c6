/** Commands that hold a scenario against where its figures come from, and what happened. */
import { Option } from 'commander';
import type { ScenarioOptions } from '../load.ts';
import { type CommandEntry, SAMPLER } from './options.ts';

export const COMMANDS_EVIDENCE: readonly CommandEntry[] = [
  {
    usage: 'evidence <file>',
    summary: 'every figure, its source, who says otherwise, and what that disagreement moves',
    takesScenario: true,
    options: [
      new Option('--worlds <n>', 'worlds, 1000; 0: the base case alone'),
      SAMPLER(),
      new Option('--format <format>', 'how it is printed').choices(['table', 'md', 'json']).default('table'),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runEvidence } = await import('../commands/evidence.ts');
      return runEvidence(io, file, options);
    },
  },
  {
    usage: 'backtest <files...>',
    summary: 'what was reported against what the scenario gives, and the score over all files',
    takesScenario: true,
    options: [
      new Option('--worlds <n>', 'worlds, 1000; 0: the base case alone'),
      SAMPLER(),
      new Option('--format <format>', 'how it is printed').choices(['table', 'md', 'json']).default('table'),
    ],
    action: (io) => async (files: string[], options: ScenarioOptions) => {
      const { runBacktest } = await import('../commands/backtest.ts');
      return runBacktest(io, files, options);
    },
  },
];

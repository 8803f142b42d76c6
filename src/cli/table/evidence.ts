/** Commands that compare a scenario with its sources, and with what happened. */
import { Option } from 'commander';
import type { FreezeOptions } from '../commands/freeze.ts';
import type { ScoreOptions } from '../commands/score.ts';
import type { ScenarioOptions } from '../load.ts';
import { ACTUALS, type CommandEntry, gathered, SAMPLER } from './options.ts';

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
  {
    usage: 'report <file>',
    summary: 'all of it as one page: odds, deadlines, plans, evidence; printed, or a file of HTML or Markdown',
    takesScenario: true,
    isForPeople: true,
    options: [
      new Option('-o, --output <file>', 'where it is written: NAME.html or NAME.md'),
      new Option('--format <format>', 'how it is made (default as the name of the file ends)').choices([
        ...['table', 'md', 'html'],
      ]),
      new Option('--story', 'with a chapter of sentences, each with its source and the command that gives it'),
      new Option('--chapters <names>', 'chapters, with commas (default all but the story)'),
      new Option('--until <target>', 'what the chapter of rescue seeks (default "survival >= 80%")'),
      new Option('--worlds <n>', 'worlds, 1000; from 100 to 100,000'),
      SAMPLER(),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { reportCommand } = await import('../commands/report.ts');
      return reportCommand(io, file, options);
    },
  },
  {
    usage: 'freeze <file>',
    summary: 'keep the projection of today in a file beside it, for score to hold against what comes',
    takesScenario: true,
    options: [
      new Option('-o, --output <file>', 'where it is kept (default NAME.MONTH.frozen.json beside the scenario)'),
      new Option('--as-of <month>', 'the first month that is not known yet (default the first without actuals)'),
      new Option('--worlds <n>', 'in so many worlds (default 10000)'),
      SAMPLER(),
      new Option('--measures <names>', 'measures by month, with commas (default all, with lines and creditors)'),
    ],
    action: (io) => async (file: string, options: FreezeOptions) => {
      const { freezeCommand } = await import('../commands/freeze.ts');
      return freezeCommand(io, file, options);
    },
  },
  {
    usage: 'score <file>',
    summary: "frozen projections against the file's actuals: bands, interval scores, plan against actual",
    takesScenario: false,
    options: [
      new Option('--frozen <file>', 'a projection; may be repeated (default those beside it)').argParser(gathered),
      ACTUALS(),
      new Option('--json', 'print one JSON object'),
    ],
    action: (io) => async (file: string, options: ScoreOptions) => {
      const { scoreCommand } = await import('../commands/score.ts');
      return scoreCommand(io, file, options);
    },
  },
];

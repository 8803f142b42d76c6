/** Commands that show the results of a scenario. */
import { Option } from 'commander';
import type { JoinOptions } from '../commands/join.ts';
import type { OpenOptions } from '../commands/open.ts';
import type { ScenarioOptions } from '../load.ts';
import { type CommandEntry, gathered, ROWS, SAMPLER, SHARD } from './options.ts';

export const COMMANDS_LOOK: readonly CommandEntry[] = [
  {
    usage: 'open [files...]',
    summary:
      'the terminal UI, on one file or on two side by side; where standard output is no terminal, what run or compare prints',
    takesScenario: true,
    options: [
      SAMPLER(),
      new Option('--screen-reader', 'words, line by line, in place of a drawn screen'),
      new Option('--no-mouse', 'leave the mouse to the terminal'),
      new Option('--background <which>', "the terminal's, where it does not tell").choices(['light', 'dark']),
    ],
    action: (io) => async (files: string[], options: OpenOptions) => {
      const { open } = await import('../commands/open.ts');
      return open(io, files, options);
    },
  },
  {
    usage: 'run <file>',
    summary: 'one case: headline, chart, month table, creditors; with --worlds its odds',
    takesScenario: true,
    options: [
      new Option('--worlds <n>', 'draw what is uncertain in n worlds, or in a range of them: 5000..9999'),
      new Option('--world <number>', 'one of these worlds as a case, with what is drawn in it'),
      new Option('--month <month>', 'one month, opened: who was paid, in which order and why, and its days'),
      new Option('--runway', 'runway by its definitions, side by side, and the growth that would do'),
      SAMPLER(),
      new Option('--measures <names>', 'with --worlds and --json or csv: measures by month, with commas, or all'),
      ...SHARD(),
      ...ROWS(),
      new Option(
        '--format <format>',
        'how it is printed; csv, ndjson: a record a month; parquet: --per-world to a file',
      )
        .choices(['table', 'md', 'csv', 'ndjson', 'parquet', 'json'])
        .default('table'),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runCommand } = await import('../commands/run.ts');
      return runCommand(io, file, options);
    },
  },
  {
    usage: 'compare <files...>',
    summary: 'variants side by side, with differences from the first',
    takesScenario: true,
    options: [
      new Option('--plans <names>', 'plans to compare, with commas; one file alone: all of its plans'),
      new Option('--grid <axes>', 'every combination: layoffs=0%:60%:10%,raise=0,20M').argParser(gathered),
      new Option(
        '--sort <measure>',
        'the best first, after the baseline: survival, end_cash, min(cash)@2024-01..2024-06, ...',
      ),
      new Option('--top <n>', 'with --sort: the best n alone'),
      new Option('--worlds <n>', 'the odds of each, in n worlds that are the same for all, or in a range of them'),
      SAMPLER(),
      ...SHARD('; a report of it: NAME.html or NAME.md'),
      ...ROWS(),
      new Option('--format <format>', 'how it is printed; parquet: to a file')
        .choices(['table', 'md', 'csv', 'ndjson', 'parquet', 'json'])
        .default('table'),
    ],
    action: (io) => async (files: string[], options: ScenarioOptions) => {
      const { compare } = await import('../commands/compare.ts');
      return compare(io, files, options);
    },
  },
  {
    usage: 'join <parts...>',
    summary: 'what the shards of a run or compare come to: byte for byte what one run prints',
    takesScenario: false,
    options: [
      new Option('--format <format>', 'how it is printed')
        .choices(['table', 'md', 'csv', 'ndjson', 'json'])
        .default('table'),
      new Option('--json', 'print one JSON object'),
    ],
    action: (io) => async (parts: string[], options: JoinOptions) => {
      const { join } = await import('../commands/join.ts');
      return join(io, parts, options);
    },
  },
  {
    usage: 'check <files...>',
    summary: "errors, warnings and the file's own checks; exit status 1 when one is broken",
    takesScenario: true,
    options: [new Option('--watch', 'check again after each save, until Ctrl-C'), SAMPLER()],
    action: (io) => async (files: string[], options: ScenarioOptions) => {
      const { check } = await import('../commands/check.ts');
      return check(io, files, options);
    },
  },
];

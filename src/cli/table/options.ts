import { type Command, Option } from 'commander';
import type { CommandName } from '../command-names.ts';
import type { Io } from '../io.ts';

type CommandAction = (...args: never[]) => Promise<number>;

/** A command: arguments, summary, options beyond the common ones, and the function that runs it. */
export interface CommandEntry {
  readonly usage: CommandName | `${CommandName} ${string}`;
  readonly summary: string;
  /** Whether it takes the options that change a scenario. */
  readonly takesScenario: boolean;
  /** Whether it prints for people only and has no --json. */
  readonly isForPeople?: boolean;
  readonly options?: readonly Option[];
  /** Makes the function that runs it; `program` has all commands, `run` runs another command line. */
  readonly action: (
    io: Io,
    program: Command,
    run: (args: readonly string[], io: Io) => Promise<number>,
  ) => CommandAction;
}

/** Collects the values of an option that may be repeated. */
export const gathered = (value: string, before: readonly string[] | undefined): string[] => [...(before ?? []), value];

export const SAMPLER = (): Option =>
  new Option('--sampler <name>', 'with worlds: random (default), or sobol, whose worlds are spread evenly');

/** Options of commands that can be split over machines. */
export const SHARD = (alone = ''): Option[] => [
  new Option('--shard <k/n>', 'make the k-th of n parts, for runway join; auto: as an array of tasks numbers them'),
  new Option('-o, --output <file>', `where rows are written, or with --shard the part: named when it is whole${alone}`),
];

/** Options of commands that write rows. */
export const ROWS = (): Option[] => [
  new Option('--per-world', 'with --worlds: a row for each world, with what is drawn in it; csv, ndjson or parquet'),
  new Option('--resume', 'with -o: go on with a file that was broken off, to the same bytes'),
];

export const ACTUALS = (): Option =>
  new Option('--actuals <csv>', 'a file of the bank or the books, whose months are actuals too');

/** Options of commands that try variants against a target. */
export const TARGET = (): Option[] => [
  new Option('--until <target>', 'what is to be reached, as in "survival >= 80%" or "runway >= 18"'),
  new Option(
    '--confidence <share>',
    'the share of worlds that must reach it, where it is no share itself (default 80%)',
  ),
  new Option('--worlds <n>', 'in so many worlds, 0 for the base case (default 1000 for a share, else 0)'),
  SAMPLER(),
];

/** Options that change a scenario. */
export const SCENARIO_OPTIONS = (): Option[] => [
  ACTUALS(),
  new Option('--from <month>', 'the first month not known: go on from the actuals of those before it'),
  new Option('--plan <name>', 'set the levers as a plan of the file does'),
  new Option('--set <lever=value[@month]>', 'set a lever; may be repeated').argParser(gathered),
  new Option('--assume <name=formula>', 'replace an assumption; may be repeated').argParser(gathered),
  new Option('--claim <name=claim>', 'take what another source says; may be repeated').argParser(gathered),
  new Option('--claims <whose>', 'all claims of one source; or low, high: with which it lives shortest, longest'),
  new Option('--months <n>', 'horizon in months, 1 to 240'),
  new Option('--seed <n>', 'seed of the draws'),
  new Option('--json', 'print one JSON object'),
];

import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import { Faults } from '../diagnostic/diagnostic.ts';
import { visible, visibleLines } from '../diagnostic/escape.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { renderDiagnostics } from '../diagnostic/render.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import { COMMAND_NAMES, type CommandName } from './command-names.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { OpenOptions } from './commands/open.ts';
import type { RescueOptions } from './commands/rescue.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { HELP_TEXT, helpEnd } from './help.ts';
import type { Io } from './io.ts';
import type { ScenarioOptions } from './load.ts';
import { pageOf } from './print.ts';
import { VERSION } from './version.ts';

const DEFAULT_SCENARIO = 'scenarios/stability-ai-2023-10.yaml';

type Action = (...args: never[]) => Promise<number>;

/** Every command: its arguments, what it does, the options beyond the common ones, and what runs it. */
interface CommandEntry {
  readonly usage: CommandName | `${CommandName} ${string}`;
  readonly summary: string;
  /** Whether it takes the options that change a scenario. */
  readonly takesScenario: boolean;
  readonly options?: readonly Option[];
  readonly action: (io: Io) => Action;
}

const collect = (value: string, before: readonly string[] | undefined): string[] => [...(before ?? []), value];

const SAMPLER = (): Option =>
  new Option('--sampler <name>', 'with worlds: random (default), or sobol, whose worlds are spread evenly');

/** The options of commands that hold what they try to a target. */
const HELD = (): Option[] => [
  new Option('--until <target>', 'what is to be reached, as in "survival >= 80%" or "runway >= 18"'),
  new Option(
    '--confidence <share>',
    'the share of worlds that must reach it, where it is no share itself (default 80%)',
  ),
  new Option('--worlds <n>', 'in so many worlds, 0 for the base case (default 1000 for a share, else 0)'),
  SAMPLER(),
];

const COMMANDS: readonly CommandEntry[] = [
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
      const { open } = await import('./commands/open.ts');
      return open(io, files.length === 0 ? [defaultScenario()] : files, options);
    },
  },
  {
    usage: 'run <file>',
    summary: 'one case: headline, chart, month table, creditors; with --worlds its odds',
    takesScenario: true,
    options: [
      new Option('--worlds <n>', 'draw what is uncertain in n worlds, or in a range of them: 5000..9999'),
      new Option('--world <number>', 'one of these worlds as a case, with what is drawn in it'),
      SAMPLER(),
      new Option('--measures <names>', 'with --worlds and --json or csv: measures by month, with commas, or all'),
      new Option('--format <format>', 'how it is printed; csv, ndjson: a record a month')
        .choices(['table', 'md', 'csv', 'ndjson', 'json'])
        .default('table'),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runCommand } = await import('./commands/run.ts');
      return runCommand(io, file, options);
    },
  },
  {
    usage: 'compare <files...>',
    summary: 'variants side by side, with differences from the first',
    takesScenario: true,
    options: [
      new Option('--plans <names>', 'plans to compare, with commas; one file alone: all of its plans'),
      new Option('--grid <axes>', 'every combination: layoffs=0%:60%:10%,raise=0,20M').argParser(collect),
      new Option('--sort <measure>', 'the best first, after the baseline: survival, months_alive, end_cash, ...'),
      new Option('--top <n>', 'with --sort: the best n alone'),
      new Option('--worlds <n>', 'the odds of each, in n worlds that are the same for all, or in a range of them'),
      SAMPLER(),
      new Option('--format <format>', 'how it is printed')
        .choices(['table', 'md', 'csv', 'ndjson', 'json'])
        .default('table'),
    ],
    action: (io) => async (files: string[], options: ScenarioOptions) => {
      const { compare } = await import('./commands/compare.ts');
      return compare(io, files, options);
    },
  },
  {
    usage: 'check <files...>',
    summary: "errors, warnings and the file's own checks; exit status 1 when one is broken",
    takesScenario: true,
    options: [SAMPLER()],
    action: (io) => async (files: string[], options: ScenarioOptions) => {
      const { check } = await import('./commands/check.ts');
      return check(io, files, options);
    },
  },
  {
    usage: 'solve <file>',
    summary: 'the least value of one lever, assumption or funding that reaches a target',
    takesScenario: true,
    options: [
      new Option('--vary <name>', 'the lever, assumption or funding'),
      new Option('--range <low..high>', 'the values to be tried, in place of the range of the lever'),
      ...HELD(),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runSolve } = await import('./commands/solve.ts');
      return runSolve(io, file, options);
    },
  },
  {
    usage: 'deadlines <file>',
    summary: 'for each lever and plan the last month in which it still works, and when it must be decided',
    takesScenario: true,
    options: HELD(),
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { runDeadlines } = await import('./commands/deadlines.ts');
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
      const { rescueCommand } = await import('./commands/rescue.ts');
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
      const { explainCommand } = await import('./commands/explain.ts');
      return explainCommand(io, file, options);
    },
  },
  {
    usage: 'schema',
    summary: 'JSON Schema of the scenario file, for editors',
    takesScenario: false,
    action: (io) => async () => {
      const { schema } = await import('./commands/schema.ts');
      return schema(io);
    },
  },
];

const SCENARIO_OPTIONS = (): Option[] => [
  new Option('--plan <name>', 'set the levers as a plan of the file does'),
  new Option('--set <lever=value[@month]>', 'set a lever; may be repeated').argParser(collect),
  new Option('--assume <name=formula>', 'replace an assumption; may be repeated').argParser(collect),
  new Option('--claim <name=claim>', 'take what another source says; may be repeated').argParser(collect),
  new Option('--months <n>', 'horizon in months, 1 to 240'),
  new Option('--seed <n>', 'seed of the draws'),
  new Option('--json', 'print one JSON object'),
];

/** The shipped scenario, from the source tree or from the bundle beside it. */
function defaultScenario(): string {
  const found = ['../', '../../']
    .map((up) => fileURLToPath(new URL(`${up}${DEFAULT_SCENARIO}`, import.meta.url)))
    .find(existsSync);
  const path = found ?? DEFAULT_SCENARIO;
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

/** Runs one command line; gives the exit status and never exits by itself. */
export async function cli(args: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT.done;
  try {
    refuseUnknown(args);
    const program = build(io, (code) => {
      status = code;
    });
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return tell(error, io);
  }
}

/** Throws Faults where the first word, also after --help, is neither a command nor a file, nor looks like one. */
function refuseUnknown(args: readonly string[]): void {
  const first = args.find((word) => word !== '--help' && word !== '-h') ?? '';
  if (!/^[a-z][a-z0-9_-]*$/i.test(first) || COMMAND_NAMES.some((name) => name === first) || existsSync(first)) return;
  const message = `there is no command "${first}", and no such file${didYouMean(first, COMMAND_NAMES)}`;
  const hint = `commands: ${COMMAND_NAMES.join(', ')}; runway --help says how to use them`;
  throw new Faults([{ severity: 'error', code: 'usage', place: null, message, hint }]);
}

/** Columns beside the names of options, from which on what they do is broken into lines. */
const LEAST_COLUMN = 8;

function build(io: Io, done: (status: number) => void): Command {
  const width = (): number => pageOf(io).width;
  const program = new Command('runway')
    .description(HELP_TEXT)
    .usage('[file [file]] | <command> [options]')
    .version(VERSION)
    .helpOption('-h, --help', 'how to use it')
    .helpCommand(false)
    .addHelpText('after', () => helpEnd(width()))
    .exitOverride()
    .configureHelp({ minWidthToWrap: LEAST_COLUMN })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`${safeError(text)}\n`),
      getOutHelpWidth: width,
      getErrHelpWidth: width,
    });
  for (const { usage, summary, takesScenario, options = [], action } of COMMANDS) {
    const command = program
      .command(usage, { isDefault: usage.startsWith('open') })
      .description(summary)
      .copyInheritedSettings(program);
    for (const option of [...options, ...(takesScenario ? SCENARIO_OPTIONS() : [])]) command.addOption(option);
    const act = action(io) as (...args: unknown[]) => Promise<number>;
    command.action(async (...given: unknown[]) => done(await act(...given)));
  }
  return program;
}

/** Commander's message, which repeats what was written, and its suggestion on a line of its own. */
const safeError = (text: string): string =>
  text
    .trimEnd()
    .split(/\n(?=\(Did you mean [^\n]*\?\)$)/)
    .map(visible)
    .join('\n');

/** What a thrown error comes to: a message on standard error, and the exit status. */
function tell(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    const isHelp = ['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(error.code);
    return isHelp ? EXIT.done : EXIT.usage;
  }
  if (error instanceof Faults) {
    io.stderr.write(`${renderDiagnostics(error.diagnostics)}\n`);
    return EXIT.usage;
  }
  if (error instanceof UnwrittenError) {
    io.stderr.write(`runway: ${visible(error.message)}\n`);
    return EXIT.unwritten;
  }
  if (isOutOfMemory(error)) {
    const said = error.message.startsWith(NO_MEMORY)
      ? error.message
      : `${NO_MEMORY} for this; fewer worlds or fewer variants take less`;
    io.stderr.write(`runway: ${visible(said)}\n`);
    return EXIT.machine;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`runway: this is a fault of the program, not of your file\n${visibleLines(stack)}\n`);
  return EXIT.internal;
}

import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';

import { Faults } from '../diagnostic/diagnostic.ts';
import { nearest } from '../diagnostic/nearest.ts';
import { renderDiagnostics } from '../diagnostic/render.ts';
import { isOutOfMemory } from '../engine/threads.ts';
import type { CommandName } from './command-names.ts';
import type { OpenOptions } from './commands/open.ts';
import type { Io } from './io.ts';
import type { ScenarioOptions } from './load.ts';
import { VERSION } from './version.ts';

/**
 * The exit codes of every command: done; a check or promise is broken; usage, or a bad file; the program's own fault; the machine lacks what
 * is needed (EX_SOFTWARE and EX_OSERR of sysexits). A run that was interrupted has its own, in `many-worlds.ts`.
 */
const EXIT = { done: 0, broken: 1, usage: 2, internal: 70, machine: 71 } as const;

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
      new Option('--sketch', 'with --worlds: up to 2^32 - 1 of them in little memory, percentiles within 0.1%'),
      SAMPLER(),
      new Option('--measures <names>', 'with --worlds and --json: measures by month, with commas, or all'),
    ],
    action: (io) => async (file: string, options: ScenarioOptions) => {
      const { run } = await import('./commands/run.ts');
      return run(io, file, options);
    },
  },
  {
    usage: 'compare <files...>',
    summary: 'variants side by side, with differences from the first',
    takesScenario: true,
    options: [
      new Option('--plans <names>', 'plans to compare, with commas; one file alone: all of its plans'),
      new Option('--grid <axes>', 'every combination: layoffs=0%:60%:10%,raise=0,20M').argParser(collect),
      new Option('--format <format>', 'how it is printed').choices(['table', 'md', 'csv', 'json']).default('table'),
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

const DESCRIPTION = `Shows month by month when a company runs out of cash, who must wait, what ends it,
and what each lever would change. FILE is a scenario in YAML; - is standard input.`;

const EXAMPLES = `
Examples:
  runway                                       the shipped scenario of Stability AI, October 2023
  runway my.yaml                               the terminal UI on a file; it follows each save
  runway my.yaml other.yaml                    two files side by side
  runway run my.yaml --set layoffs=20%@2024-01
  runway run my.yaml --worlds 10000            how likely it is
  runway compare my.yaml --grid layoffs=0%:60%:10%,raise=0,20M --format csv

Exit status: 0 done, 1 a check is broken, 2 usage or a bad file, 70 a fault of the
program, 71 the machine has too little memory, 130 interrupted: Ctrl-C during
run --worlds prints what is done so far, and says so.`;

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
  const unknown = unknownCommand(args);
  if (unknown !== null) {
    io.stderr.write(unknown);
    return EXIT.usage;
  }
  let status: number = EXIT.done;
  const program = build(io, (code) => {
    status = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return explain(error, io);
  }
}

/** What to say where the first word is neither a command nor a file, but nearly a command; null where it is not. */
function unknownCommand([first = '']: readonly string[]): string | null {
  const names = COMMANDS.map(({ usage }) => usage.split(' ')[0]!);
  if (!/^[a-z]+$/.test(first) || names.includes(first) || existsSync(first)) return null;
  const near = nearest(first, names);
  if (near === null) return null;
  const what = `there is no command "${first}", and no such file; did you mean "${near}"?`;
  return `error: ${what} [usage]\n  commands: ${names.join(', ')}\n`;
}

function build(io: Io, done: (status: number) => void): Command {
  const program = new Command('runway')
    .description(DESCRIPTION)
    .usage('[file [file]] | <command> [options]')
    .version(VERSION)
    .helpOption('-h, --help', 'how to use it')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
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

/** What a thrown error comes to: the user's faults on standard error, and the exit status. */
function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    const isHelp = ['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(error.code);
    return isHelp ? EXIT.done : EXIT.usage;
  }
  if (error instanceof Faults) {
    io.stderr.write(`${renderDiagnostics(error.diagnostics)}\n`);
    return EXIT.usage;
  }
  if (isOutOfMemory(error)) {
    io.stderr.write(`runway: ${error.message}\n`);
    return EXIT.machine;
  }
  io.stderr.write(
    `runway: this is a fault of the program, not of your file\n${(error as Error).stack ?? String(error)}\n`,
  );
  return EXIT.internal;
}

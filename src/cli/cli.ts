import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { Faults } from '../diagnostic/diagnostic.ts';
import { visible, visibleLines } from '../diagnostic/escape.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { renderDiagnostics } from '../diagnostic/render.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import { shippedFiles } from '../host/shipped.ts';
import { ASKED_BY_SHELLS, COMMAND_NAMES, isCommandName } from './command-names.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { HELP_TEXT, helpEnd } from './help.ts';
import { Interrupted } from './interrupt.ts';
import type { Io } from './io.ts';
import { pageOf, printText } from './print.ts';
import { PRINTING_OPTIONS, type PrintingOptions, Session } from './session.ts';
import { COMMANDS_AUTHOR } from './table/author.ts';
import { COMMANDS_DECIDE } from './table/decide.ts';
import { COMMANDS_EVIDENCE } from './table/evidence.ts';
import { COMMANDS_LOOK } from './table/look.ts';
import { SCENARIO_OPTIONS } from './table/options.ts';
import { COMMANDS_SERVE } from './table/serve.ts';
import { usage } from './usage.ts';
import { VERSION } from './version.ts';

/** Every command, in the order of the help. */
const COMMANDS = [...COMMANDS_LOOK, ...COMMANDS_DECIDE, ...COMMANDS_EVIDENCE, ...COMMANDS_AUTHOR, ...COMMANDS_SERVE];

/** Runs one command line and returns the exit status; never ends the process. */
export async function cli(args: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT.done;
  try {
    refuseUnknown(args);
    const session = new Session(io);
    const program = commandLine(session, (code) => {
      status = code;
    });
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return tell(error, io);
  }
}

/**
 * Throws Faults where the first word (also after --help) is neither a command, nor a file or a shipped scenario, nor
 * looks like a file.
 */
function refuseUnknown(args: readonly string[]): void {
  const first = args.find((word) => word !== '--help' && word !== '-h') ?? '';
  if (!/^[a-z][a-z0-9_-]*$/i.test(first) || isCommandName(first) || existsSync(first)) return;
  const shipped = shippedFiles().map(({ name }) => name);
  if (shipped.includes(first)) return;
  const near = didYouMean(first, [...COMMAND_NAMES, ...shipped]);
  const message = `there is no command "${first}", and no such file${near}`;
  const hint = `commands: ${COMMAND_NAMES.join(', ')}; runway --help says how to use them`;
  throw new Faults([usage(message, hint)]);
}

/** Least columns for the descriptions of options; in a narrower terminal they are not wrapped. */
const LEAST_COLUMN = 8;

/** All commands with their options, for parsing and for help; `done` receives the exit status of the command run. */
export function commandLine(io: Io, done: (status: number) => void): Command {
  const width = (): number => pageOf(io).width;
  const program: Command = new Command('runway')
    .description(HELP_TEXT)
    .usage('[file [file]] | <command> [options]')
    .version(VERSION)
    .helpOption('-h, --help', 'how to use it')
    .helpCommand(false)
    .addHelpText('after', () => helpEnd(width()))
    .exitOverride()
    .configureHelp({ minWidthToWrap: LEAST_COLUMN, showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => {
        if (io instanceof Session) io.takeForHelp(program.opts<PrintingOptions>());
        printText(io, text);
      },
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`${safeError(text)}\n`),
      getOutHelpWidth: width,
      getErrHelpWidth: width,
    });
  for (const option of PRINTING_OPTIONS()) program.addOption(option);
  for (const { usage, summary, takesScenario, isForPeople = false, options = [], action } of COMMANDS) {
    const command = program
      .command(usage, { isDefault: usage.startsWith('open'), hidden: usage.startsWith(ASKED_BY_SHELLS) })
      .description(summary)
      .copyInheritedSettings(program);
    const common = takesScenario ? SCENARIO_OPTIONS().filter(({ long }) => !isForPeople || long !== '--json') : [];
    // A command's own options come before the common ones.
    const own = new Set(options.map(({ long }) => long));
    for (const option of [...options, ...common.filter(({ long }) => !own.has(long))]) command.addOption(option);
    const act = action(io, program, cli) as (...args: unknown[]) => Promise<number>;
    command.action(async (...given: unknown[]) => {
      if (io instanceof Session) io.take(program.opts<PrintingOptions>(), command.name());
      done(await act(...given));
    });
  }
  return program;
}

/**
 * Commander's message, which repeats user input, with control characters escaped and its suggestion on a line of its
 * own.
 */
const safeError = (text: string): string =>
  text
    .trimEnd()
    .split(/\n(?=\(Did you mean [^\n]*\?\)$)/)
    .map(visible)
    .join('\n');

/** Prints the message of a thrown error to standard error, and returns the exit status. */
function tell(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    const isHelp = ['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(error.code);
    return isHelp ? EXIT.done : EXIT.usage;
  }
  if (error instanceof Faults) {
    io.stderr.write(`${renderDiagnostics(error.diagnostics)}\n`);
    return EXIT.usage;
  }
  if (error instanceof Interrupted) {
    io.stderr.write(`Stopped: ${error.message}.\n`);
    return EXIT.interrupted;
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

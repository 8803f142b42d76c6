import { cli } from '../../src/cli/cli.ts';
import type { Io } from '../../src/cli/io.ts';

/** The result of one command line: exit status, standard output and standard error. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment, and the size of the terminal that standard output pretends to be; without columns it is none. */
export interface Pretended {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/**
 * Runs a command line as the program does, with its output caught; standard output is no terminal unless `columns` is
 * given.
 */
export async function runCli(args: readonly string[], { env = {}, columns, rows }: Pretended = {}): Promise<Outcome> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const io = {
    stdin: { isTTY: false },
    stdout: { write: (text: string) => stdout.push(text), isTTY: columns !== undefined, columns, rows },
    stderr: { write: (text: string) => stderr.push(text), isTTY: false },
    env,
  };
  const status = await cli(args, io as unknown as Io);
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

import { Faults } from '../../diagnostic/diagnostic.ts';
import { EXIT, UnwrittenError } from '../exit.ts';
import { interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import type { Output } from '../output.ts';
import { usage } from '../usage.ts';

/** Runs one command line and returns the exit status. */
export type RunCommandLine = (args: readonly string[], io: Io) => Promise<number>;

/** Result of a command line. */
export interface CommandAnswer {
  /** Text of standard output. */
  readonly text: string;
  /** Text of standard error. */
  readonly said: string;
  readonly isError: boolean;
}

/** Characters of the longest answer, more than any agent reads at once. */
export const LONGEST_ANSWER = 1_000_000;

const tooLong = (what: string): string => `${what} has more than ${LONGEST_ANSWER} characters`;
const TOO_LONG = `${tooLong('the answer')}; ask for fewer variants, months or measures\n`;

/** The text, where it is no longer than an answer may be. Throws Faults. */
export function short(text: string, called: string): string {
  if (text.length <= LONGEST_ANSWER) return text;
  throw new Faults([usage(tooLong(called), 'run, check and the others take it all the same')]);
}

/** Runs command lines one after another, without terminal, standard input or settings file. */
export class Answers {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly run: RunCommandLine,
    private readonly env: Io['env'],
  ) {}

  /** Runs a command line once earlier ones are done. A call that the client cancels is stopped, as by Ctrl-C. */
  ask(args: readonly string[], signal: AbortSignal): Promise<CommandAnswer> {
    const answer = this.last.then(() => this.answer(args, signal));
    this.last = answer.catch(() => {});
    return answer;
  }

  private async answer(args: readonly string[], signal: AbortSignal): Promise<CommandAnswer> {
    if (signal.aborted) return { text: '', said: 'nobody waits for the answer any more\n', isError: true };
    const out = collected();
    const error = collected();
    signal.addEventListener('abort', interrupt);
    try {
      const io = { stdin: NO_INPUT, stdout: out.output, stderr: error.output, env: this.env } as Io;
      const status = await this.run(args, io);
      if (out.isFull()) return { text: '', said: TOO_LONG, isError: true };
      // For `check`, a file with faults and a broken check are answers, not errors.
      const isAnswered = out.text() !== '' && status !== EXIT.internal && status !== EXIT.machine;
      return { text: out.text(), said: error.text(), isError: !isAnswered };
    } finally {
      signal.removeEventListener('abort', interrupt);
    }
  }
}

const NO_INPUT = { isTTY: false };

/** An output that collects text, up to the longest answer. */
function collected(): { readonly output: Output; text(): string; isFull(): boolean } {
  const parts: string[] = [];
  let length = 0;
  const output: Output = {
    isTTY: false,
    columns: undefined,
    write: (text) => {
      length += text.length;
      if (length > LONGEST_ANSWER) throw new UnwrittenError(Object.assign(new Error(TOO_LONG), { code: 'EFBIG' }));
      parts.push(text);
    },
    stream: () => {
      throw new Error('what is collected has no stream');
    },
  };
  return { output, text: () => parts.join(''), isFull: () => length > LONGEST_ANSWER };
}

import { fstatSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import { UnwrittenError } from './exit.ts';

/** An output of the program: standard output, or standard error. */
export interface Output {
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** Rows of the terminal; undefined where there is none. */
  readonly rows?: number | undefined;
  /** Writes all of the text before it returns, in one system call where possible. */
  write(text: string): void;
  /** Node's stream on the same output, for the screen. */
  stream(): WriteStream;
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/**
 * Standard output. Where the reader closes the pipe early, as `head` does, further text is discarded, and the work goes
 * on to its exit status. Throws UnwrittenError where it cannot be written for any other reason.
 */
export const standardOutput = (): Output =>
  output(STANDARD_OUTPUT, (error) => {
    throw new UnwrittenError(error);
  });

/** Standard error. A failed write is ignored, as nobody is left to be told. */
export const standardError = (): Output => output(STANDARD_ERROR, () => {});

/**
 * An output on a file descriptor. Node's own streams are opened only for terminals, as loading them takes longer than
 * most commands.
 */
function output(file: 1 | 2, fail: (error: NodeJS.ErrnoException) => void): Output {
  const stream = (): WriteStream => (file === STANDARD_OUTPUT ? process.stdout : process.stderr);
  let isTerminal: boolean | undefined;
  let isClosed = false;
  return {
    get isTTY() {
      isTerminal ??= isDevice(file) && stream().isTTY === true;
      return isTerminal;
    },
    get columns() {
      return this.isTTY ? stream().columns : undefined;
    },
    get rows() {
      return this.isTTY ? stream().rows : undefined;
    },
    write(text) {
      if (isClosed) return;
      try {
        writeAll(file, Buffer.from(text));
      } catch (error) {
        isClosed = true;
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') fail(error as NodeJS.ErrnoException);
      }
    },
    stream,
  };
}

/** Whether the descriptor may be a terminal, which is a character device; true where this cannot be told. */
function isDevice(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return true;
  }
}

/** Milliseconds after which a full non-blocking pipe is tried again. */
const FULL_MS = 2;

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(file, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_MS);
    }
  }
}

import { fstatSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import { UnwrittenError } from './exit.ts';

/** Where the program prints: standard output, or standard error. */
export interface Output {
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** Rows of the terminal; undefined where there is none. */
  readonly rows?: number | undefined;
  /** Writes all of the text before it returns, in one piece where the system takes it so. */
  write(text: string): void;
  /** Node's stream on the same, for the screen. */
  stream(): WriteStream;
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/**
 * Standard output. A reader that has seen enough, such as `head`, closes the pipe: what follows is then written
 * nowhere, and the work goes on to its exit status. Throws UnwrittenError where it cannot be written for any other
 * reason.
 */
export const standardOutput = (): Output =>
  output(STANDARD_OUTPUT, (error) => {
    throw new UnwrittenError(error);
  });

/** Standard error. Where it cannot be written there is nobody left to be told. */
export const standardError = (): Output => output(STANDARD_ERROR, () => {});

/**
 * Node's own streams are opened for a terminal alone: to load them takes Node longer than most of what is done here.
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

/** Terminals are devices. Where it cannot be told, Node finds out. */
function isDevice(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return true;
  }
}

/** A pipe that another process made non-blocking, and that is full, is tried again after this long. */
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

import { fstatSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';

const STANDARD_OUTPUT = 1;

/**
 * Standard output. Where it can be no terminal it is written at once, without the stream that Node would have to load: of a stream it
 * then has `write` and `isTTY` alone. A reader that has seen enough, such as `head`, closes the pipe: that is no fault, and ends the process.
 */
export function standardOutput(): WriteStream {
  return isDevice() ? stream() : ({ isTTY: false, write } as unknown as WriteStream);
}

/** Terminals are devices. Where it cannot be told, Node finds out. */
function isDevice(): boolean {
  try {
    return fstatSync(STANDARD_OUTPUT).isCharacterDevice();
  } catch {
    return true;
  }
}

let opened: WriteStream | null = null;

function stream(): WriteStream {
  if (opened === null) {
    opened = process.stdout;
    opened.on('error', endOrThrow);
  }
  return opened;
}

function endOrThrow(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function write(text: string): boolean {
  if (opened !== null) return opened.write(text);
  const bytes = Buffer.from(text);
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(STANDARD_OUTPUT, bytes, done);
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (fault.code !== 'EAGAIN') endOrThrow(fault);
    // A pipe that another process made non-blocking is full: the stream waits for it, and for all that follows.
    return stream().write(bytes.subarray(done));
  }
  return true;
}

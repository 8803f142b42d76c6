/**
 * The exit status of every command: done; a check is broken; usage, or a bad file; a fault of the program; the machine
 * lacks what is needed, memory or WebAssembly for the screen; standard output that cannot be written. Those from 70 on
 * are as sysexits(3) has them. What was interrupted has that of Ctrl-C, 128 and the number of SIGINT, whatever did it.
 */
export const EXIT = {
  done: 0,
  broken: 1,
  usage: 2,
  internal: 70,
  machine: 71,
  unwritten: 74,
  interrupted: 130,
} as const;

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EFBIG: 'the file would be larger than is allowed',
  EIO: 'the device or the terminal fails',
  EBADF: 'it is not open for writing',
};

/** Standard output that cannot be written, though its reader has not gone, or a file that was asked for. */
export class UnwrittenError extends Error {
  constructor({ code, message }: NodeJS.ErrnoException, what = 'standard output') {
    super(`${what} cannot be written: ${WHY[code ?? ''] ?? message}`);
    this.name = 'UnwrittenError';
  }
}

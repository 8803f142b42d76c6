/**
 * The exit status of every command: done; a broken check; a mistake in the command line or a file; a fault of the
 * program; a machine that lacks memory or, for the screen, WebAssembly; standard output that cannot be written. Those
 * from 70 on follow sysexits(3). Interrupted work has that of Ctrl-C, 128 plus the number of SIGINT, by any signal.
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

/** Standard output (whose reader is still there) or an output file cannot be written. */
export class UnwrittenError extends Error {
  constructor({ code, message }: NodeJS.ErrnoException, what = 'standard output') {
    super(`${what} cannot be written: ${WHY[code ?? ''] ?? message}`);
    this.name = 'UnwrittenError';
  }
}

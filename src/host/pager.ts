import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** What a shell says where there is no such command, or none that may be run. */
const NO_COMMAND: ReadonlySet<number | null> = new Set([126, 127]);

/**
 * Shows a text by the user's pager, a command of the shell, and waits for its end; false where that cannot be run, and
 * nothing was shown. `less` leaves colours as they are and ends where all fits, where LESS says nothing else.
 */
export function shownBy(pager: string, text: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const wait = (): void => {};
  // An interrupt is the pager's, which stays where it is and has the terminal.
  process.on('SIGINT', wait);
  try {
    const { status, error } = spawnSync(pager, {
      ...{ shell: true, input: text, stdio: ['pipe', 'inherit', 'inherit'] },
      env: { LESS: 'FRX', ...env },
    });
    // One that ends before it has read all, as after q, breaks the pipe.
    const isRun = error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE';
    return isRun && !NO_COMMAND.has(status);
  } finally {
    process.off('SIGINT', wait);
  }
}

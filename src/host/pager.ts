import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** Exit statuses of a shell for a command that is missing or not executable. */
const NO_COMMAND: ReadonlySet<number | null> = new Set([126, 127]);

/**
 * Shows a text in the user's pager, a shell command, and waits for its end; false where it cannot be run and nothing
 * was shown. For `less`, sets LESS (where it is unset) so that colours work and a short text ends it.
 */
export function shownBy(pager: string, text: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const wait = (): void => {};
  // An interrupt is for the pager, which stays open and has the terminal.
  process.on('SIGINT', wait);
  try {
    const { status, error } = spawnSync(pager, {
      ...{ shell: true, input: text, stdio: ['pipe', 'inherit', 'inherit'] },
      env: { LESS: 'FRX', ...env },
    });
    // A pager that ends before it has read all, as after q, breaks the pipe.
    const isRun = error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE';
    return isRun && !NO_COMMAND.has(status);
  } finally {
    process.off('SIGINT', wait);
  }
}

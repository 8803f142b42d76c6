import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';

/** A lock taken; or its holder, as half a sentence for a message. */
export type Lock =
  | { readonly isTaken: true; readonly release: () => void }
  | { readonly isTaken: false; readonly heldBy: string };

/** Milliseconds to wait for another save, which takes only a few. */
const PATIENCE_MS = 4000;
const PAUSE_MS = 2;
/** Age in milliseconds from which a lock without a holder's name counts as that of a dead process. */
const NAMELESS_MS = 2000;

/**
 * Takes a lock: a file that only one process can create, and that names the process. The lock of a dead process is
 * taken over. Waits up to 4 s, blocking the thread. Throws the errors of the file system.
 */
export function takeLock(path: string): Lock {
  const own = `${process.pid} ${hostname()} ${randomUUID()}`;
  const until = performance.now() + PATIENCE_MS;
  while (!isMade(path, own)) {
    const holder = holderOf(path);
    if (holder !== null && isDead(path, holder)) takeAway(path);
    else if (performance.now() > until) return { isTaken: false, heldBy: words(path, holder) };
    pause();
  }
  rmSync(claimOf(path), { force: true });
  return {
    isTaken: true,
    release: () => {
      try {
        if (holderOf(path) === own) rmSync(path, { force: true });
      } catch {
        // A lock that cannot be deleted is taken over by others once this process has ended.
      }
    },
  };
}

function isMade(path: string, holder: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(file, holder);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return true;
}

/** The holder as the lock names it; null where the lock is gone. */
function holderOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether the holder is known to be dead; never for a process of another machine or container. */
function isDead(path: string, holder: string): boolean {
  const [pid = '', host] = holder.split(' ');
  if (host === undefined) return isOld(path);
  if (host !== hostname()) return false;
  // This process finishes one save before the next, so a lock with its number is that of an earlier process.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function isOld(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > NAMELESS_MS;
}

const claimOf = (path: string): string => `${path}-claim`;

/**
 * Deletes a dead process's lock. Only one process may do so at a time, and it looks again first: otherwise a second one
 * would delete the lock that the first has made in its place.
 */
function takeAway(path: string): void {
  const claim = claimOf(path);
  if (!isMade(claim, '')) {
    if (isOld(claim)) rmSync(claim, { force: true });
    return;
  }
  try {
    const holder = holderOf(path);
    if (holder !== null && isDead(path, holder)) rmSync(path, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

function words(path: string, holder: string | null): string {
  const [pid, host] = holder?.split(' ') ?? [];
  const who = host === undefined ? 'another program' : `process ${pid}${host === hostname() ? '' : ` of ${host}`}`;
  return `${who} is saving it; if that is not so, delete ${path}`;
}

const clock = new Int32Array(new SharedArrayBuffer(4));
const pause = (): void => {
  Atomics.wait(clock, 0, 0, PAUSE_MS);
};

import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';

/** A lock that was taken; or who holds it, as half a sentence for a message. */
export type Lock =
  | { readonly isTaken: true; readonly release: () => void }
  | { readonly isTaken: false; readonly heldBy: string };

/** A save takes some milliseconds; another is waited for this long. */
const PATIENCE_MS = 4000;
const PAUSE_MS = 2;
/** A file that its maker had no time to write its name into is that of a dead process when it is this old. */
const NAMELESS_MS = 2000;

/**
 * Takes the lock of that path, which is a file that only one program can make. It names the process; one whose process
 * is dead is taken over. Waits up to 4 s, without other work being done meanwhile. Throws what the file system throws.
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
        // A lock that cannot be released is taken over by others when this process has ended.
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

/** What the lock says of its holder; null where there is none any more. */
function holderOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A process of another machine, or of another container, is not known to be dead. */
function isDead(path: string, holder: string): boolean {
  const [pid = '', host] = holder.split(' ');
  if (host === undefined) return isOld(path);
  if (host !== hostname()) return false;
  // This process finishes a save before it begins the next, so a lock in its name is that of a former process with the
  // same number.
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
 * Takes a dead process's lock away. Of those who found it dead one alone may, and looks again first: otherwise the
 * second would take away the lock that the first has made in its place.
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

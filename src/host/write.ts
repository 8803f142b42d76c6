import { closeSync, existsSync, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { beginJournal, type CutOff, endJournal, type Journal, journalOf, makeFolder, mend } from './journal.ts';
import { takeLock } from './lock.ts';
import { bytesOf, overwrite } from './open-file.ts';

/** Outcome of writing a file. */
export type Written =
  /** `kept`: path of the text before an earlier save that was interrupted, where the file was changed since. */
  | { readonly kind: 'written'; readonly kept?: string }
  /** The file held `text` instead of the text to replace; it is unchanged. */
  | { readonly kind: 'changed'; readonly text: string }
  /** `why` also says in what state the file is. */
  | { readonly kind: 'failed'; readonly why: string };

const AS_IT_WAS = 'it is as it was';
const CUT_OFF = 'a save of it was cut off, and only part of it may be written';

/**
 * Replaces `before` by `after` in a file, completely or not at all. A file that does not hold `before` is left alone.
 *
 * The bytes are written into the file itself. A new file renamed over it would lose extended attributes and access
 * lists, break hard links, change the owner, and is impossible where the file is a mount or its folder not writable.
 * Before that, both texts are written to disk beside the file, under known names (`journal.ts`). The next save, or
 * `finishCutOff`, finishes a save that the end of the process or a loss of power cut off, as long as the file is a
 * mixture of both texts; otherwise the text before the save is kept and reported. A lock lets one program save at a
 * time; editors do not know it, so the file is also compared just before the write, and after it.
 */
export function writeOver(path: string, before: string, after: string): Written {
  let real = path;
  try {
    real = realpathSync(path);
    const refusal = refusalOf(real);
    if (refusal !== null) return { kind: 'failed', why: `${path} ${refusal}; ${AS_IT_WAS}` };
    return underLock(path, real, (journal, file) => {
      const cutOff = mend(journal, file);
      const outcome = save(path, real, journal, file, before, after);
      return outcome.kind === 'written' && cutOff?.kind === 'kept' ? { kind: 'written', kept: cutOff.copy } : outcome;
    });
  } catch (error) {
    return failed(path, real, error);
  }
}

/** Outcome of finishing an interrupted save, as far as possible. */
export type Finished = CutOff | { readonly kind: 'failed'; readonly why: string };

/** Looks for an interrupted save of the file and finishes it (see `writeOver`); null where there was none. */
export function finishCutOff(path: string): Finished | null {
  let real = path;
  try {
    real = realpathSync(path);
    return existsSync(journalOf(real).before) ? underLock(path, real, mend) : null;
  } catch (error) {
    // A missing file will be reported by its next reader.
    return isGone(error) ? null : failed(path, real, error, CUT_OFF);
  }
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Why the file must not be written, null where it may be: a superuser could write even a file marked read-only. */
function refusalOf(real: string): string | null {
  const stat = statSync(real);
  if (!stat.isFile()) return 'is no ordinary file';
  return (stat.mode & 0o222) === 0 ? 'is read-only' : null;
}

function underLock<T>(
  path: string,
  real: string,
  act: (journal: Journal, file: number) => T,
): T | { readonly kind: 'failed'; readonly why: string } {
  // Only the system knows whether the file is writable, so it is opened before the journal is written.
  const file = openSync(real, 'r+');
  try {
    const journal = journalOf(real);
    makeFolder(journal);
    const lock = takeLock(journal.lock);
    if (!lock.isTaken) return { kind: 'failed', why: `${path} cannot be written: ${lock.heldBy}; ${AS_IT_WAS}` };
    try {
      return act(journal, file);
    } finally {
      lock.release();
    }
  } finally {
    closeSync(file);
  }
}

function save(path: string, real: string, journal: Journal, file: number, before: string, after: string): Written {
  const found = foundInstead(path, real, file, before);
  if (found !== null) return found;
  const old = Buffer.from(before);
  const now = Buffer.from(after);
  try {
    beginJournal(journal, old, now, fstatSync(file).mode);
    // Checked once more, as writing the journal took a moment.
    const meanwhile = foundInstead(path, real, file, before);
    if (meanwhile !== null) {
      endJournal(journal);
      return meanwhile;
    }
  } catch (error) {
    endJournal(journal);
    throw error;
  }
  try {
    overwrite(file, now);
  } catch (error) {
    return restored(path, real, journal, file, old, error);
  }
  endJournal(journal);
  // Where an editor saved the file meanwhile, its text stays.
  try {
    const isThere = isUnder(real, file) && bytesOf(file).equals(now);
    return isThere ? { kind: 'written' } : { kind: 'changed', text: readFileSync(real, 'utf8') };
  } catch (error) {
    return failed(path, real, error, 'it was written a moment before');
  }
}

function restored(path: string, real: string, journal: Journal, file: number, old: Buffer, error: unknown): Written {
  try {
    overwrite(file, old);
  } catch {
    return failed(path, real, error, `part of it may be written, and the text before that is in ${journal.before}`);
  }
  endJournal(journal);
  return failed(path, real, error);
}

/** The outcome to report where the path is not the open file holding `before`, byte for byte; null where it is. */
function foundInstead(path: string, real: string, file: number, before: string): Written | null {
  if (!isUnder(real, file)) return { kind: 'changed', text: readFileSync(real, 'utf8') };
  const bytes = bytesOf(file);
  if (bytes.equals(Buffer.from(before))) return null;
  const text = bytes.toString();
  return text === before
    ? { kind: 'failed', why: `${path} is not all UTF-8; ${AS_IT_WAS}` }
    : { kind: 'changed', text };
}

function isUnder(real: string, file: number): boolean {
  const [open, named] = [fstatSync(file), statSync(real)];
  return open.ino === named.ino && open.dev === named.dev;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is gone, or its folder is',
  EROFS: 'its disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EFBIG: 'it would be larger than files may be',
  EIO: 'its disk does not answer as it should',
  EMFILE: 'too many files are open in this program',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: 'the machine has no memory left',
  ENAMETOOLONG: 'its name, with those of its folders, is too long',
  ELOOP: 'its links lead round in a circle',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EBUSY: 'another program keeps it busy',
  ETXTBSY: 'it is a program that is running',
  ESTALE: 'its disk on the network has lost it',
  ETIMEDOUT: 'its disk on the network does not answer',
};

/** An error code of the file system in words. */
export const reasonOf = (code: string, message: string): string => REASONS[code] ?? message;

function failed(path: string, real: string, error: unknown, state = AS_IT_WAS): Written & { readonly kind: 'failed' } {
  const { code = '', message, path: at } = error as NodeJS.ErrnoException;
  const isForbidden = code === 'EACCES' || code === 'EPERM';
  const forbidden = `${at === undefined || at === real ? 'it' : at} may not be written to`;
  const why = `${path} cannot be written: ${isForbidden ? forbidden : reasonOf(code, message)}`;
  return { kind: 'failed', why: isGone(error) ? why : `${why}; ${state}` };
}

/** The journal of a save: files beside the saved one, by which a save that was cut off can be finished or reported. */

import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { bytesOf, overwrite } from './open-file.ts';
import { makeUserFolder } from './user-folder.ts';

/** Paths of a save's files, named after the file saved. */
export interface Journal {
  readonly lock: string;
  /** The text replaced. It gets its name once both texts are complete on disk, and loses it before the other does. */
  readonly before: string;
  readonly after: string;
  readonly part: string;
  /** Copy of the text before the save, for the user, where an interrupted save cannot be finished safely. */
  readonly kept: string;
}

/**
 * Outcome of an interrupted save. `finished`: its rest has been written; `kept`: the file is no mixture of the two
 * texts, so the text before the save is kept as a copy.
 */
export type CutOff = { readonly kind: 'finished' } | { readonly kind: 'kept'; readonly copy: string };

/** Longest name in bytes: file systems allow 255, encrypting ones 143, and an ending is added. */
const LONGEST_NAME = 120;

/** The journal of a file: beside it or, where its folder is not writable, among the user's state files. */
export function journalOf(real: string): Journal {
  const folder = dirname(real);
  if (mayWrite(folder)) return named(folder, shortened(basename(real)), basename(real));
  const own = join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'runway');
  return named(own, `${shortened(basename(real))}-${digest(real)}`, `${basename(real)}-${digest(real)}`);
}

function named(folder: string, name: string, shown: string): Journal {
  const hidden = (ending: string): string => join(folder, `.${name}.${ending}`);
  return {
    lock: hidden('lock'),
    before: hidden('before'),
    after: hidden('after'),
    part: hidden('part'),
    kept: join(folder, `${shortened(shown)}.before`),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

function shortened(name: string): string {
  const bytes = Buffer.from(name);
  if (bytes.length <= LONGEST_NAME) return name;
  const start = bytes.subarray(0, LONGEST_NAME - 16).toString();
  return `${start.replace(/\ufffd+$/, '')}-${digest(name)}`;
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Writes both texts to disk completely. Throws the errors of the file system; the file itself is untouched then. */
export function beginJournal(journal: Journal, before: Buffer, after: Buffer, mode: number): void {
  writeWhole(journal.after, after, mode);
  writeWhole(journal.part, before, mode);
  renameSync(journal.part, journal.before);
  syncFolder(dirname(journal.before));
}

/** Removes the journal after a save. Errors are ignored: the files left only say that the save is complete. */
export function endJournal(journal: Journal): void {
  for (const path of [journal.before, journal.after, journal.part]) {
    try {
      rmSync(path, { force: true });
    } catch {
      return;
    }
  }
}

/** Creates the folder of the lock, which is missing only among the user's state files. */
export const makeFolder = (journal: Journal): void => makeUserFolder(dirname(journal.lock));

/**
 * Finishes an interrupted save of the open file, which no one else saves at the time; null where there is nothing to
 * report.
 */
export function mend(journal: Journal, file: number): CutOff | null {
  const before = contentOf(journal.before);
  const after = contentOf(journal.after);
  const now = bytesOf(file);
  const isWhole = before === null || before.equals(now) || after?.equals(now) === true;
  if (!isWhole && (after === null || !isMixture(now, before, after))) {
    const copy = keep(journal);
    endJournal(journal);
    return { kind: 'kept', copy };
  }
  if (!isWhole) overwrite(file, after!);
  endJournal(journal);
  return isWhole ? null : { kind: 'finished' };
}

/** Whether the file, whose bytes are given, is halfway through a save, running or interrupted. */
export function isHalfway(path: string, read: Uint8Array): boolean {
  try {
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    const journal = journalOf(realpathSync(path));
    const before = contentOf(journal.before);
    const after = before === null ? null : contentOf(journal.after);
    if (before === null || after === null || before.equals(bytes) || after.equals(bytes)) return false;
    return isMixture(bytes, before, after);
  } catch {
    // A pipe and the like have no journal; an unreadable journal tells nothing.
    return false;
  }
}

function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether `now` can arise while `after` is written over `before` from the first byte on. */
function isMixture(now: Buffer, before: Buffer, after: Buffer): boolean {
  let same = 0;
  while (same < now.length && same < after.length && now[same] === after[same]) same++;
  return now.subarray(same).equals(before.subarray(same));
}

/** Writes the text before the save to a new file that the user will see. */
function keep(journal: Journal): string {
  let copy = journal.kept;
  for (let i = 2; existsSync(copy); i++) copy = `${journal.kept}-${i}`;
  renameSync(journal.before, copy);
  return copy;
}

/** Removes the name first, so that a link put there by others is not followed. */
function writeWhole(path: string, bytes: Buffer, mode: number): void {
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', mode & 0o666);
  try {
    overwrite(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** Forces a folder to disk, and with it the names in it; some systems cannot open folders. */
function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The names reach the disk a moment later all the same.
  }
}

/**
 * What a save puts beside the file while it writes into it, so that one that is cut off can be finished, or told of.
 */

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
import { makeFolders } from './make-folders.ts';
import { bytesOf, overwrite } from './open-file.ts';

/** The files of a save, named after the file that is saved. */
export interface Journal {
  readonly lock: string;
  /**
   * The text that is replaced. It takes its name when it and the other are whole on the disk, and loses it before the
   * other.
   */
  readonly before: string;
  readonly after: string;
  readonly part: string;
  /** Where a text that nobody can be sure about is kept for the user. */
  readonly kept: string;
}

/**
 * What there was of a save that was cut off: its rest is written now; or the file is no mixture of the two texts, and
 * the one before it is kept.
 */
export type CutOff = { readonly kind: 'finished' } | { readonly kind: 'kept'; readonly copy: string };

/** A file system takes 255 bytes, some that encrypt names 143; the ending is to fit as well. */
const LONGEST_NAME = 120;

/** The journal of a file, beside it; where its folder may not be written, among the user's own files. */
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

/** Puts both texts on the disk, whole. Throws what the file system throws; the file has not been touched then. */
export function beginJournal(journal: Journal, before: Buffer, after: Buffer, mode: number): void {
  writeWhole(journal.after, after, mode);
  writeWhole(journal.part, before, mode);
  renameSync(journal.part, journal.before);
  syncFolder(dirname(journal.before));
}

/** The save is over. A file that cannot be taken away is in nobody's way: what it tells is that the save is whole. */
export function endJournal(journal: Journal): void {
  for (const path of [journal.before, journal.after, journal.part]) {
    try {
      rmSync(path, { force: true });
    } catch {
      return;
    }
  }
}

/** The lock's folder, which is there but for that of the user's own files. */
export const makeFolder = (journal: Journal): void => {
  makeFolders(dirname(journal.lock), 0o700);
};

/**
 * What is left of a save that was cut off in the open file, which nobody else saves meanwhile; null for nothing to tell
 * of.
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

/**
 * Whether the file, of which these are the bytes, is halfway through a save: one that goes on, or one that was cut off.
 */
export function isHalfway(path: string, read: Uint8Array): boolean {
  try {
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    const journal = journalOf(realpathSync(path));
    const before = contentOf(journal.before);
    const after = before === null ? null : contentOf(journal.after);
    if (before === null || after === null || before.equals(bytes) || after.equals(bytes)) return false;
    return isMixture(bytes, before, after);
  } catch {
    // There is no journal of what has no name in a folder, such as a pipe; a journal that may not be read tells
    // nothing.
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

/** Whether writing `after` over `before`, from the first byte on, comes to this somewhere on the way. */
function isMixture(now: Buffer, before: Buffer, after: Buffer): boolean {
  let same = 0;
  while (same < now.length && same < after.length && now[same] === after[same]) same++;
  return now.subarray(same).equals(before.subarray(same));
}

/** Puts the text before the save where the user sees it, over nothing that is there. */
function keep(journal: Journal): string {
  let copy = journal.kept;
  for (let i = 2; existsSync(copy); i++) copy = `${journal.kept}-${i}`;
  renameSync(journal.before, copy);
  return copy;
}

/** Others may have put a link under that name: it is not followed. */
function writeWhole(path: string, bytes: Buffer, mode: number): void {
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', mode & 0o666);
  try {
    overwrite(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** A name is on the disk when its folder is; some systems do not open folders. */
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

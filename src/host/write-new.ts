/** Files that are new: written whole or not at all, and never in place of another. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { whyUnwritten } from './write.ts';

/** What came of it. */
export type Created =
  | { readonly kind: 'written' }
  /** There is a file of that name, with those bytes or with others; it is as it was. */
  | { readonly kind: 'there'; readonly isSame: boolean }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Writes a file that is not there yet. It is written beside its name first, and given the name when all of it is on the
 * disk: a name that is there already refuses it.
 */
export function createFile(path: string, text: string): Created {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  let isBegun = false;
  try {
    if (existsSync(path)) return thereAlready(path, text);
    const file = openSync(beside, 'wx');
    isBegun = true;
    try {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return named(beside, path, text);
  } catch (error) {
    return { kind: 'failed', why: `${path} cannot be written: ${whyUnwritten(error)}; nothing was` };
  } finally {
    if (isBegun) rmSync(beside, { force: true });
  }
}

/** File systems without hard links refuse them with one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Gives the file its name, which a link refuses to do where the name is taken. */
function named(beside: string, path: string, text: string): Created {
  try {
    linkSync(beside, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return thereAlready(path, text);
    if (!NO_LINKS.has(code)) throw error;
    if (existsSync(path)) return thereAlready(path, text);
    renameSync(beside, path);
  }
  return { kind: 'written' };
}

const thereAlready = (path: string, text: string): Created => ({
  kind: 'there',
  isSame: readFileSync(path).equals(Buffer.from(text)),
});

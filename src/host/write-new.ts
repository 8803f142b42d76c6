import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from './write.ts';

/** Outcome of writing a new file. */
export type WrittenNew =
  | { readonly kind: 'written' }
  /** A file of that name exists, and is unchanged. */
  | { readonly kind: 'there' }
  | { readonly kind: 'failed'; readonly why: string };

/** Errors of file systems without hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/**
 * Writes a new file, completely or not at all, and never over another: the text is written to disk under a temporary
 * name, then linked to its own, which fails where that exists.
 */
export function writeNew(path: string, text: string): WrittenNew {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    putInto(part, text);
    try {
      linkSync(part, path);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      putInto(path, text);
    }
    return { kind: 'written' };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return { kind: 'there' };
    const why = FOLDER[code] ?? reasonOf(code, message);
    return { kind: 'failed', why: `${path} cannot be written: ${why}` };
  } finally {
    removePart(part);
  }
}

/** Deletes the temporary file where it is there; where that fails, what is said of the writing counts. */
function removePart(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // Its folder is a file, or may not be written to.
  }
}

const FOLDER: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  EACCES: 'its folder may not be written to',
  EPERM: 'its folder may not be written to',
};

/** Creates the file; deletes it where that fails halfway. */
function putInto(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o666);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What came of writing a file; in the last two cases it is as it was. */
export type Written =
  | { readonly kind: 'written' }
  /** It no longer held what was to be replaced, but this. */
  | { readonly kind: 'changed'; readonly text: string }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Puts `after` in place of `before` in the file, whole or not at all: into a new file beside it, which then takes its name. A link
 * is followed, the mode is kept. A file that does not hold `before` is left alone.
 */
export function writeOver(path: string, before: string, after: string): Written {
  let beside: string | null = null;
  try {
    const real = realpathSync(path);
    const stat = statSync(real);
    // Reading of a pipe would wait for somebody to write into it.
    if (!stat.isFile()) return { kind: 'failed', why: `${path} is not a regular file` };
    const { mode, uid, gid } = stat;
    if ((mode & 0o222) === 0) return { kind: 'failed', why: `${path} is read-only` };
    const found = foundInstead(real, before);
    if (found !== null) return found;
    const name = join(dirname(real), `.${basename(real)}.${process.pid}.new`);
    const file = openSync(name, 'wx', mode);
    beside = name;
    try {
      writeFileSync(file, after);
      fchmodSync(file, mode & 0o7777);
      keepOwner(file, uid, gid);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // Once more: writing took a moment.
    const meanwhile = foundInstead(real, before);
    if (meanwhile !== null) return meanwhile;
    renameSync(name, real);
    beside = null;
    return { kind: 'written' };
  } catch (error) {
    return { kind: 'failed', why: reason(path, error as NodeJS.ErrnoException) };
  } finally {
    if (beside !== null) rmSync(beside, { force: true });
  }
}

/** What the file holds where that is not `before`, byte for byte; null where it is. */
function foundInstead(real: string, before: string): Written | null {
  const bytes = readFileSync(real);
  if (bytes.equals(Buffer.from(before))) return null;
  const text = bytes.toString();
  return text === before ? { kind: 'failed', why: 'the file is not all UTF-8' } : { kind: 'changed', text };
}

function keepOwner(file: number, uid: number, gid: number): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only the superuser may give a file away; it is then the user's own.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is gone, or its folder is',
  EACCES: 'its folder may not be written to',
  EPERM: 'its folder may not be written to',
  EROFS: 'its disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
};

function reason(path: string, error: NodeJS.ErrnoException): string {
  return `${path} cannot be written: ${REASONS[error.code ?? ''] ?? error.message}`;
}

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { isHalfway } from './journal.ts';
import { shippedPath } from './shipped.ts';

/** Most bytes read of a file, a device or standard input; the limit for scenarios is lower. */
export const MOST_BYTES = 16_000_000;
const CHUNK = 65_536;
/** Milliseconds after which an empty non-blocking standard input is tried again. */
const EMPTY_MS = 2;

/** The text of a file, or why it cannot be read. */
export type Content = { readonly text: string } | { readonly fault: Diagnostic };

/** An error of our own in reading a file, not of the system. */
class Unreadable extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder, not a file',
  ELOOP: 'it is a link that leads to itself',
  ENAMETOOLONG: 'its name is longer than the system allows',
  ENXIO: 'it is not a regular file',
  EIO: 'the device that it is on fails',
};
const NO_FILE = 'it is not a regular file';

/**
 * The text of a file, of a shipped scenario by its name, or (for `-`) of standard input; pipes and devices are read to
 * their end. Throws Faults where it cannot be read, is longer than MOST_BYTES, or is not UTF-8.
 */
export function readSource(path: string): Source {
  const name = path === '-' ? '(standard input)' : path;
  const content = contentOf(name, () => (path === '-' ? readWhole(0) : readFinished(shippedPath(path) ?? path)));
  if ('fault' in content) throw new Faults([content.fault]);
  // A byte order mark is no part of the text.
  return { name, text: content.text.replace(/^\ufeff/, '') };
}

/**
 * The current text of a regular file, byte for byte, for those who watch it. Never waits: a pipe or a device is a
 * fault.
 */
export const readContent = (path: string): Content =>
  contentOf(path, () =>
    readPath(path, constants.O_NONBLOCK, (isFile) => {
      if (!isFile) throw new Unreadable(NO_FILE);
    }),
  );

/** Throws Faults where standard input is given more than once, as it can be read only once. */
export function refuseSecondInput(paths: readonly string[]): void {
  if (paths.filter((path) => path === '-').length <= 1) return;
  const message = 'standard input (-) can be given once: it is read to its end, and there is no more';
  const hint = 'write one of the two to a file';
  throw new Faults([{ severity: 'error', code: 'usage', place: null, message, hint }]);
}

function contentOf(name: string, read: () => Uint8Array): Content {
  try {
    return { text: decoded(read()) };
  } catch (error) {
    const { code, message, hint } = error as NodeJS.ErrnoException & Unreadable;
    const why = error instanceof Unreadable ? message : (WHY[code ?? ''] ?? message);
    const fault = { severity: 'error', code: 'unreadable', place: null, message: `${name}: ${why}` } as const;
    return { fault: hint === undefined ? fault : { ...fault, hint } };
  }
}

/** `LOOKS`: most times to look for the end of a save that is under way, which takes some milliseconds. */
const LOOKS = 200;
const PAUSE_MS = 5;

/** The bytes of a file that is not halfway through a save; of a pipe or a device all bytes to its end. */
function readFinished(path: string): Uint8Array {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; looks < LOOKS; looks++) {
    const bytes = readPath(path, 0);
    if (!isHalfway(path, bytes)) return bytes;
    Atomics.wait(clock, 0, 0, PAUSE_MS);
  }
  throw new Unreadable('a save of it was cut off halfway', `runway open ${path} finishes it`);
}

/** Opens and reads a path; `check` is called before the read, with whether it is a regular file. */
function readPath(path: string, flags: number, check: (isFile: boolean) => void = () => {}): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | flags);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new Unreadable(WHY.EISDIR!);
    check(stat.isFile());
    if (stat.size > MOST_BYTES) throw new Unreadable(`it has ${stat.size} bytes; at most ${MOST_BYTES} are read`);
    return readWhole(file);
  } finally {
    closeSync(file);
  }
}

/** Reads to the end, at most MOST_BYTES; the size of a device or pipe as reported cannot be trusted. */
function readWhole(file: number): Uint8Array {
  const chunks: Buffer[] = [];
  for (let size = 0; ; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readSome(file, chunk);
    if (count === 0) return Buffer.concat(chunks, size);
    size += count;
    if (size > MOST_BYTES) throw new Unreadable(`it has more than ${MOST_BYTES} bytes; at most as many are read`);
    chunks.push(chunk.subarray(0, count));
  }
}

function readSome(file: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(file, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows reports the end of a pipe as an error.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, EMPTY_MS);
    }
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable(notUtf8(bytes), 'save it as UTF-8 in your editor');
  }
}

/** Message for text that is not UTF-8: `it is not UTF-8 text: byte 17, in line 2, is 0xe9`. */
function notUtf8(bytes: Uint8Array): string {
  const said = 'it is not UTF-8 text';
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return `${said}, but UTF-16`;
  const at = firstNotUtf8(bytes);
  let line = 1;
  for (let i = bytes.indexOf(0x0a); i !== -1 && i < at; i = bytes.indexOf(0x0a, i + 1)) line++;
  return `${said}: byte ${at + 1}, in line ${line}, is 0x${bytes[at]!.toString(16).padStart(2, '0')}`;
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

/** Index of the first byte that is not part of a valid character, by bisection. */
function firstNotUtf8(bytes: Uint8Array): number {
  const isText = (length: number, stream: boolean): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isText(middle, true)) good = middle;
    else bad = middle;
  }
  // Steps back over a character that was begun but not completed.
  while (!isText(good, false)) good--;
  return good;
}

/**
 * Files of parts of a run: a line of identification, a line of JSON, bytes, and the SHA-256 of all of these. A part is
 * written completely or not at all, so any part found can be read.
 */
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Faults } from '../diagnostic/diagnostic.ts';

const MAGIC = Buffer.from('runway part 1\n');
const DIGEST_BYTES = 32;
const CHUNK = 2 ** 20;

/** A part: `header` is its JSON; the bytes of its body are read on demand. */
export interface PartFile {
  readonly path: string;
  readonly header: object;
  /** `length` bytes of the body from byte `at` on. */
  body(at: number, length: number): Buffer;
  readonly bodyBytes: number;
}

/** SHA-256 of a text, in hexadecimal digits. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Writes a part, replacing any file of that name: under another name first, renamed when it is complete on disk. Throws
 * the errors of the file system, and leaves nothing then.
 */
export function writePart(path: string, header: object, body: Iterable<Uint8Array>): void {
  // Hidden: where this process is killed, `join part-*` does not find it. Tasks of two machines may have one number.
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  const file = openSync(beside, 'w');
  try {
    const hash = createHash('sha256');
    const add = (bytes: Uint8Array): void => writeAll(file, bytes, hash);
    add(MAGIC);
    add(Buffer.from(`${JSON.stringify(header)}\n`));
    for (const bytes of body) add(bytes);
    writeAll(file, hash.digest(), null);
    fsyncSync(file);
    closeSync(file);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeAll(file: number, bytes: Uint8Array, hash: Hash | null): void {
  hash?.update(bytes);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Reads a part and verifies its digest. Throws Faults where it cannot be read, is no part, or is damaged. */
export function readPart(path: string): PartFile {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : said(error));
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw unreadable(path, stat.isDirectory() ? 'it is a folder' : 'it is no ordinary file');
    const size = stat.size - DIGEST_BYTES;
    if (size < MAGIC.length || !bytesOf(file, 0, MAGIC.length).equals(MAGIC)) {
      throw unreadable(path, 'it is no part of a run', 'parts are what run and compare write with --shard 1/4 -o FILE');
    }
    const hash = createHash('sha256');
    for (let at = 0; at < size; at += CHUNK) hash.update(bytesOf(file, at, Math.min(CHUNK, size - at)));
    if (!hash.digest().equals(bytesOf(file, size, DIGEST_BYTES))) {
      throw unreadable(path, 'it is damaged: its digest is not that of its bytes', 'run its shard again');
    }
    const start = lineEnd(file, MAGIC.length, size);
    const header = parsed(bytesOf(file, MAGIC.length, start - MAGIC.length).toString());
    if (header === null) throw unreadable(path, 'it does not say of what it is a part', 'run its shard again');
    return { path, header, bodyBytes: size - start, body: (at, length) => bodyOf(path, start + at, length) };
  } catch (error) {
    if (error instanceof Faults) throw error;
    throw unreadable(path, said(error));
  } finally {
    closeSync(file);
  }
}

/** What a part says of itself; null where that is no object of JSON. */
function parsed(text: string): object | null {
  try {
    const header: unknown = JSON.parse(text);
    return typeof header === 'object' ? header : null;
  } catch {
    return null;
  }
}

/** Opens the file for each read, as there may be more parts than files may be open. */
function bodyOf(path: string, at: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    return bytesOf(file, at, length);
  } finally {
    closeSync(file);
  }
}

/** Position after the end of the line that begins at `at`. */
function lineEnd(file: number, at: number, size: number): number {
  for (let from = at; from < size; from += CHUNK) {
    const found = bytesOf(file, from, Math.min(CHUNK, size - from)).indexOf(0x0a);
    if (found !== -1) return from + found + 1;
  }
  return size;
}

function bytesOf(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const count = readSync(file, bytes, done, length - done, at + done);
    if (count === 0) throw new Error('it ends before it should');
    done += count;
  }
  return bytes;
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function unreadable(path: string, why: string, hint?: string): Faults {
  const fault = { severity: 'error', code: 'unreadable', place: null, message: `${path}: ${why}` } as const;
  return new Faults([hint === undefined ? fault : { ...fault, hint }]);
}

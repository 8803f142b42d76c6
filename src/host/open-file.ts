import { fstatSync, fsyncSync, ftruncateSync, readSync, writeSync } from 'node:fs';

/** All bytes of an open file, whatever its position. */
export function bytesOf(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size);
  let at = 0;
  while (at < bytes.length) {
    const count = readSync(file, bytes, at, bytes.length - at, at);
    if (count === 0) break;
    at += count;
  }
  return bytes.subarray(0, at);
}

/**
 * Replaces the content of an open file by the bytes, from the first to the last, and cuts off the rest. Returns when
 * they are on disk.
 */
export function overwrite(file: number, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at, bytes.length - at, at);
  if (fstatSync(file).size > bytes.length) ftruncateSync(file, bytes.length);
  fsyncSync(file);
}

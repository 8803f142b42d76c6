import { fstatSync, fsyncSync, ftruncateSync, readSync, writeSync } from 'node:fs';

/** All bytes of an open file, wherever it was read last. */
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
 * Writes the bytes over what an open file holds, from its first byte to its last, and cuts off what is left behind
 * them. Returns when they are on the disk.
 */
export function overwrite(file: number, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at, bytes.length - at, at);
  if (fstatSync(file).size > bytes.length) ftruncateSync(file, bytes.length);
  fsyncSync(file);
}

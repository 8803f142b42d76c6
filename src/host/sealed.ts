/**
 * Data that is kept in a file and trusted when it is read back: with a label that says what it is of, and a checksum,
 * for V8 would use damaged data as it is.
 */
import { statSync } from 'node:fs';

/** Bytes of what stands behind the data, in words of 4: the label, and the checksum of all before it. */
const LABEL = 124;
const CHECKSUM = 4;

/** The data as it goes to disk: in whole words of 4 bytes, the label, which may be 110 characters long, a checksum. */
export function seal(data: Buffer, label: string): Buffer {
  const sealed = Buffer.alloc(Math.ceil(data.length / 4) * 4 + LABEL + CHECKSUM);
  data.copy(sealed);
  const written = `${label} ${data.length}`;
  if (written.length > LABEL) throw new Error(`the label of what is kept has no room for "${written}"`);
  sealed.write(written.padEnd(LABEL), sealed.length - LABEL - CHECKSUM, 'latin1');
  sealed.writeInt32LE(checksum(sealed.subarray(0, -CHECKSUM)), sealed.length - CHECKSUM);
  return sealed;
}

/** The data that was sealed under this label; null where it was another, or the bytes are not what was sealed. */
export function unseal(sealed: Buffer, label: string): Buffer | null {
  const end = sealed.length - CHECKSUM;
  if (end < LABEL || end % 4 !== 0) return null;
  const written = sealed.toString('latin1', end - LABEL, end);
  if (!written.startsWith(`${label} `) || sealed.readInt32LE(end) !== checksum(sealed.subarray(0, end))) return null;
  return sealed.subarray(0, Number(written.slice(label.length + 1)));
}

/**
 * The Node that runs this. Releases of one V8 version differ in what V8 builds into itself, and so do two builds of one
 * release, which the size of the executable in bytes tells apart.
 */
export function thisNode(): string {
  return `${process.version} ${process.platform} ${process.arch} ${statSync(process.execPath).size}`;
}

/** FNV-1a, of words of 4 bytes as far as they go, then of bytes. */
export function checksum({ buffer, byteOffset, length }: Buffer): number {
  const words = new Int32Array(buffer, byteOffset, length >> 2);
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  for (const byte of new Uint8Array(buffer, byteOffset + words.byteLength, length & 3)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash;
}

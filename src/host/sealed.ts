/**
 * Data that is kept in a file and trusted when it is read back: with a label that says what it is of, and a checksum,
 * for V8 would use damaged data as it is.
 */
import { statSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes of what stands behind the data: the label, and the checksum of all before it. */
const LABEL = 124;
const CHECKSUM = 4;

/** The data as it goes to disk, the label, which may be 110 characters long, and a checksum. */
export function seal(data: Buffer, label: string): Buffer {
  const sealed = Buffer.alloc(data.length + LABEL + CHECKSUM);
  data.copy(sealed);
  const written = `${label} ${data.length}`;
  if (written.length > LABEL) throw new Error(`the label of what is kept has no room for "${written}"`);
  sealed.write(written.padEnd(LABEL), sealed.length - LABEL - CHECKSUM, 'latin1');
  sealed.writeUInt32LE(crc32(sealed.subarray(0, -CHECKSUM)), sealed.length - CHECKSUM);
  return sealed;
}

/** The data that was sealed under this label; null where it was another, or the bytes are not what was sealed. */
export function unseal(sealed: Buffer, label: string): Buffer | null {
  const end = sealed.length - CHECKSUM;
  if (end < LABEL) return null;
  const written = sealed.toString('latin1', end - LABEL, end);
  if (!written.startsWith(`${label} `) || sealed.readUInt32LE(end) !== crc32(sealed.subarray(0, end))) return null;
  return sealed.subarray(0, Number(written.slice(label.length + 1)));
}

/**
 * The Node that runs this. Releases of one V8 version differ in what V8 builds into itself, and so do two builds of one
 * release, which the size of the executable in bytes tells apart.
 */
export function thisNode(): string {
  return `${process.version} ${process.platform} ${process.arch} ${statSync(process.execPath).size}`;
}

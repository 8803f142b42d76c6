/**
 * Sealed data: bytes with a label of what they are, and a checksum, because V8 would use damaged cache data without
 * noticing.
 */
import { statSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes of the label after the data, and of the checksum over data and label. */
const LABEL = 124;
const CHECKSUM = 4;

/** Data with label (at most 110 characters) and checksum. */
export function seal(data: Buffer, label: string): Buffer {
  const sealed = Buffer.alloc(data.length + LABEL + CHECKSUM);
  data.copy(sealed);
  const written = `${label} ${data.length}`;
  if (written.length > LABEL) throw new Error(`the label of what is kept has no room for "${written}"`);
  sealed.write(written.padEnd(LABEL), sealed.length - LABEL - CHECKSUM, 'latin1');
  sealed.writeUInt32LE(crc32(sealed.subarray(0, -CHECKSUM)), sealed.length - CHECKSUM);
  return sealed;
}

/** The data sealed with this label; null where the label is another, or the checksum does not fit. */
export function unseal(sealed: Buffer, label: string): Buffer | null {
  const end = sealed.length - CHECKSUM;
  if (end < LABEL) return null;
  const written = sealed.toString('latin1', end - LABEL, end);
  if (!written.startsWith(`${label} `) || sealed.readUInt32LE(end) !== crc32(sealed.subarray(0, end))) return null;
  return sealed.subarray(0, Number(written.slice(label.length + 1)));
}

/**
 * Identity of the running Node. Releases with the same V8 version differ in built-in code, and so can two builds of one
 * release, which the size of the executable tells apart.
 */
export function thisNode(): string {
  return `${process.version} ${process.platform} ${process.arch} ${statSync(process.execPath).size}`;
}

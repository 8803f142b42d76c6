import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import { isHalfway } from './journal.ts';

/** Largest file that is opened, in bytes; what is read as a scenario is smaller still. */
const MAX_BYTES = 16_000_000;

function unreadable(name: string, why: string, hint?: string): Faults {
  const base = { severity: 'error', code: 'unreadable', place: null, message: `${name}: ${why}` } as const;
  return new Faults([hint === undefined ? base : { ...base, hint }]);
}

const WHY: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder, not a file',
};

/** The text of a file, or of standard input for `-`. Throws Faults where it cannot be read or is not UTF-8. */
export function readSource(path: string): Source {
  const name = path === '-' ? '(standard input)' : path;
  let bytes: Buffer;
  try {
    bytes = path === '-' ? readFileSync(0) : readWhole(path);
  } catch (error) {
    if (error instanceof Faults) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw unreadable(name, WHY[code ?? ''] ?? message);
  }
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw unreadable(name, 'it is not UTF-8 text', 'save it as UTF-8 in your editor');
  }
}

/** A save takes some milliseconds; one that goes on is waited for this often. */
const LOOKS = 200;
const PAUSE_MS = 5;

/** The bytes of a file that is halfway through no save. */
function readWhole(path: string): Buffer {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; looks < LOOKS; looks++) {
    const bytes = readSmallFile(path);
    if (!isHalfway(path, bytes)) return bytes;
    Atomics.wait(clock, 0, 0, PAUSE_MS);
  }
  throw unreadable(path, 'a save of it was cut off halfway', `runway open ${path} finishes it`);
}

function readSmallFile(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > MAX_BYTES) throw unreadable(path, `it has ${size} bytes; at most ${MAX_BYTES} are opened`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

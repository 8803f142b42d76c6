import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { Faults, type Source } from '../diagnostic/diagnostic.ts';

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
    bytes = path === '-' ? readFileSync(0) : readSmallFile(path);
  } catch (error) {
    if (error instanceof Faults) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw unreadable(name, WHY[code ?? ''] ?? message);
  }
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw unreadable(name, notText(bytes), 'save it as UTF-8 in your editor');
  }
}

/** Where bytes stop being UTF-8: the first of the character that is none, counted from 0, and its line. */
function notText(bytes: Buffer): string {
  const isText = (length: number, stream: boolean): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  // The longest beginning that some text may have, of which the last character may be unfinished.
  let [whole, broken] = [0, bytes.length + 1];
  while (broken - whole > 1) {
    const middle = (whole + broken) >>> 1;
    if (isText(middle, true)) whole = middle;
    else broken = middle;
  }
  let at = whole;
  while (!isText(at, false)) at--;
  let line = 1;
  for (let i = bytes.indexOf(0x0a); i !== -1 && i < at; i = bytes.indexOf(0x0a, i + 1)) line++;
  const byte = bytes[at]!.toString(16).toUpperCase().padStart(2, '0');
  return `it is not UTF-8 text: the byte ${byte} at offset ${at}, on line ${line}, begins no character`;
}

/** Throws Faults where standard input is given more than once: what is read of it the first time is gone. */
export function refuseSecondInput(paths: readonly string[]): void {
  if (paths.filter((path) => path === '-').length <= 1) return;
  const message = 'standard input (-) can be given once: it is read to its end, and there is no more';
  const hint = 'write one of the two to a file';
  throw new Faults([{ severity: 'error', code: 'usage', place: null, message, hint }]);
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

/**
 * A file written over a long time, which gets its name when it is complete. Until then its bytes are in `FILE.partial`.
 * `FILE.progress` has a line that identifies the content, then one for each time that all bytes so far were forced to
 * disk. A file broken off, by the end of the process or a loss of power, is continued from the last such line.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { takeLock } from './lock.ts';

/** Progress of a file: records and bytes written, and notes (texts of the writer) needed to go on after them. */
export interface Growth {
  readonly records: number;
  readonly bytes: number;
  readonly notes: readonly string[];
}

/**
 * A file to write, or why there is none: `broken`: an unfinished file exists and may not be continued; `other`: it
 * exists and has other content; `held`: another process writes it.
 */
export type Opened =
  | { readonly kind: 'open'; readonly file: GrowingFile }
  /** `partial`: path of the unfinished file; `records`: records in it. */
  | { readonly kind: 'broken' | 'other'; readonly partial: string; readonly records: number }
  | { readonly kind: 'held'; readonly why: string };

interface Step extends Growth {
  readonly isWhole?: boolean;
}

/** Content of `FILE.progress`; `lengths`: bytes of its first line, then of each step's line. */
interface SavedProgress {
  readonly digest: string | null;
  readonly steps: readonly Step[];
  readonly lengths: readonly number[];
}

const FORM = 'runway progress 1';
/** Milliseconds between two times that the file is forced to disk, from which it can be continued. */
const SYNC_MS = 1000;

const partialOf = (path: string): string => `${path}.partial`;
const progressOf = (path: string): string => `${path}.progress`;

/**
 * Opens a growing file: a new one or, with `resumes`, an unfinished one. `digest` identifies all that the bytes depend
 * on. Throws the errors of the file system.
 */
export function openGrowing(path: string, digest: string, resumes: boolean, syncMs = SYNC_MS): Opened {
  const lock = takeLock(`${path}.lock`);
  if (!lock.isTaken) return { kind: 'held', why: lock.heldBy };
  try {
    const before = readProgress(path);
    const partial = partialOf(path);
    // Without a record to continue from, an unfinished file of this program is made anew.
    const found = before?.digest != null && lastOf(before) === 0 ? null : before;
    if (found !== null && (!resumes || found.digest !== digest)) {
      lock.release();
      const records = lastOf(found);
      return { kind: resumes ? 'other' : 'broken', partial: existsSync(partial) ? partial : progressOf(path), records };
    }
    return { kind: 'open', file: new GrowingFile(path, digest, found, lock.release, syncMs) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The records of an unfinished file, from which it can be continued. */
const lastOf = ({ steps }: SavedProgress): number => steps.at(-1)?.records ?? 0;

/** Reads the progress of an unfinished file; null where there is no unfinished file worth keeping. */
function readProgress(path: string): SavedProgress | null {
  const nothing = { digest: null, steps: [], lengths: [] };
  const text = existsSync(progressOf(path)) ? readFileSync(progressOf(path), 'utf8') : '';
  // The last line may be cut off; the first is on disk before any byte of the file.
  const [head, ...lines] = text.split('\n').slice(0, -1);
  if (head === undefined) return existsSync(partialOf(path)) ? nothing : null;
  const { form, digest } = parsed(head) as { form?: string; digest?: string };
  if (form !== FORM || digest === undefined) return nothing;
  const steps: Step[] = [];
  const lengths = [Buffer.byteLength(head) + 1];
  for (const line of lines) {
    const step = parsed(line) as Partial<Step>;
    if (step.bytes === undefined) break;
    steps.push(step as Step);
    lengths.push(Buffer.byteLength(line) + 1);
  }
  return { digest, steps, lengths };
}

function parsed(line: string): object {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
}

/** Made by `openGrowing`. Its methods throw the errors of the file system; the file can be continued after them. */
export class GrowingFile {
  /** Progress when it was opened; `isWhole`: it was complete but for its name. */
  readonly before: Growth & { readonly isWhole: boolean };
  private records: number;
  private bytes: number;
  private notes: string[] = [];
  private readonly data: number;
  private readonly progress: number;
  private synced = performance.now();

  constructor(
    private readonly path: string,
    digest: string,
    found: SavedProgress | null,
    private readonly release: () => void,
    private readonly syncMs: number,
  ) {
    const steps = found?.steps ?? [];
    const isNamed = steps.at(-1)?.isWhole === true && !existsSync(partialOf(path)) && existsSync(path);
    this.progress = openSync(progressOf(path), found === null ? 'w' : 'r+');
    if (found === null) this.note({ form: FORM, digest });
    this.data = openSync(isNamed ? path : partialOf(path), 'a+');
    const size = fstatSync(this.data).size;
    const kept = steps.filter(({ bytes }) => bytes <= size);
    const last = kept.at(-1);
    this.records = last?.records ?? 0;
    this.bytes = last?.bytes ?? 0;
    this.before = {
      ...{ records: this.records, bytes: this.bytes, isWhole: last?.isWhole === true },
      notes: kept.flatMap(({ notes }) => notes),
    };
    // Bytes after the last step that is complete in both files were cut off, and are dropped.
    if (!isNamed) ftruncateSync(this.data, this.bytes);
    if (found === null) return;
    const lengths = found.lengths.slice(0, kept.length + 1);
    ftruncateSync(
      this.progress,
      lengths.reduce((a, b) => a + b, 0),
    );
  }

  /** Adds bytes with so many records, and the notes needed to go on after them. */
  add(bytes: Uint8Array, records: number, notes: readonly string[]): void {
    writeAll(this.data, bytes, null);
    this.bytes += bytes.length;
    this.records += records;
    this.notes.push(...notes);
    if (performance.now() - this.synced >= this.syncMs) this.sync();
  }

  /** Forces the bytes added to disk, and notes the step from which the file can be continued. */
  private sync(isWhole?: true): void {
    fsyncSync(this.data);
    const { records, bytes, notes } = this;
    this.note({ records, bytes, notes, ...(isWhole === undefined ? {} : { isWhole }) });
    this.notes = [];
    this.synced = performance.now();
  }

  private note(line: object): void {
    writeAll(this.progress, Buffer.from(`${JSON.stringify(line)}\n`), fstatSync(this.progress).size);
    fsyncSync(this.progress);
  }

  /** Gives the file its name, replacing any file of that name. */
  finish(): void {
    if (!this.before.isWhole) this.sync(true);
    closeSync(this.data);
    if (existsSync(partialOf(this.path))) renameSync(partialOf(this.path), this.path);
    closeSync(this.progress);
    rmSync(progressOf(this.path), { force: true });
    this.release();
  }

  /** Closes the file, to be continued later. */
  leave(): void {
    this.sync();
    this.close();
  }

  /** Deletes all of the unfinished file. */
  drop(): void {
    this.close();
    rmSync(partialOf(this.path), { force: true });
    rmSync(progressOf(this.path), { force: true });
  }

  /** Closes the file as it is. */
  close(): void {
    closeSync(this.data);
    closeSync(this.progress);
    this.release();
  }
}

/** Writes all bytes at a position, or with null at the end. */
function writeAll(file: number, bytes: Uint8Array, place: number | null): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(file, bytes, at, bytes.length - at, place === null ? null : place + at);
  }
}

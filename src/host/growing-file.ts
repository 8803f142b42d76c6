/**
 * A file that grows for a long time and takes its name when it is whole. Until then its bytes are in `FILE.partial`,
 * and `FILE.progress` says of what it is made and how far: a line for what it is, then one for each time that all bytes
 * before it were on the disk. What was broken off, by the end of the process or of the power, is continued from there.
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

/** How far a file is: its records and bytes, and what whoever makes it has to know to go on, a text a step. */
export interface Growth {
  readonly records: number;
  readonly bytes: number;
  readonly notes: readonly string[];
}

/** A file to go on with, or why there is none: what of it is there, or half a sentence. */
export type Opened =
  | { readonly kind: 'open'; readonly file: GrowingFile }
  /** A file that was broken off is there, and is not to be continued; or it is there and is not of this. */
  | { readonly kind: 'broken' | 'other'; readonly partial: string; readonly records: number }
  | { readonly kind: 'held'; readonly why: string };

interface Step extends Growth {
  readonly isWhole?: boolean;
}

/** What `FILE.progress` says, and how many of its bytes its first line has and then each step. */
interface Progress {
  readonly digest: string | null;
  readonly steps: readonly Step[];
  readonly lengths: readonly number[];
}

const FORM = 'runway progress 1';
/** What is written is on the disk, and can be continued from, as often. */
const SYNC_MS = 1000;

const partialOf = (path: string): string => `${path}.partial`;
const progressOf = (path: string): string => `${path}.progress`;

/**
 * Opens a file that grows: a new one, or with `resumes` one that was broken off. `digest` is of all that its bytes
 * depend on. Throws what the file system throws.
 */
export function openGrowing(path: string, digest: string, resumes: boolean, syncMs = SYNC_MS): Opened {
  const lock = takeLock(`${path}.lock`);
  if (!lock.isTaken) return { kind: 'held', why: lock.heldBy };
  try {
    const before = readProgress(path);
    const partial = partialOf(path);
    // Of what is this program's and has no record that could be continued from nothing is lost.
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

/** Records that a file has which was broken off, and which can be continued from. */
const lastOf = ({ steps }: Progress): number => steps.at(-1)?.records ?? 0;

/** What is said of a file that was broken off; null where there is none of which a byte is to be kept. */
function readProgress(path: string): Progress | null {
  const nothing = { digest: null, steps: [], lengths: [] };
  const text = existsSync(progressOf(path)) ? readFileSync(progressOf(path), 'utf8') : '';
  // The last line may have been cut off; the first is on the disk before there is any other byte.
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

/** Made by `openGrowing`. Its methods throw what the file system throws; what was written can be continued then. */
export class GrowingFile {
  /** How far it was when it was opened; `isWhole` where nothing but its name was missing. */
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
    found: Progress | null,
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
    // What comes after the last step that is whole in both files was cut off.
    if (!isNamed) ftruncateSync(this.data, this.bytes);
    if (found === null) return;
    const lengths = found.lengths.slice(0, kept.length + 1);
    ftruncateSync(
      this.progress,
      lengths.reduce((a, b) => a + b, 0),
    );
  }

  /** Adds bytes that hold so many records, and what has to be known to go on after them. */
  add(bytes: Uint8Array, records: number, notes: readonly string[]): void {
    writeAll(this.data, bytes, null);
    this.bytes += bytes.length;
    this.records += records;
    this.notes.push(...notes);
    if (performance.now() - this.synced >= this.syncMs) this.sync();
  }

  /** Has what was added on the disk, from where it is continued. */
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

  /** Gives the file its name, in place of what had it. */
  finish(): void {
    if (!this.before.isWhole) this.sync(true);
    closeSync(this.data);
    if (existsSync(partialOf(this.path))) renameSync(partialOf(this.path), this.path);
    closeSync(this.progress);
    rmSync(progressOf(this.path), { force: true });
    this.release();
  }

  /** Leaves it to be continued. */
  leave(): void {
    this.sync();
    this.close();
  }

  /** Takes away all that was made of it: nobody will continue it. */
  drop(): void {
    this.close();
    rmSync(partialOf(this.path), { force: true });
    rmSync(progressOf(this.path), { force: true });
  }

  /** Lets go of it as it is. */
  close(): void {
    closeSync(this.data);
    closeSync(this.progress);
    this.release();
  }
}

/** Writes all bytes, at a place or, by null, at the end. */
function writeAll(file: number, bytes: Uint8Array, place: number | null): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(file, bytes, at, bytes.length - at, place === null ? null : place + at);
  }
}

/**
 * Writes rows as they come: to standard output, or to a file that gets its name when it is complete and can be
 * continued before.
 */
import { setImmediate } from 'node:timers/promises';
import { grouped } from '../chart/money.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { visible } from '../diagnostic/escape.ts';
import { type GrowingFile, type Opened, openGrowing } from '../host/growing-file.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { Interrupted, LOOK_UP_MS } from './interrupt.ts';
import type { Io } from './io.ts';
import { Pieces } from './pieces.ts';
import { type RecordRow, type RowEncoder, type RowsDescription, textEncoder } from './row-encoder.ts';
import type { RowsAsked } from './rows-option.ts';
import { usage } from './usage.ts';

/** Rows made on demand; the same call always gives the same rows. */
export interface RowSource extends RowsDescription {
  /** Number of rows in all. */
  readonly count: number;
  /** A text that changes with anything that the bytes of the file depend on. */
  readonly digest: string;
  /** The rows from number `first` on, some at a time. */
  from(first: number): AsyncIterable<Iterable<RecordRow>>;
  /** Whether the work was interrupted, so that no more rows come. */
  isStopped(): boolean;
}

/**
 * Writes rows. Every `syncMs` milliseconds the file is forced to disk as far as it is. Throws Faults where an
 * unfinished file exists that is not, or cannot be, continued, and Interrupted.
 */
export async function writeRows(
  io: Io,
  { path, format, resumes }: RowsAsked,
  rows: RowSource,
  syncMs?: number,
  lookUpMs?: number,
) {
  const source = lookingUp(rows, lookUpMs);
  if (path === null) return printRowsOf(io, format as 'csv' | 'ndjson', source);
  try {
    const file = fileOf(path, openGrowing(path, source.digest, resumes, syncMs));
    return await fill(io, path, format, source, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UnwrittenError(error as NodeJS.ErrnoException, path);
  }
}

/** The same rows, up to an interrupt: without a pause it would not be seen until all rows at hand are written. */
const lookingUp = (source: RowSource, lookUpMs = LOOK_UP_MS): RowSource => ({
  ...source,
  async *from(first) {
    let seen = performance.now();
    for await (const some of source.from(first)) {
      yield some;
      if (performance.now() - seen < lookUpMs) continue;
      await setImmediate();
      if (source.isStopped()) return;
      seen = performance.now();
    }
  },
});

async function printRowsOf(io: Io, format: 'csv' | 'ndjson', source: RowSource): Promise<number> {
  const pieces = new Pieces(io.stdout);
  const encoder = textEncoder(format, source, false);
  const print = (encoded: ReturnType<RowEncoder['take']>): void => {
    if (encoded !== null) pieces.write(Buffer.from(encoded.bytes).toString());
  };
  let done = 0;
  for await (const some of source.from(0)) {
    for (const row of some) {
      encoder.add(row);
      done++;
      print(encoder.take());
    }
  }
  print(encoder.end());
  pieces.end();
  if (!source.isStopped()) return EXIT.done;
  throw new Interrupted(`${grouped(done)} of ${grouped(source.count)} rows`);
}

async function fill(
  io: Io,
  path: string,
  format: RowsAsked['format'],
  source: RowSource,
  file: GrowingFile,
): Promise<number> {
  const { before } = file;
  let done = before.records;
  try {
    if (!before.isWhole) {
      const encoder = await encoderOf(format, source, before);
      const add = (encoded: ReturnType<RowEncoder['take']>): void => {
        if (encoded !== null) file.add(encoded.bytes, encoded.rows, encoded.notes);
        done += encoded?.rows ?? 0;
      };
      for await (const some of source.from(before.records)) {
        for (const row of some) {
          encoder.add(row);
          add(encoder.take());
        }
      }
      add(source.isStopped() ? encoder.takeAll() : encoder.end());
    }
    if (!source.isStopped()) {
      file.finish();
      const from = before.records === 0 ? '' : `, ${grouped(before.records)} of them from before`;
      io.stdout.write(`${visible(path)}: ${grouped(done)} rows of ${source.columns.length} columns${from}\n`);
      return EXIT.done;
    }
  } catch (error) {
    // After Faults a continuation would fail again; after any other error it may succeed.
    if (error instanceof Faults) file.drop();
    else file.close();
    throw error;
  }
  if (done === 0) {
    file.drop();
    throw new Interrupted('nothing is kept');
  }
  file.leave();
  const kept = `${grouped(done)} of ${grouped(source.count)} rows are kept`;
  throw new Interrupted(`${kept}. With --resume the same command goes on`);
}

async function encoderOf(
  format: RowsAsked['format'],
  source: RowSource,
  before: GrowingFile['before'],
): Promise<RowEncoder> {
  if (format !== 'parquet') return textEncoder(format, source, before.bytes > 0);
  const { parquetEncoder } = await import('./parquet.ts');
  return parquetEncoder(source, before);
}

function fileOf(path: string, opened: Opened): GrowingFile {
  if (opened.kind === 'open') return opened.file;
  const refuse = (message: string, hint: string): never => {
    throw new Faults([usage(message, hint)]);
  };
  if (opened.kind === 'held') return refuse(`${path} is not written: ${opened.why}`, 'wait until it is done');
  const { partial, records } = opened;
  if (opened.kind === 'broken') {
    const message = `${partial} was broken off after ${grouped(records)} rows; it is as it was`;
    return refuse(message, 'with --resume it is continued, and without it and its .progress all is made anew');
  }
  const message = `${partial} is of another question, scenario, format or version; it is as it was`;
  return refuse(message, 'ask the same as then, or delete it and its .progress, or write to another file');
}

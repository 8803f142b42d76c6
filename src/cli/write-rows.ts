/** Rows as they come: to a file that takes its name when it is whole and can be continued, or to standard output. */
import { grouped } from '../chart/money.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { visible } from '../diagnostic/escape.ts';
import { type GrowingFile, type Opened, openGrowing } from '../host/growing-file.ts';
import type { RecordValue } from '../report/csv.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { Interrupted } from './interrupt.ts';
import type { Io } from './io.ts';
import { Pieces } from './pieces.ts';
import { type RowEncoder, type RowsTold, textEncoder } from './row-encoder.ts';
import type { RowsAsked } from './rows-option.ts';
import { usage } from './usage.ts';

type Row = readonly RecordValue[];

/** Rows that are made when they are asked for, always the same. */
export interface RowSource extends RowsTold {
  /** How many there are in all. */
  readonly count: number;
  /** A text of all that the bytes of a file of these rows depend on. */
  readonly digest: string;
  /** Some at a time, from row number `first` on. */
  from(first: number): AsyncIterable<Iterable<Row>>;
  /** Whether they were interrupted, and there are no more. */
  isStopped(): boolean;
}

/**
 * Writes rows. `syncMs` is how often a file is on the disk, so far as it is. Throws Faults where a file that was broken
 * off is there and is not, or cannot be, continued.
 */
export async function writeRows(io: Io, { path, format, resumes }: RowsAsked, source: RowSource, syncMs?: number) {
  if (path === null) return printRowsOf(io, format as 'csv' | 'ndjson', source);
  try {
    const file = fileOf(path, openGrowing(path, source.digest, resumes, syncMs));
    return await fill(io, path, format, source, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UnwrittenError(error as NodeJS.ErrnoException, path);
  }
}

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
    // What is at fault stays so; anything else may pass.
    if (error instanceof Faults) file.drop();
    else file.close();
    throw error;
  }
  if (done === 0) {
    file.drop();
    throw new Interrupted('no row was done, and nothing is kept');
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

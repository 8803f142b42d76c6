import { grouped } from '../chart/money.ts';
import type { Comparison } from '../report/comparison.ts';
import { csvRecord } from '../report/csv.ts';
import { jsonLines, longList } from '../report/stringify.ts';
import type { Compared } from '../report/variant.ts';
import type { Io } from './io.ts';
import { Pieces } from './pieces.ts';
import { isForPeople, type PageFormat, pageOf, printPage } from './print.ts';

export type CompareFormat = PageFormat | 'csv' | 'ndjson' | 'json';

/** Most rows of a table for people. */
export const MOST_ROWS = 10_000;

/** Variants to print as they come, the baseline first. */
export interface Printed<V extends Compared> {
  readonly comparison: Comparison<V>;
  readonly variants: AsyncIterable<V>;
  /** Names of the levers of all files. */
  readonly levers: readonly string[];
  /** The figure that variants are sorted by, as written, where it is not among those of every comparison; else null. */
  readonly figure: string | null;
  /** The first keys of the JSON object. */
  readonly head: object;
  /** Worlds simulated so far, over all variants. */
  readonly simulated: () => number;
  readonly isStopped: () => boolean;
}

/** Prints the variants; prints nothing where there are none. */
export async function printVariants<V extends Compared>(
  io: Io,
  format: CompareFormat,
  printed: Printed<V>,
): Promise<void> {
  if (isForPeople(format)) await printTable(io, format, printed);
  else await write(io, format, printed);
}

/** How far a stopped comparison came: `Stopped: 3 of 12 variants.` */
export const stoppedNote = (done: number, asked: number): string =>
  `Stopped: ${grouped(done)} of ${grouped(asked)} ${asked === 1 ? 'variant' : 'variants'}.`;

/** Prints a table, after the last variant: the widths of its columns depend on all rows. */
async function printTable<V extends Compared>(
  io: Io,
  format: PageFormat,
  { comparison, variants }: Printed<V>,
): Promise<void> {
  const all: V[] = [];
  for await (const variant of variants) all.push(variant);
  if (all.length > 0) printPage(io, format, comparison.page(all, pageOf(io).glyphs));
}

/** Writes each variant as soon as it is there. */
async function write<V extends Compared>(
  io: Io,
  format: 'csv' | 'ndjson' | 'json',
  printed: Printed<V>,
): Promise<void> {
  const pieces = new Pieces(io.stdout);
  const { start, row, end } = format === 'json' ? objectOf(printed) : recordsOf(format, printed);
  let baseline: V | null = null;
  for await (const variant of printed.variants) {
    if (baseline === null) pieces.write(start);
    baseline ??= variant;
    pieces.write(row(variant, baseline));
  }
  if (baseline !== null) pieces.write(end());
  pieces.end();
}

/** A text in three parts: before the variants, one piece for each variant, and after. */
interface Text<V> {
  readonly start: string;
  readonly row: (variant: V, baseline: V) => string;
  readonly end: () => string;
}

function recordsOf<V extends Compared>(format: 'csv' | 'ndjson', { comparison, levers, figure }: Printed<V>): Text<V> {
  const { columns, values } = comparison.records(levers, figure);
  const keys = columns.map(({ key }) => key);
  const line = format === 'csv' ? csvRecord : jsonLines(keys);
  return {
    start: format === 'csv' ? csvRecord(keys) : '',
    row: (variant, baseline) => line(values(variant, baseline)),
    end: () => '',
  };
}

function objectOf<V extends Compared>({ comparison, head, simulated, isStopped }: Printed<V>): Text<V> {
  return {
    start: longList.start(head, 'variants'),
    row: (variant, baseline) => longList.entry(comparison.json(variant, baseline), variant === baseline),
    end: () => longList.end({ simulated: simulated() || undefined, stopped: isStopped() || undefined }),
  };
}

/** A CSV file as cells with their places. */
import { type CsvError, parse } from 'csv-parse/sync';
import { type Diagnostic, Faults, type Place, type Source } from '../diagnostic/diagnostic.ts';

export interface CsvRow {
  readonly cells: readonly string[];
  /** The line of the file in which the row ends, from 1. */
  readonly line: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * The delimiter: of the candidates the one that occurs, outside of quotes, in most of the first 40 lines; of equal ones
 * the more frequent.
 */
function delimiterOf(text: string): string {
  const lines = text.split(/\r\n?|\n/, 40).map((line) => line.replace(/"[^"]*"/g, ''));
  const count = (mark: string): number[] => {
    const each = lines.map((line) => line.split(mark).length - 1);
    return [each.filter((n) => n > 0).length, Math.max(...each)];
  };
  const isMore = ([a, b]: readonly number[], [c, d]: readonly number[]): boolean => a! > c! || (a === c && b! > d!);
  return DELIMITERS.reduce((best, mark) => (isMore(count(mark), count(best)) ? mark : best));
}

/** The rows that are not empty. Throws Faults where the file cannot be parsed. */
export function readCsv(source: Source): CsvRow[] {
  try {
    const rows = parse(source.text, {
      ...{ delimiter: delimiterOf(source.text), relax_column_count: true, skip_empty_lines: true, trim: true },
      info: true,
    }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
    return rows
      .map(({ record, info }) => ({ cells: record, line: info.lines }))
      .filter((row) => row.cells.some(Boolean));
  } catch (error) {
    const { lines = 1, message } = error as CsvError & { readonly lines?: number };
    throw new Faults([faultIn(source, lines, '', `the table cannot be read: ${message}`)]);
  }
}

/** The place of a cell in a line; the whole line where the cell's text is not found in it. */
export function placeOfCell(source: Source, line: number, cell: string): Place {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const next = source.text.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  const newline = source.text.indexOf('\n', start);
  const end = newline === -1 ? source.text.length : newline;
  const at = cell === '' ? -1 : source.text.slice(start, end).indexOf(cell);
  return at === -1 ? { source, start, end } : { source, start: start + at, end: start + at + cell.length };
}

/** A fault at a cell of a line. */
export function faultIn(source: Source, line: number, cell: string, message: string, hint?: string): Diagnostic {
  const base = { severity: 'error', code: 'bad-value', place: placeOfCell(source, line, cell), message } as const;
  return hint === undefined ? base : { ...base, hint };
}

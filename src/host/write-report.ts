/** A report in its file: a new one takes the place of an older report, and of nothing else. */
import { existsSync } from 'node:fs';
import { readContent } from './read.ts';
import { writeOver } from './write.ts';
import { writeNew } from './write-new.ts';

/** The line by which a file is known as a report, in HTML and in Markdown. */
export const REPORT_MARK = '<!-- runway report -->';
/** Characters within which it stands. */
const HEAD = 100;

export type ReportWritten =
  | { readonly kind: 'written' }
  /** Something else of that name is there; it is as it was. */
  | { readonly kind: 'other' }
  | { readonly kind: 'failed'; readonly why: string };

/** Writes the report whole or not at all. */
export function writeReport(path: string, text: string): ReportWritten {
  if (!existsSync(path)) {
    const written = writeNew(path, text);
    return written.kind === 'there' ? { kind: 'other' } : written;
  }
  const before = readContent(path);
  if ('fault' in before || !before.text.slice(0, HEAD).includes(REPORT_MARK)) return { kind: 'other' };
  const written = writeOver(path, before.text, text);
  return written.kind === 'changed' ? { kind: 'other' } : written;
}

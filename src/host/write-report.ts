/** Writing a report: it may replace an older report, and no other file. */
import { existsSync } from 'node:fs';
import { readContent } from './read.ts';
import { writeOver } from './write.ts';
import { writeNew } from './write-new.ts';

/** The line that identifies a file as a report, in HTML and in Markdown. */
export const REPORT_MARK = '<!-- runway report -->';
/** Characters at the beginning of a file within which that line must be. */
const HEAD = 100;

export type ReportWritten =
  | { readonly kind: 'written' }
  /** A file of that name exists that is no report; it is unchanged. */
  | { readonly kind: 'other' }
  | { readonly kind: 'failed'; readonly why: string };

/** Writes the report, completely or not at all. */
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

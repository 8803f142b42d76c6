/** Output of a page that may be a file: HTML or Markdown by the ending of its name, else printed. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { visible } from '../diagnostic/escape.ts';
import { REPORT_MARK, writeReport } from '../host/write-report.ts';
import { pageMarkdown, type Section } from '../report/page.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';
import { type PageFormat, pageOf, printPage } from './print.ts';
import { usage, usageOf } from './usage.ts';

export type ReportFormat = PageFormat | 'html';

/** The format by the ending of a file name; null where it has no known one. */
export function formatByName(path: string): ReportFormat | null {
  if (/\.html?$/i.test(path)) return 'html';
  return /\.(?:md|markdown)$/i.test(path) ? 'md' : null;
}

/** The format: that of `--format`, else by the ending of the file name; a fault where neither gives one. */
export function reportFormat(
  output: string | undefined,
  format: ReportFormat | undefined,
  faults: Diagnostic[],
): ReportFormat {
  if (format === 'table' && output !== undefined) {
    const message = 'a table is for a terminal; a file is HTML or Markdown';
    faults.push(usageOf('--format', format, message, '--format html, or md'));
  }
  if (format !== undefined) return format;
  if (output === undefined) return 'table';
  const named = formatByName(output);
  if (named === null) {
    const hint = 'as in -o report.html, -o report.md, or with --format html';
    faults.push(usageOf('--output', output, 'the name says neither HTML nor Markdown', hint));
  }
  return named ?? 'html';
}

/**
 * Prints the page, or writes it to the file, and returns the exit status. Throws Faults where the file exists and is no
 * report.
 */
export async function putReport(
  io: Io,
  sections: readonly Section[],
  title: string,
  { format, output }: { readonly format: ReportFormat; readonly output: string | undefined },
): Promise<number> {
  if (format === 'table') {
    printPage(io, format, sections);
    return EXIT.done;
  }
  const text = format === 'html' ? await htmlOf(sections, title) : markdownOf(io, sections);
  if (output === undefined) {
    io.stdout.write(text);
    return EXIT.done;
  }
  const written = writeReport(output, text);
  if (written.kind === 'failed') {
    io.stderr.write(`runway: ${visible(written.why)}\n`);
    return EXIT.unwritten;
  }
  if (written.kind === 'other') {
    const message = `${output} is there already and is no report; it is as it was`;
    const hint = 'a report takes the place of a report alone: give it another name';
    throw new Faults([usage(message, hint)]);
  }
  io.stdout.write(`${visible(`Written: ${output}`)}\n`);
  return EXIT.done;
}

const markdownOf = (io: Io, sections: readonly Section[]): string =>
  `${REPORT_MARK}\n\n${pageMarkdown(sections, pageOf(io).glyphs)}`;

async function htmlOf(sections: readonly Section[], title: string): Promise<string> {
  const { pageHtml } = await import('../report/html/page-html.ts');
  return pageHtml(sections, title, REPORT_MARK);
}

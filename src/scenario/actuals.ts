/** What happened, month by month: the section `actuals`. */
import { formatMonth, type Month, parseMonth } from '../formula/month.ts';
import type { Fields } from './fields.ts';
import { measureText, type Named, readMeasure } from './figure.ts';
import type { Actual, ActualFigure } from './scenario.ts';

/** Keys of a month that are no measures. */
const WORDS = new Set(['note', 'source']);

/** Reads what the file says of each month, in the order of months. Faults go to the reader's collector. */
export function readActuals(fields: Fields, known: Named): Map<Month, Actual> {
  const found: Actual[] = [];
  for (const key of fields.keys(['actuals'])) {
    const place = fields.reader.keyPlace(['actuals', key]);
    const month = parseMonth(key);
    if (month === null) {
      const message = `"${key}" is no month; actuals are told by month, YYYY-MM, from 1900-01 to 2199-12`;
      fields.fault('bad-value', place, message, 'as in actuals: {2026-01: {cash: 3.1M, revenue: 80k}}');
    }
    const actual = readMonth(fields, key, month ?? 0, known);
    if (month !== null) found.push(actual);
  }
  return new Map(found.sort((a, b) => a.month - b.month).map((actual) => [actual.month, actual]));
}

function readMonth(fields: Fields, key: string, month: Month, known: Named): Actual {
  const { reader } = fields;
  const path = ['actuals', key];
  const figures = new Map<string, ActualFigure>();
  for (const written of fields.keys(path)) {
    if (WORDS.has(written)) continue;
    const place = reader.keyPlace([...path, written]);
    const { measure, of, over, isKnown, needsMonths } = readMeasure(written, place, reader.faulty, known);
    const value = reader.constant([...path, written]);
    const name = measureText({ measure, of, over });
    if (!isKnown) continue;
    if (over !== 'plain' || !needsMonths) {
      const what = over === 'plain' ? 'is of the whole world' : 'is taken over several months';
      const hint =
        'actuals are measures of one month, lines, or measures of a creditor: cash, revenue, overdue("cloud")';
      fields.fault('unknown-measure', place, `${name} ${what}, and is no actual of ${formatMonth(month)}`, hint);
    } else if (figures.has(name)) {
      fields.fault('duplicate-key', place, `${name} stands twice in actuals.${key}`);
    } else figures.set(name, { measure, of, value, place: reader.place([...path, written]) });
  }
  const word = (name: string): string | null => fields.text([...path, name]).trim() || null;
  const source = word('source');
  const sources = new Set(fields.keys(['sources']));
  if (source !== null && !sources.has(source))
    reader.faulty.unknown('source', source, sources, reader.place([...path, 'source']));
  return { month, figures, note: word('note'), source };
}

import { type Month, parseMonth } from '../formula/month.ts';
import { readMeasure } from './figure.ts';
import { constantOf, type FormulaReader } from './formulas.ts';
import type { Bound, Entry, Expectation } from './scenario.ts';

interface Raw {
  readonly measure: string;
  readonly at?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly at_least?: string | undefined;
  readonly at_most?: string | undefined;
  readonly about?: string | undefined;
  readonly worlds?: string | undefined;
}

export interface Measurable {
  readonly lines: ReadonlySet<string>;
  readonly creditors: ReadonlySet<string>;
  /** First and last month of the scenario. */
  readonly first: Month;
  readonly last: Month;
}

/** Reads an entry of `checks` or of `reported`: its measure, its months and its bounds. */
export function readExpectation(
  raw: Raw,
  entry: Entry,
  path: readonly string[],
  reader: FormulaReader,
  known: Measurable,
): Expectation {
  const place = reader.place([...path, 'measure']);
  const { unit, isKnown, needsMonths, ...asked } = readMeasure(raw.measure, place, reader.faulty, known);
  const { from, to } = readMonths(raw, path, reader, asked.over === 'plain' ? needsMonths && isKnown : known);
  const bound = (key: 'about' | 'at_least' | 'at_most') =>
    raw[key] === undefined
      ? null
      : readBound(raw[key], [...path, key], reader, unit === 'month' && asked.over === 'plain');
  const bounds = { about: bound('about'), atLeast: bound('at_least'), atMost: bound('at_most') };
  if (raw.about === undefined && raw.at_least === undefined && raw.at_most === undefined) {
    const message = `${path.join('.')} says nothing of the measure; at_least or at_most is required`;
    reader.faulty.report('missing-key', reader.keyPlace(path), message);
  }
  const worlds = raw.worlds === undefined ? 0 : reader.constant([...path, 'worlds']);
  if (!Number.isInteger(worlds) || worlds < 0 || worlds > 1e7) {
    reader.faulty.report('bad-value', reader.place([...path, 'worlds']), 'worlds is a whole number from 0 to 10M');
  }
  return { ...entry, ...asked, from, to, ...bounds, worlds };
}

/**
 * The months that an entry asks for; null: none. `needs` says whether it must give some. For a function over all months
 * it gives the scenario's months instead, to which one end alone is completed.
 */
function readMonths(
  raw: Raw,
  path: readonly string[],
  reader: FormulaReader,
  needs: boolean | Measurable,
): { from: Month | null; to: Month | null } {
  const month = (text: string | undefined) => (text === undefined ? null : parseMonth(text));
  const at = month(raw.at);
  let from = at ?? month(raw.from);
  let to = at ?? month(raw.to) ?? (typeof needs === 'boolean' ? from : null);
  if (typeof needs !== 'boolean' && (from !== null || to !== null)) {
    // `from` alone goes on to the scenario's last month, `to` alone begins with its first.
    from ??= Math.min(needs.first, to!);
    to ??= Math.max(needs.last, from);
  }
  const place = reader.keyPlace(path);
  if (raw.at !== undefined && (raw.from !== undefined || raw.to !== undefined)) {
    reader.faulty.report(
      'bad-dates',
      place,
      `${path.join('.')} has both at and from or to`,
      'at is one month; from and to are several',
    );
  } else if (needs === true && (from === null || to === null)) {
    reader.faulty.report(
      'missing-key',
      place,
      `${path.join('.')} has a measure by month and no month`,
      'add at: 2024-03, or from: and to:; or ask for all months: min(…), max(…) or mean(…)',
    );
  } else if (from !== null && to !== null && to < from) {
    reader.faulty.report('bad-dates', place, `${path.join('.')} ends before it begins`);
  }
  return { from, to };
}

function readBound(text: string, path: readonly string[], reader: FormulaReader, isMonth: boolean): Bound | null {
  if (isMonth) {
    const month = parseMonth(text.trim());
    if (month !== null) return { number: null, month };
    reader.faulty.report('bad-value', reader.place(path), `the measure is a month, and "${text}" is none (YYYY-MM)`);
    return null;
  }
  return { number: constantOf(reader.formula(path), reader.faulty), month: null };
}

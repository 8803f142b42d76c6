/** Reads the section `actuals`: the figures that were reported of past months. */
import { formatMonth, type Month, parseMonth } from '../formula/month.ts';
import type { Fields } from './fields.ts';
import { measureText, type Named, readMeasure } from './figure.ts';
import type { Actual, ActualFigure, FigureAsked, Scenario } from './scenario.ts';

/** The keys of a month that name no measure. */
const WORDS = new Set(['note', 'source']);

/** Reads the actual figures of each month, in the order of months. Faults go to the reader's collector. */
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

/** The company's balances that a scenario takes over where it goes on from its actuals; below, those of a creditor. */
const OF_COMPANY: readonly string[] = ['cash', 'receivable', 'debt'];
const OF_CREDITOR: readonly string[] = ['overdue', 'due_later'];

/** Whether a scenario that goes on from its actuals takes this figure over: of a line, or one of the balances above. */
export function isTakenOver(
  { revenue, costs }: Pick<Scenario, 'revenue' | 'costs'>,
  { measure, of }: Pick<FigureAsked, 'measure' | 'of'>,
): boolean {
  if (of !== null) return OF_CREDITOR.includes(measure);
  return OF_COMPANY.includes(measure) || revenue.has(measure) || costs.has(measure);
}

/** Names of the figures that past months report, each once: those that the scenario takes over, and those it leaves. */
export function takenOver(scenario: Scenario): { readonly taken: readonly string[]; readonly left: readonly string[] } {
  const { start, past, actuals } = scenario;
  const before = [...actuals.values()].filter(({ month }) => month < start && month >= start - (past?.months ?? 0));
  const named = new Map(before.flatMap(({ figures }) => [...figures]));
  const [taken, left]: [string[], string[]] = [[], []];
  for (const [name, figure] of named) (isTakenOver(scenario, figure) ? taken : left).push(name);
  return { taken, left };
}

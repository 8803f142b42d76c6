/**
 * A target as text: `MEASURE[@MONTH | @FROM..TO] >= VALUE`, or `<=`; the measure is written as in the file's `checks`.
 */
import { Faults, type Place, type Source, type Span } from '../diagnostic/diagnostic.ts';
import { formatMonth, parseMonth } from '../formula/month.ts';
import { type Named, readMeasure } from './figure.ts';
import { constantOf, Faulty, readFormula, readMonths } from './formulas.ts';
import type { Unit } from './measure-names.ts';
import type { Bound, FigureAsked, Scenario } from './scenario.ts';

export interface Target extends FigureAsked {
  readonly text: string;
  /** `>=` sets this bound, `<=` the other; the one not set is null. */
  readonly atLeast: Bound | null;
  readonly atMost: Bound | null;
}

const FORM = 'a target is MEASURE >= VALUE or MEASURE <= VALUE';
const EXAMPLES = 'as in "survival >= 80%", "min(cash)@2024-01..2024-12 >= 1M", "failure >= 2025-01"';

/** Reads a target of a scenario. Throws Faults, all of them, with their places in the source. */
export function readTarget(source: Source, scenario: Scenario): Target {
  const faulty = new Faulty();
  const target = read(source, scenario, faulty);
  if (target === null || faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return target;
}

function read(source: Source, scenario: Scenario, faulty: Faulty): Target | null {
  const { text } = source;
  const whole = { start: 0, end: text.length };
  const signs = [...text.matchAll(/[<>=≥≤!]+/g)];
  const sign = signs[0];
  if (sign === undefined || signs.length > 1) {
    faulty.report('usage', placeOf(source, whole), `${FORM}; "${text.trim()}" is none`, EXAMPLES);
    return null;
  }
  const [start, end] = [sign.index, sign.index + sign[0].length];
  if (sign[0] !== '>=' && sign[0] !== '<=') {
    const way = /[<≤]/.test(sign[0]) ? '<=' : '>=';
    const hint = `write ${text.slice(0, start).trim()} ${way} ${text.slice(end).trim()}`;
    faulty.report('usage', placeOf(source, { start, end }), `${FORM}; "${sign[0]}" is neither`, hint);
    return null;
  }
  const { unit, ...asked } = readAsked(source, { start: 0, end: start }, scenario, faulty);
  const bound = readBound(
    source,
    trimmed(text, { start: end, end: text.length }),
    { unit, currency: scenario.currency },
    faulty,
  );
  const isLeast = sign[0] === '>=';
  return { ...asked, text: text.trim(), atLeast: isLeast ? bound : null, atMost: isLeast ? null : bound };
}

/** Months written in the wrong place, as a second argument: `min(cash, 2024-01..2024-06)`. */
const MONTHS_WITHIN = /^(min|max|mean)\((.+?)\s*,\s*(\d{4}-\d\d(?:\.\.\d{4}-\d\d)?)\s*\)$/;

/** Reads a figure at `span`: `MEASURE[@MONTH | @FROM..TO]`. Faults go to `faulty`. */
function readAsked(
  source: Source,
  span: Span,
  scenario: Scenario,
  faulty: Faulty,
): FigureAsked & { readonly unit: Unit } {
  const { text } = source;
  const { start, end } = span;
  const at = text.slice(start, end).indexOf('@');
  const measured = trimmed(text, { start, end: at === -1 ? end : at });
  const known: Named = {
    lines: new Set([...scenario.revenue.keys(), ...scenario.costs.keys()]),
    creditors: new Set(scenario.creditors.keys()),
  };
  const asWritten = text.slice(measured.start, measured.end);
  const place = placeOf(source, measured.end > measured.start ? measured : { start: 0, end: text.length });
  const [, over, inner, within] = MONTHS_WITHIN.exec(asWritten) ?? [];
  const written = over === undefined ? asWritten : `${over}(${inner})`;
  if (over !== undefined) {
    const message = `months stand behind ${over}(…), not in it`;
    faulty.report('usage', place, message, `write ${written}@${within}`);
  }
  const { unit, isKnown, needsMonths, ...asked } = readMeasure(written, place, faulty, known);
  const months = at === -1 ? NO_MONTHS : monthsIn(source, trimmed(text, { start: at + 1, end }), scenario, faulty);
  if (isKnown && over === undefined)
    checkMonths(source, { measured, at: { start: Math.max(0, at), end } }, faulty, {
      ...{ written, needs: needsMonths && asked.over === 'plain', has: at !== -1 },
      takes: needsMonths || asked.measure === 'survival',
    });
  return { ...asked, ...months, unit };
}

/** Reads a figure of a scenario, written as in a target: `cash@2024-06`, `survival`. Throws Faults, all of them. */
export function readFigure(source: Source, scenario: Scenario): FigureAsked {
  const faulty = new Faulty();
  const { unit: _, ...figure } = readAsked(source, { start: 0, end: source.text.length }, scenario, faulty);
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return figure;
}

const NO_MONTHS: Pick<FigureAsked, 'from' | 'to'> = { from: null, to: null };

const placeOf = (source: Source, span: Span): Place => ({ source, start: span.start, end: span.end });

/** The span without the blanks at its ends. */
function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}

/** Reads the months at `span`, `2024-01` or `2024-01..2024-12`. They must be simulated; faults go to `faulty`. */
function monthsIn(
  source: Source,
  span: Span,
  { start, months }: Scenario,
  faulty: Faulty,
): Pick<FigureAsked, 'from' | 'to'> {
  const { from, until } = readMonths(source, span, faulty);
  const last = start + months - 1;
  const outside = [from, until].find((month) => month !== null && (month < start || month > last));
  if (outside != null) {
    const message = `${formatMonth(outside)} is not simulated: months go from ${formatMonth(start)} to ${formatMonth(last)}`;
    faulty.report('bad-dates', placeOf(source, span), message, outside > last ? 'more months: --months N' : undefined);
  }
  return { from, to: until ?? from };
}

/** Checks that a measure by month has months, and that one of the world as a whole has none. */
function checkMonths(
  source: Source,
  { measured, at }: { readonly measured: Span; readonly at: Span },
  faulty: Faulty,
  measure: { readonly written: string; readonly needs: boolean; readonly takes: boolean; readonly has: boolean },
): void {
  const { written, needs, takes, has } = measure;
  if (needs && !has) {
    const hint = `as in ${written}@2024-03, or over all months min(${written}), max(${written}) or mean(${written})`;
    faulty.report(
      'missing-key',
      placeOf(source, measured),
      `${written} is a measure by month, and no month is given`,
      hint,
    );
  }
  if (!takes && has) {
    const message = `${written} is of the whole world and takes no month`;
    faulty.report('usage', placeOf(source, at), message, `write ${written}`);
  }
}

function readBound(
  source: Source,
  span: Span,
  { unit, currency }: { readonly unit: Unit; readonly currency: string },
  faulty: Faulty,
): Bound | null {
  const text = source.text.slice(span.start, span.end);
  const place = placeOf(source, span);
  if (text === '') {
    faulty.report(
      'usage',
      placeOf(source, { start: 0, end: source.text.length }),
      `${FORM}; no value is given`,
      EXAMPLES,
    );
    return null;
  }
  if (unit === 'month') {
    const month = parseMonth(text);
    if (month !== null) return { number: null, month };
    faulty.report('bad-value', place, `the measure is a month, and "${text}" is none (YYYY-MM)`);
    return null;
  }
  const before = faulty.diagnostics.length;
  const number = constantOf(readFormula(source, span, currency, faulty), faulty);
  if (unit === 'share' && (number < 0 || number > 1) && faulty.diagnostics.length === before) {
    const hint = number > 1 && number <= 100 && !text.includes('%') ? `write ${text}%` : undefined;
    faulty.report('bad-value', place, `a share is from 0% to 100%, and ${text} is not`, hint);
  }
  return { number, month: null };
}

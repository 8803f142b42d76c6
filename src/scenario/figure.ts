/**
 * Measures as a person writes them: `runway`, `cash`, `min(cash)`, `owed("cloud")`, `max(owed("cloud"))`; and their
 * entries in the tables of `measure-names.ts`.
 */
import type { Place } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { formatMonth } from '../formula/month.ts';
import type { Faulty } from './formulas.ts';
import {
  CREDITOR,
  CREDITOR_NAMES,
  isCreditorName,
  isMonthlyName,
  isWorldName,
  type Measure,
  MONTHLY,
  MONTHLY_NAMES,
  type MonthlyMeasure,
  type Unit,
  WORLD,
  WORLD_NAMES,
} from './measure-names.ts';
import type { FigureAsked, Scenario } from './scenario.ts';

/** The names of a scenario that can be measured beside the measures of `measure-names.ts`. */
export interface Named {
  readonly lines: ReadonlySet<string>;
  readonly creditors: ReadonlySet<string>;
}

/** A measure read from text, with the unit of its values. */
export interface ReadMeasure extends Pick<FigureAsked, 'measure' | 'of' | 'over'> {
  readonly unit: Unit;
  /** False where there is no such measure, which is reported. */
  readonly isKnown: boolean;
  /** Whether it has a value only for given months. */
  readonly needsMonths: boolean;
}

const OVER = /^(min|max|mean)\((.*)\)$/s;

/** Reads a measure. Faults are reported at `place`. */
export function readMeasure(text: string, place: Place, faulty: Faulty, known: Named): ReadMeasure {
  const match = OVER.exec(text.trim());
  const over = (match?.[1] as 'min' | 'max' | 'mean' | undefined) ?? 'plain';
  const found = readPlain(match?.[2] ?? text, place, faulty, known);
  if (over === 'plain' || found.needsMonths) return { ...found, over };
  const { measure } = found;
  const message = `${over}(…) is taken over the months of a measure by month, and ${measure} is of the whole world`;
  faulty.report('unknown-measure', place, message, `write measure: ${measure}`);
  return { ...found, over };
}

const CALL = /^([a-z_]+)\(\s*(?:"([^"]*)"|'([^']*)')\s*\)$/;

function readPlain(text: string, place: Place, faulty: Faulty, known: Named): Omit<ReadMeasure, 'over'> {
  const call = CALL.exec(text.trim());
  if (call !== null) {
    const measure = call[1]!;
    const of = call[2] ?? call[3] ?? '';
    if (!known.creditors.has(of)) faulty.unknown('creditor', of, known.creditors, place);
    if (isCreditorName(measure)) return { measure, of, unit: CREDITOR[measure].unit, isKnown: true, needsMonths: true };
    const message = `there is no measure ${measure} of a creditor${didYouMean(measure, CREDITOR_NAMES)}`;
    faulty.report('unknown-measure', place, message, `measures of a creditor: ${CREDITOR_NAMES.join(', ')}`);
    return { measure, of, unit: 'money', isKnown: false, needsMonths: true };
  }
  const measure = text.trim();
  if (isWorldName(measure)) return { measure, of: null, unit: WORLD[measure].unit, isKnown: true, needsMonths: false };
  if (isMonthlyName(measure))
    return { measure, of: null, unit: MONTHLY[measure].unit, isKnown: true, needsMonths: true };
  if (known.lines.has(measure)) return { measure, of: null, unit: 'money', isKnown: true, needsMonths: true };
  const all = [...WORLD_NAMES, ...MONTHLY_NAMES, ...known.lines];
  const message = `there is no measure "${measure}"${didYouMean(measure, all)}`;
  const hint = `measures: ${all.join(', ')}; owed("creditor"), …; min(cash), max(…), mean(…)`;
  faulty.report('unknown-measure', place, message, hint);
  return { measure, of: null, unit: 'money', isKnown: false, needsMonths: true };
}

/**
 * The table's entry of a measure by month: of a creditor's where `of` names one, else of the company's. Null for lines
 * and for measures of the world as a whole.
 */
function monthlyOf(measure: string, of: string | null): MonthlyMeasure | null {
  if (of !== null) return isCreditorName(measure) ? CREDITOR[measure] : null;
  return isMonthlyName(measure) ? MONTHLY[measure] : null;
}

/** Whether a measure is a balance, which over several months is taken at the last of them. Lines are flows. */
export const isBalance = (measure: string, of: string | null): boolean => monthlyOf(measure, of)?.kind === 'balance';

/** The table's entry of a figure. A line has none, so one is made: money, more is better in revenue, less in costs. */
export function measureOf(
  scenario: Pick<Scenario, 'revenue'>,
  { measure, of }: Pick<FigureAsked, 'measure' | 'of'>,
): Measure {
  if (of === null && isWorldName(measure)) return WORLD[measure];
  const isRevenue = scenario.revenue.has(measure);
  const label = measure.replaceAll('_', ' ');
  return monthlyOf(measure, of) ?? { unit: 'money', better: isRevenue ? 'more' : 'less', label, means: 'a line' };
}

/** A measure as a person writes it: `min(owed("cloud"))`. */
export function measureText({ measure, of, over }: Pick<FigureAsked, 'measure' | 'of' | 'over'>): string {
  const plain = of === null ? measure : `${measure}("${of}")`;
  return over === 'plain' ? plain : `${over}(${plain})`;
}

/** A figure as a person writes it: `cash@2024-01..2024-12`. */
export function figureText(figure: FigureAsked): string {
  const { from, to } = figure;
  if (from === null || to === null) return measureText(figure);
  const months = from === to ? formatMonth(from) : `${formatMonth(from)}..${formatMonth(to)}`;
  return `${measureText(figure)}@${months}`;
}

/**
 * The register of figures: how each measure of the vocabulary is read, from a case, from the summary of many worlds,
 * and from the numbers of each world. A measure is added by its entry in `scenario/measure-names.ts` and, where it is
 * of the world as a whole, one here.
 */
import {
  type Case,
  creditorSeries,
  lineSeries,
  type Measures,
  type MonthSpread,
  type Spread,
  type Worlds,
} from '../engine/answers.ts';
import type { Numbers, NumberWanted, Window } from '../engine/ask.ts';
import type { Month } from '../formula/month.ts';
import { isBalance, measureOf } from '../scenario/figure.ts';
import { isCreditorName, isMonthlyName, isWorldName, WORLD, type WorldName } from '../scenario/measure-names.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';

/** What a measure came to: a number, a month, or null where it does not occur. */
export type MeasureValue = { readonly number: number } | { readonly month: Month } | null;

/** Over worlds: a share of them, or mean and percentiles. Months as t. */
export type OverWorlds = number | Spread | MonthSpread;

type Typical = 'p50' | 'mean';

/** What of many worlds the measures of the world as a whole are read from. */
type Summed = Pick<Worlds, 'measures' | 'survival'>;

/**
 * How a measure of the world as a whole is read. Months are t, lengths of time months; `t` is the month asked for, else
 * the last.
 */
interface Reading {
  /** In one world; null where it does not occur. */
  readonly inCase: (measures: Measures, t: number) => number | null;
  readonly overWorlds: (worlds: Summed, t: number) => OverWorlds;
  /** What of mean and percentiles stands for all worlds: the mean where it means something itself. */
  readonly typical?: Typical;
  /** What the engine keeps of each world, and what that comes to: infinite where it does not occur. */
  readonly numbers: readonly NumberWanted[];
  readonly inWorld: (numbers: readonly number[], t: number) => number;
}

/** When a scenario begins, and for how many months it goes on. */
type Span = Pick<Scenario, 'start' | 'months'>;

const NEVER = Number.POSITIVE_INFINITY;
/** The engine's -1 for a month that does not come. */
const monthOr = (t: number): number => (t < 0 ? NEVER : t);

const ofMonth = (
  number: NumberWanted,
  inCase: (measures: Measures) => number | null,
  overWorlds: (measures: Worlds['measures']) => OverWorlds,
): Reading => ({
  inCase,
  overWorlds: ({ measures }) => overWorlds(measures),
  numbers: [number],
  inWorld: ([t]) => monthOr(t!),
});

const ofNumber = (
  number: NumberWanted,
  inCase: (measures: Measures) => number | null,
  overWorlds: (measures: Worlds['measures']) => OverWorlds,
  typical: Typical = 'p50',
): Reading => ({
  inCase,
  overWorlds: ({ measures }) => overWorlds(measures),
  typical,
  numbers: [number],
  inWorld: ([found]) => found! + 0,
});

const READINGS: Readonly<Record<WorldName, Reading>> = {
  survival: {
    inCase: ({ failure }, t) => (failure === null || t < failure.t ? 1 : 0),
    overWorlds: ({ survival }, t) => survival[t]!,
    numbers: ['failure'],
    inWorld: ([failure], t) => (t < monthOr(failure!) ? 1 : 0),
  },
  zero_cash: ofMonth(
    'zeroCash',
    (m) => m.zeroCash,
    (m) => m.zeroCash,
  ),
  runway: ofNumber(
    'runway',
    (m) => m.runway,
    (m) => m.runway,
  ),
  runway_now: ofNumber(
    'runwayNow',
    (m) => m.runwayNow,
    (m) => m.runwayNow,
  ),
  first_unpaid: ofMonth(
    'firstUnpaid',
    (m) => m.firstUnpaid,
    (m) => m.firstUnpaid,
  ),
  failure: ofMonth(
    'failure',
    (m) => m.failure?.t ?? null,
    (m) => m.failure,
  ),
  months_alive: ofNumber(
    'monthsAlive',
    (m) => m.monthsAlive,
    (m) => m.monthsAlive,
    'mean',
  ),
  low: ofNumber(
    'low',
    (m) => m.low.cash,
    (m) => m.low.cash,
  ),
  insolvent: ofMonth(
    'insolvent',
    (m) => m.insolvent,
    (m) => m.insolvent,
  ),
  break_even: {
    inCase: (m) => m.breakEven,
    overWorlds: ({ measures }) => measures.breakEven,
    numbers: ['breakEven', 'failure'],
    // A company that failed never breaks even.
    inWorld: ([t, failure]) => (failure! < 0 ? monthOr(t!) : NEVER),
  },
  default_alive: ofNumber(
    'defaultAlive',
    (m) => m.defaultAlive,
    (m) => m.defaultAlive,
  ),
};

/** A measure of the world as a whole, in one world: a month as t, a length in months; null where it does not occur. */
export const inCase = (name: WorldName, measures: Measures, t: number): number | null =>
  READINGS[name].inCase(measures, t);

/** A measure of the world as a whole, in one world of a scenario, as its value. */
export function wholeValue({ start, months }: Span, measures: Measures, name: WorldName): MeasureValue {
  const found = inCase(name, measures, months - 1);
  if (found === null) return null;
  return WORLD[name].unit === 'month' ? { month: start + found } : { number: found };
}

/** A measure of the world as a whole, over worlds. */
export const overWorlds = (name: WorldName, worlds: Summed, t: number): OverWorlds =>
  READINGS[name].overWorlds(worlds, t);

/**
 * What stands for all worlds: a share of them, a mean or a median; null where it does not occur in so many. Months as
 * t.
 */
export function typicalOverWorlds(name: WorldName, worlds: Summed, t: number): number | null {
  const found = overWorlds(name, worlds, t);
  if (typeof found === 'number') return found;
  return READINGS[name].typical === 'mean' && 'mean' in found ? found.mean : found.p50;
}

/** The months of a figure, as t: those that it asks for, else the last alone, or for min, max and mean all of them. */
export function monthsOf({ start, months }: Span, { over, from, to }: FigureAsked): { first: number; last: number } {
  const last = to === null ? months - 1 : to - start;
  return { first: from === null ? (over === 'plain' ? last : 0) : from - start, last };
}

/** Whether it asks for a month that is not simulated. */
export function asksOutside(scenario: Span, figure: FigureAsked): boolean {
  const { first, last } = monthsOf(scenario, figure);
  return isByMonth(figure) && (first < 0 || last >= scenario.months);
}

/**
 * Whether the months that a figure asks for tell what it is: all but those of the world as a whole, of which survival
 * is by month.
 */
const isByMonth = ({ measure, of }: FigureAsked): boolean =>
  wholeOf({ measure, of }) === null || measure === 'survival';

const wholeOf = ({ measure, of }: Pick<FigureAsked, 'measure' | 'of'>): WorldName | null =>
  of === null && isWorldName(measure) ? measure : null;

/** The series by month that a figure is read from; null for a measure of the world as a whole. */
export function seriesFor({ measure, of }: Pick<FigureAsked, 'measure' | 'of'>): string | null {
  if (of !== null) return creditorSeries(of, measure);
  if (isWorldName(measure)) return null;
  return isMonthlyName(measure) ? measure : lineSeries(measure);
}

/** How the months asked for become one number: of a balance its last, of a flow the sum, unless it says otherwise. */
export const windowOver = ({ measure, of, over }: FigureAsked): Window['over'] =>
  over === 'plain' ? (isBalance(measure, of) ? 'last' : 'sum') : over;

function windowOf(scenario: Span, figure: FigureAsked, series: string): Window {
  const { first: from, last: to } = monthsOf(scenario, figure);
  return { series, over: windowOver(figure), from, to };
}

/**
 * The value of a figure of which the months are within the horizon, in one case. After a failure flows are 0 and
 * balances repeat.
 */
export function valueInCase(scenario: Scenario, result: Case, figure: FigureAsked): MeasureValue {
  const { first, last } = monthsOf(scenario, figure);
  const whole = wholeOf(figure);
  if (whole !== null) return valued(scenario, figure, READINGS[whole].inCase(result.measures, last) ?? NEVER);
  const values = monthlyIn(result, figure).subarray(first, last + 1);
  return { number: summed(values, windowOver(figure)) };
}

/** A figure's number in one world as its value: months by the calendar, null where it does not occur. */
function valued(scenario: Scenario, figure: FigureAsked, number: number): MeasureValue {
  if (number === NEVER) return null;
  return measureOf(scenario, figure).unit === 'month' ? { month: scenario.start + number } : { number };
}

/** A measure by month, or a line, in one case: all of its months. */
export function monthlyIn(result: Case, { measure, of }: Pick<FigureAsked, 'measure' | 'of'>): Float64Array {
  const found =
    of !== null
      ? isCreditorName(measure) && result.creditors.get(of)?.[measure]
      : isMonthlyName(measure)
        ? result.byMonth[measure]
        : result.lines.get(measure);
  if (!found) throw new Error(`no series of ${measure}`);
  return found;
}

export function summed(values: Float64Array, over: Window['over']): number {
  const sum = (): number => values.reduce((a, b) => a + b, 0);
  switch (over) {
    case 'last':
      return values.at(-1)!;
    case 'sum':
      return sum();
    case 'min':
      return values.reduce((a, b) => Math.min(a, b));
    case 'max':
      return values.reduce((a, b) => Math.max(a, b));
    default:
      return sum() / values.length;
  }
}

/** The numbers that the engine must keep of each world for a figure of which the months are within the horizon. */
export function numbersOf(scenario: Span, figure: FigureAsked): readonly NumberWanted[] {
  const whole = wholeOf(figure);
  if (whole !== null) return READINGS[whole].numbers;
  return [windowOf(scenario, figure, seriesFor(figure)!), 'failure'];
}

/**
 * A figure in each world, from the numbers that `numbersOf` names, which are the `at`-th and those after it: months by
 * the calendar, infinite where it does not occur. A world that failed before the last month of a measure by month is
 * infinite too, on the side that is worse.
 */
export function inEachWorld(scenario: Scenario, figure: FigureAsked, numbers: Numbers, at = 0): Float64Array {
  const columns = numbersOf(scenario, figure).map((_, k) => numbers.of(at + k));
  const { last } = monthsOf(scenario, figure);
  const { unit } = measureOf(scenario, figure);
  const whole = wholeOf(figure);
  const worst = worstOf(scenario, figure);
  const shift = unit === 'month' ? scenario.start : 0;
  const found = new Float64Array(numbers.count);
  // One list for all worlds: there may be millions.
  const own = new Array<number>(columns.length).fill(0);
  for (let w = 0; w < found.length; w++) {
    for (let k = 0; k < own.length; k++) own[k] = columns[k]![w]!;
    if (whole !== null) found[w] = READINGS[whole].inWorld(own, last) + shift;
    else found[w] = monthOr(own[1]!) < last ? worst : own[0]!;
  }
  return found;
}

/**
 * What stands for all worlds of a figure, from its value in each as `inEachWorld` gives it: the share of worlds where
 * it is one, else the median. Infinite where the median is, or needs an infinite value to interpolate with.
 */
export function typicalInWorlds(scenario: Scenario, figure: FigureAsked, values: Float64Array): number {
  if (figure.of === null && measureOf(scenario, figure).unit === 'share') return summed(values, 'mean');
  const rising = values.slice().sort();
  const [low, high] = [rising[(rising.length - 1) >> 1]!, rising[rising.length >> 1]!];
  return Number.isFinite(low) && Number.isFinite(high) ? low + (high - low) / 2 : Number.isFinite(low) ? high : low;
}

/** What is worse than any value of the figure. */
export const worstOf = (scenario: Scenario, figure: FigureAsked): number =>
  measureOf(scenario, figure).better === 'more' ? Number.NEGATIVE_INFINITY : NEVER;

/** Whether the company failed before the last month of a measure by month: it counts as worse than any that lives. */
export const hasFailedBefore = (scenario: Span, { measures }: Pick<Case, 'measures'>, figure: FigureAsked): boolean =>
  wholeOf(figure) === null && (measures.failure?.t ?? NEVER) < monthsOf(scenario, figure).last;

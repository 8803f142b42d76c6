/**
 * The register of figures: how each measure is read from a case, from the summary of many worlds, and from the numbers
 * of each world. To add a measure, add its entry in `scenario/measure-names.ts` and, where it describes the whole of a
 * world and not a month, one here.
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

/** Value of a measure: a number, a calendar month, or null where it does not occur (never). */
export type MeasureValue = { readonly number: number } | { readonly month: Month } | null;

/** A measure over worlds: the share of worlds, or mean and percentiles. Dates are t. */
export type OverWorlds = number | Spread | MonthSpread;

type Typical = 'p50' | 'mean';

/** The part of a summary of many worlds that measures of a whole world are read from. */
type WorldsSummed = Pick<Worlds, 'measures' | 'survival'>;

/**
 * How a measure of a whole world is read. Dates are t, durations are in months; the argument `t` is the month asked
 * for, or the last one.
 */
interface MeasureReading {
  /** Value in one world; null where it does not occur. */
  readonly inCase: (measures: Measures, t: number) => number | null;
  readonly overWorlds: (worlds: WorldsSummed, t: number) => OverWorlds;
  /**
   * The statistic that stands for all worlds: the median, or the mean where that means something itself (months alive).
   */
  readonly typical?: Typical;
  /**
   * The numbers that the engine must keep of each world; `inWorld` turns them into the measure, infinite where it does
   * not occur.
   */
  readonly numbers: readonly NumberWanted[];
  readonly inWorld: (numbers: readonly number[], t: number) => number;
}

/** First month and number of months of a scenario. */
type Horizon = Pick<Scenario, 'start' | 'months'>;

const NEVER = Number.POSITIVE_INFINITY;
/** t of a month, infinite for the engine's -1, which means never. */
const monthOr = (t: number): number => (t < 0 ? NEVER : t);

const ofMonth = (
  number: NumberWanted,
  inCase: (measures: Measures) => number | null,
  overWorlds: (measures: Worlds['measures']) => OverWorlds,
): MeasureReading => ({
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
): MeasureReading => ({
  inCase,
  overWorlds: ({ measures }) => overWorlds(measures),
  typical,
  numbers: [number],
  inWorld: ([found]) => found! + 0,
});

const READINGS: Readonly<Record<WorldName, MeasureReading>> = {
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

/** A measure of a whole world in one case: a date as t, a duration in months; null where it does not occur. */
export const inCase = (name: WorldName, measures: Measures, t: number): number | null =>
  READINGS[name].inCase(measures, t);

/** A measure of a whole world in one case, with its date as a calendar month. */
export function wholeValue({ start, months }: Horizon, measures: Measures, name: WorldName): MeasureValue {
  const found = inCase(name, measures, months - 1);
  if (found === null) return null;
  return WORLD[name].unit === 'month' ? { month: start + found } : { number: found };
}

/** A measure of a whole world, over worlds; `t` is the month asked for. */
export const overWorlds = (name: WorldName, worlds: WorldsSummed, t: number): OverWorlds =>
  READINGS[name].overWorlds(worlds, t);

/**
 * The one number that stands for all worlds: a share, a mean or a median. Dates are t; null where too many worlds have
 * no value.
 */
export function typicalOverWorlds(name: WorldName, worlds: WorldsSummed, t: number): number | null {
  const found = overWorlds(name, worlds, t);
  if (typeof found === 'number') return found;
  return READINGS[name].typical === 'mean' && 'mean' in found ? found.mean : found.p50;
}

/**
 * First and last month of a figure, as t: those asked for; else the last month alone, or all months for min, max and
 * mean.
 */
export function monthsOf({ start, months }: Horizon, { over, from, to }: FigureAsked): { first: number; last: number } {
  const last = to === null ? months - 1 : to - start;
  return { first: from === null ? (over === 'plain' ? last : 0) : from - start, last };
}

/** Whether the figure asks for a month outside the horizon. */
export function asksOutside(scenario: Horizon, figure: FigureAsked): boolean {
  const { first, last } = monthsOf(scenario, figure);
  return isByMonth(figure) && (first < 0 || last >= scenario.months);
}

/**
 * Whether the value depends on the months asked for: so for measures by month, lines, and survival among the measures
 * of a whole world.
 */
const isByMonth = ({ measure, of }: FigureAsked): boolean =>
  wholeOf({ measure, of }) === null || measure === 'survival';

const wholeOf = ({ measure, of }: Pick<FigureAsked, 'measure' | 'of'>): WorldName | null =>
  of === null && isWorldName(measure) ? measure : null;

/** The engine's name of the monthly series that a figure is read from; null for a measure of a whole world. */
export function seriesFor({ measure, of }: Pick<FigureAsked, 'measure' | 'of'>): string | null {
  if (of !== null) return creditorSeries(of, measure);
  if (isWorldName(measure)) return null;
  return isMonthlyName(measure) ? measure : lineSeries(measure);
}

/**
 * How the months asked for become one number: a balance is its last month, a flow the sum, unless the figure says
 * otherwise.
 */
export const windowOver = ({ measure, of, over }: FigureAsked): Window['over'] =>
  over === 'plain' ? (isBalance(measure, of) ? 'last' : 'sum') : over;

function windowOf(scenario: Horizon, figure: FigureAsked, series: string): Window {
  const { first: from, last: to } = monthsOf(scenario, figure);
  return { series, over: windowOver(figure), from, to };
}

/**
 * Value of a figure in one case; its months must lie within the horizon. After a failure flows are 0 and balances stay.
 */
export function valueInCase(scenario: Scenario, result: Case, figure: FigureAsked): MeasureValue {
  const { first, last } = monthsOf(scenario, figure);
  const whole = wholeOf(figure);
  if (whole !== null) return valued(scenario, figure, READINGS[whole].inCase(result.measures, last) ?? NEVER);
  const values = monthlyIn(result, figure).subarray(first, last + 1);
  return { number: summed(values, windowOver(figure)) };
}

/** A number of one world as the figure's value: a calendar month for a date, null where infinite. */
function valued(scenario: Scenario, figure: FigureAsked, number: number): MeasureValue {
  if (number === NEVER) return null;
  return measureOf(scenario, figure).unit === 'month' ? { month: scenario.start + number } : { number };
}

/** A measure by month, or a line, in one case; index = t, all months of the horizon. */
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

/** Reduces the months of a figure to one number: the last, the sum, the least, the greatest, or the mean. */
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

/** The numbers that the engine must keep of each world for a figure; its months must lie within the horizon. */
export function numbersOf(scenario: Horizon, figure: FigureAsked): readonly NumberWanted[] {
  const whole = wholeOf(figure);
  if (whole !== null) return READINGS[whole].numbers;
  return [windowOf(scenario, figure, seriesFor(figure)!), 'failure'];
}

/**
 * A figure in each world, from the numbers that `numbersOf` names, of which the first is number `at` in `numbers`.
 * Dates are calendar months; a figure that does not occur is infinite. A measure by month is ±infinite, on the worse
 * side, in a world that failed before its last month.
 */
export function inEachWorld(scenario: Scenario, figure: FigureAsked, numbers: Numbers, at = 0): Float64Array {
  const columns = numbersOf(scenario, figure).map((_, k) => numbers.of(at + k));
  const { last } = monthsOf(scenario, figure);
  const { unit } = measureOf(scenario, figure);
  const whole = wholeOf(figure);
  const worst = worstOf(scenario, figure);
  const shift = unit === 'month' ? scenario.start : 0;
  const found = new Float64Array(numbers.count);
  // One array serves all worlds: there may be millions.
  const own = new Array<number>(columns.length).fill(0);
  for (let w = 0; w < found.length; w++) {
    for (let k = 0; k < own.length; k++) own[k] = columns[k]![w]!;
    if (whole !== null) found[w] = READINGS[whole].inWorld(own, last) + shift;
    else found[w] = monthOr(own[1]!) < last ? worst : own[0]!;
  }
  return found;
}

/**
 * The one number that stands for all worlds, from the values that `inEachWorld` gives: the share of worlds for a
 * measure that is a share, else the median. Infinite where the median is infinite or interpolates with an infinite
 * value.
 */
export function typicalInWorlds(scenario: Scenario, figure: FigureAsked, values: Float64Array): number {
  if (figure.of === null && measureOf(scenario, figure).unit === 'share') return summed(values, 'mean');
  const rising = values.slice().sort();
  const [low, high] = [rising[(rising.length - 1) >> 1]!, rising[rising.length >> 1]!];
  return Number.isFinite(low) && Number.isFinite(high) ? low + (high - low) / 2 : Number.isFinite(low) ? high : low;
}

/** An infinite value on the figure's worse side. */
export const worstOf = (scenario: Scenario, figure: FigureAsked): number =>
  measureOf(scenario, figure).better === 'more' ? Number.NEGATIVE_INFINITY : NEVER;

/**
 * Whether the case failed before the last month of a measure by month; it then counts as worse than any that did not.
 */
export const hasFailedBefore = (
  scenario: Horizon,
  { measures }: Pick<Case, 'measures'>,
  figure: FigureAsked,
): boolean => wholeOf(figure) === null && (measures.failure?.t ?? NEVER) < monthsOf(scenario, figure).last;

/** Backtest: reported figures held against what the scenario forecast for them, with a score of the forecast. */
import type { Case, Percentile } from '../engine/answers.ts';
import { PERCENTILES } from '../engine/answers.ts';
import type { Numbers, NumberWanted } from '../engine/ask.ts';
import { crps, monthScore } from '../numeric/crps.ts';
import { percentiles } from '../numeric/select.ts';
import { sumOf } from '../numeric/sum.ts';
import { wilson } from '../numeric/wilson.ts';
import { measureOf } from '../scenario/figure.ts';
import type { Settings } from '../scenario/override.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';
import { forecastAsItWas } from './as-it-was.ts';
import { isWithin } from './checks.ts';
import { rankOf } from './difference.ts';
import { asksOutside, hasFailedBefore, inEachWorld, type MeasureValue, numbersOf, valueInCase } from './measure.ts';

/** A figure is `inside` or `outside` the 90% band (p5 to p95); a bound is `met` or `missed` by most of the worlds. */
export type Verdict = 'inside' | 'outside' | 'met' | 'missed';

/**
 * A reported line over all worlds. Months are calendar months; infinite means never, or that the world failed before.
 */
export interface OverWorldsFound {
  readonly percentiles: Readonly<Record<Percentile, number>>;
  /** Share of worlds that failed before the reported months, from 0 to 1. */
  readonly failed: number;
  /** Share of worlds within the reported bounds, from 0 to 1; null where no bound was reported. */
  readonly within: number | null;
}

/** Score of a reported figure, and score of the reference forecast (`as-it-was.ts`); smaller is better. */
export interface LineScore {
  /**
   * For an amount: CRPS over the worlds that had not failed, in the amount's unit. For a date: CRPS over months, in
   * months.
   */
  readonly own: number;
  /** Null where the reference forecasts nothing for the figure. */
  readonly asItWas: number | null;
}

/** One reported line, with what the scenario forecast for it. */
export interface BacktestLine {
  readonly reported: Expectation;
  /** Value in the base case; `outside`: its months lie outside the horizon; `failed`: it failed before them. */
  readonly base: MeasureValue | 'outside' | 'failed';
  /** Null for a backtest of the base case alone, and where the reported months are not simulated. */
  readonly worlds: OverWorldsFound | null;
  /** Whether the reported figure lies from p25 to p75; null for a bound, and without worlds. */
  readonly isInHalf: boolean | null;
  /** Null where there is no verdict: for a figure against the base case alone. */
  readonly verdict: Verdict | null;
  readonly score: LineScore | null;
}

/** The numbers that the engine must keep of each world for a backtest, for those lines whose months are simulated. */
export function backtestNumbers(scenario: Scenario): NumberWanted[] {
  return tested(scenario).flatMap((line) => numbersOf(scenario, line));
}

const tested = (scenario: Scenario): Expectation[] =>
  [...scenario.reported.values()].filter((line) => !asksOutside(scenario, line));

/** Tests every reported line, in the order of the file. `numbers` answer `backtestNumbers`; null: base case alone. */
export function backtest(
  scenario: Scenario,
  settings: Settings,
  result: Case,
  numbers: Numbers | null,
): BacktestLine[] {
  let at = 0;
  return [...scenario.reported.values()].map((reported): BacktestLine => {
    const nothing = { reported, worlds: null, isInHalf: null, verdict: null, score: null };
    if (asksOutside(scenario, reported)) return { ...nothing, base: 'outside' };
    const base = hasFailedBefore(scenario, result, reported) ? 'failed' : valueInCase(scenario, result, reported);
    const isMet = base !== 'failed' && isWithin(reported, rankOf(base));
    if (numbers === null) return { ...nothing, base, verdict: boundVerdict(reported, isMet) };
    const values = inEachWorld(scenario, reported, numbers, at);
    at += numbersOf(scenario, reported).length;
    return {
      reported,
      base,
      ...overWorlds(reported, values),
      score: scored(scenario, settings, result, reported, values),
    };
  });
}

const numberOf = (bound: Bound): number => bound.number ?? bound.month!;
const isBounded = ({ atLeast, atMost }: Expectation): boolean => atLeast !== null || atMost !== null;

/** Only a bound can be met or missed in the base case: a figure needs bands, which need worlds. */
const boundVerdict = ({ about }: Expectation, isMet: boolean): Verdict | null =>
  about !== null ? null : isMet ? 'met' : 'missed';

/**
 * Tolerance for rounding, relative to the figure: a figure that the scenario was given must not fall outside its band.
 */
const ROUNDING = 1e-9;

function overWorlds(
  reported: Expectation,
  values: Float64Array,
): Pick<BacktestLine, 'worlds' | 'isInHalf' | 'verdict'> {
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = percentiles(values, PERCENTILES);
  const share = (holds: (value: number) => boolean): number => values.filter(holds).length / values.length;
  const isMonth = (reported.about ?? reported.atLeast ?? reported.atMost)!.month !== null;
  const failed = isMonth ? 0 : share((value) => !Number.isFinite(value));
  // In a world that had failed the figure does not exist, so it is within no bound, however wide.
  const counts = (value: number): boolean => (isMonth || Number.isFinite(value)) && isWithin(reported, value);
  const within = isBounded(reported) ? share(counts) : null;
  const worlds = { percentiles: { p5, p25, p50, p75, p95 }, failed, within };
  if (reported.about === null) return { worlds, isInHalf: null, verdict: within! > 0.5 ? 'met' : 'missed' };
  const y = numberOf(reported.about);
  const slack = isMonth ? 0 : Math.abs(y) * ROUNDING;
  const isBetween = (low: number, high: number): boolean => y >= low - slack && y <= high + slack;
  return { worlds, isInHalf: isBetween(p25, p75), verdict: isBetween(p5, p95) ? 'inside' : 'outside' };
}

function scored(
  scenario: Scenario,
  settings: Settings,
  result: Case,
  reported: Expectation,
  values: Float64Array,
): LineScore | null {
  const reference = forecastAsItWas(scenario, settings, result, reported);
  if (measureOf(scenario, reported).unit === 'month' && reported.over === 'plain') {
    const { start, months } = scenario;
    const { about, atLeast, atMost } = reported;
    const t = (bound: Bound | null, none: number): number => (bound === null ? none : numberOf(bound) - start);
    const known = about === null ? { from: t(atLeast, 0), to: t(atMost, Number.POSITIVE_INFINITY) } : null;
    const when = known ?? { from: t(about, 0), to: t(about, 0) };
    // Bounds that contradict each other (from after to) leave no month to score.
    if (when.from > when.to) return null;
    const own = monthScore(
      values.map((month) => month - start),
      months,
      when,
    );
    return { own, asItWas: reference === null ? null : monthScore(Float64Array.of(reference), months, when) };
  }
  const alive = values.filter(Number.isFinite);
  if (reported.about === null || alive.length === 0) return null;
  const y = numberOf(reported.about);
  return { own: crps(alive, y), asItWas: reference === null ? null : Math.abs(reference - y) };
}

/** How many of the figures lie in a band, and the share that is expected there, from 0 to 1. */
export interface Coverage {
  readonly inside: number;
  readonly of: number;
  readonly expected: number;
  /**
   * Wilson's 95% interval of the share, as if the figures were drawn independently; null where there are no figures.
   */
  readonly interval: readonly [low: number, high: number] | null;
}

/** Mean score over `of` lines. */
export interface MeanScore {
  readonly of: number;
  /** Null where there are no lines. */
  readonly mean: number | null;
  /**
   * Skill score: 1 less the mean score over that of the reference forecast, over the lines that both score. 1 is
   * perfect, 0 no better than the reference, below 0 worse. Null where there is no such line, or the reference has no
   * error.
   */
  readonly skill: number | null;
  readonly skillOf: number;
  /** In how many of those lines the forecast scores better than the reference. */
  readonly better: number;
}

export interface BacktestScore {
  readonly half: Coverage;
  readonly wide: Coverage;
  readonly bounds: { readonly met: number; readonly of: number };
  /** CRPS as a share of the reported amount. */
  readonly amounts: MeanScore;
  /** CRPS in months. */
  readonly dates: MeanScore;
}

/** Scores the lines of one scenario, or of several together. */
export function scoreOf(lines: readonly BacktestLine[]): BacktestScore {
  const figures = lines.filter(({ verdict }) => verdict === 'inside' || verdict === 'outside');
  const bounds = lines.filter(({ verdict }) => verdict === 'met' || verdict === 'missed');
  const scores = lines.flatMap(({ reported, score }) => (score === null ? [] : [{ reported, score }]));
  // Each score is divided by the amount reported, so that amounts of any size and currency count alike; an amount of 0
  // has no such share.
  const amounts = scores.flatMap(({ reported: { about }, score }) =>
    about?.number == null || about.number === 0 ? [] : [over(score, Math.abs(about.number))],
  );
  const isDate = ({ about, atLeast, atMost }: Expectation) => (about ?? atLeast ?? atMost)!.month !== null;
  const dates = scores.flatMap(({ reported, score }) => (isDate(reported) ? [score] : []));
  return {
    half: coverage(figures.filter(({ isInHalf }) => isInHalf === true).length, figures.length, 0.5),
    wide: coverage(figures.filter(({ verdict }) => verdict === 'inside').length, figures.length, 0.9),
    bounds: { met: bounds.filter(({ verdict }) => verdict === 'met').length, of: bounds.length },
    amounts: meanScore(amounts),
    dates: meanScore(dates),
  };
}

const over = ({ own, asItWas: other }: LineScore, size: number): LineScore => ({
  own: own / size,
  asItWas: other === null ? null : other / size,
});

const coverage = (inside: number, of: number, expected: number): Coverage => ({
  ...{ inside, of, expected },
  interval: of === 0 ? null : wilson(inside, of),
});

function meanScore(scores: readonly LineScore[]): MeanScore {
  const sum = (values: readonly number[]): number => sumOf(Float64Array.from(values));
  const both = scores.filter((score) => score.asItWas !== null);
  const other = sum(both.map((score) => score.asItWas!));
  return {
    of: scores.length,
    mean: scores.length === 0 ? null : sum(scores.map(({ own }) => own)) / scores.length,
    skill: other > 0 ? 1 - sum(both.map(({ own }) => own)) / other : null,
    skillOf: both.length,
    better: both.filter(({ own, asItWas }) => own < asItWas!).length,
  };
}

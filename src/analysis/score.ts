/** Score of a frozen projection against actuals, measure by measure and month by month. */
import { PERCENTILES } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { wilson } from '../numeric/wilson.ts';
import { isBalance } from '../scenario/figure.ts';
import type { Actual, ActualFigure } from '../scenario/scenario.ts';
import type { Frozen } from './frozen.ts';
import { type ForecastBands, type IntervalScore, intervalScore, type Where, whereIn } from './interval-score.ts';
import { type Planned, type Variance, varianceOf } from './plan-gap.ts';

/** One month: the actual against the percentiles that were forecast (`told`), in the unit of the measure. */
export interface ScoredMonth {
  readonly month: Month;
  readonly actual: number;
  readonly told: ForecastBands;
  readonly where: Where;
  readonly score: IntervalScore;
}

/** How many of the months lie in a band, with Wilson's 95% interval of the share. */
export interface BandCoverage {
  readonly inside: number;
  readonly of: number;
  readonly interval: readonly [low: number, high: number];
}

/** A measure over the months that can be scored. */
export interface ScoredMeasure extends Pick<ActualFigure, 'measure' | 'of'> {
  /** As people write it. */
  readonly name: string;
  readonly months: readonly ScoredMonth[];
  /** Months with an actual, but without all percentiles, since too many worlds had failed. */
  readonly unscored: readonly Month[];
  /** Mean scores over the months, and coverage of the 50% and 90% bands; null where no month is scored. */
  readonly mean: IntervalScore | null;
  readonly half: BandCoverage | null;
  readonly most: BandCoverage | null;
  /** Against the median as the plan; null where no month has one. */
  readonly variance: Variance | null;
}

/** The score of a projection over all measures. */
export interface Score {
  readonly frozen: Frozen;
  readonly measures: readonly ScoredMeasure[];
  /** Over all measures and months. */
  readonly half: BandCoverage | null;
  readonly most: BandCoverage | null;
  /** `before`: months whose actuals were known when the projection was frozen; `after`: months beyond its horizon. */
  readonly before: readonly Month[];
  readonly after: readonly Month[];
  /** Measures that have actuals but were not frozen. */
  readonly missing: readonly string[];
}

/** Scores a projection on the months whose actuals it did not know. */
export function scoreFrozen(frozen: Frozen, actuals: ReadonlyMap<Month, Actual>): Score {
  const [first, last] = [Math.max(frozen.asOf, frozen.start), frozen.start + frozen.months - 1];
  const known = [...actuals.keys()];
  const scored = [...actuals.values()].filter(({ month }) => month >= first && month <= last);
  const named = new Map<string, Pick<ActualFigure, 'measure' | 'of'>>();
  for (const { figures } of scored) for (const [name, figure] of figures) named.set(name, figure);
  const measures: ScoredMeasure[] = [];
  const missing: string[] = [];
  for (const [name, figure] of named) {
    const measured = scoreMeasure(frozen, name, figure, scored);
    if (measured === null) missing.push(name);
    else measures.push(measured);
  }
  const all = measures.flatMap(({ months }) => months);
  return {
    ...{ frozen, measures, missing },
    ...coverages(all),
    before: known.filter((month) => month < first),
    after: known.filter((month) => month > last),
  };
}

function scoreMeasure(
  frozen: Frozen,
  name: string,
  { measure, of }: Pick<ActualFigure, 'measure' | 'of'>,
  actuals: readonly Actual[],
): ScoredMeasure | null {
  const series = frozen.series({ measure, of });
  if (series === null) return null;
  const months: ScoredMonth[] = [];
  const unscored: Month[] = [];
  const planned: Planned[] = [];
  for (const { month, figures } of actuals) {
    const actual = figures.get(name)?.value;
    if (actual === undefined) continue;
    const t = month - frozen.start;
    const plan = series.p50[t]!;
    if (plan !== null) planned.push({ month, plan, actual });
    const numbers: (number | null)[] = PERCENTILES.map((p) => series[`p${p}`][t]!);
    if (numbers.includes(null)) unscored.push(month);
    else {
      const told = Object.fromEntries(PERCENTILES.map((p, i) => [`p${p}`, numbers[i]])) as ForecastBands;
      months.push({ month, actual, told, where: whereIn(told, actual), score: intervalScore(told, actual) });
    }
  }
  const variance = planned.length === 0 ? null : varianceOf(planned, isBalance(measure, of));
  return { measure, of, name, months, unscored, mean: meanOf(months), ...coverages(months), variance };
}

function meanOf(months: readonly ScoredMonth[]): IntervalScore | null {
  if (months.length === 0) return null;
  const mean = (of: keyof IntervalScore): number =>
    months.reduce((sum, { score }) => sum + score[of], 0) / months.length;
  return { total: mean('total'), width: mean('width'), tooLow: mean('tooLow'), tooHigh: mean('tooHigh') };
}

function coverages(months: readonly ScoredMonth[]): Pick<Score, 'half' | 'most'> {
  if (months.length === 0) return { half: null, most: null };
  const coverage = (isInside: (where: Where) => boolean): BandCoverage => {
    const inside = months.filter(({ where }) => isInside(where)).length;
    return { inside, of: months.length, interval: wilson(inside, months.length) };
  };
  return {
    half: coverage((where) => where === 'p25 to p75'),
    most: coverage((where) => where !== 'below p5' && where !== 'above p95'),
  };
}

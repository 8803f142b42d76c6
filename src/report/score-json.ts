import type { Frozen } from '../analysis/frozen.ts';
import type { IntervalScore } from '../analysis/interval-score.ts';
import type { BandCoverage, Score, ScoredMeasure } from '../analysis/score.ts';
import { formatMonth, type Month } from '../formula/month.ts';
import type { Actual, Scenario } from '../scenario/scenario.ts';
import { scenarioJson } from './json.ts';
import { overridesJson } from './overrides.ts';

/** Projections of one scenario, scored by the same actuals. */
export interface Scored {
  readonly scenario: Scenario;
  readonly actuals: ReadonlyMap<Month, Actual>;
  /** SHA-256 of the scenario file now, to compare with that of the projection. */
  readonly digest: string;
  readonly scores: readonly Score[];
}

/** The object of `score --json`. Money is in the scenario's currency; gaps are actual less plan. */
export function scoreJson({ scenario, actuals, digest, scores }: Scored): object {
  return {
    format: 1,
    command: 'score',
    scenario: scenarioJson(scenario),
    ...overridesJson(scenario),
    actuals: { months: [...actuals.keys()].map(formatMonth) },
    scores: scores.map((score) => ({
      frozen: frozenJson(score.frozen, digest),
      half: coverageJson(score.half),
      most: coverageJson(score.most),
      measures: score.measures.map(measureJson),
      known_before: score.before.map(formatMonth),
      beyond: score.after.map(formatMonth),
      not_frozen: score.missing,
    })),
  };
}

const frozenJson = ({ file, asOf, digest, version, worlds, seed, plan }: Frozen, now: string): object => ({
  ...{ file, as_of: formatMonth(asOf), digest, same_file: digest === now, version, worlds, seed, plan },
});

const coverageJson = (coverage: BandCoverage | null): object | null =>
  coverage && {
    ...{ inside: coverage.inside, of: coverage.of, share: coverage.inside / coverage.of },
    interval: coverage.interval,
  };

const intervalScoreJson = ({ total, width, tooLow, tooHigh }: IntervalScore): object => ({
  ...{ total, width, too_low: tooLow, too_high: tooHigh },
});

const measureJson = ({ name, months, unscored, mean, half, most, variance }: ScoredMeasure): object => ({
  measure: name,
  months: months.map(({ month, actual, told, where, score }) => ({
    ...{ month: formatMonth(month), actual, ...told, where, score: intervalScoreJson(score) },
  })),
  unscored: unscored.map(formatMonth),
  score: mean && intervalScoreJson(mean),
  half: coverageJson(half),
  most: coverageJson(most),
  variance: variance && { ...variance },
});

import type { BacktestLine, BacktestScore, Coverage, MeanScore } from '../analysis/backtest.ts';
import { scoreOf } from '../analysis/backtest.ts';
import type { MeasureValue } from '../analysis/measure.ts';
import { PERCENTILES, type Percentile } from '../engine/answers.ts';
import type { WorldRange } from '../engine/ask.ts';
import { formatMonth } from '../formula/month.ts';
import { measureOf, measureText } from '../scenario/figure.ts';
import type { Settings } from '../scenario/override.ts';
import type { Bound, Scenario } from '../scenario/scenario.ts';
import { questionHead } from './json.ts';

/** Result of a backtest of one file. */
export interface Backtested {
  readonly file: string;
  readonly scenario: Scenario;
  readonly settings: Settings;
  /** Null for the base case alone. */
  readonly worlds: WorldRange | null;
  readonly lines: readonly BacktestLine[];
}

/** The object of `backtest --json`, for one file or several. */
export function backtestJson(files: readonly Backtested[]): object {
  return {
    format: 1,
    command: 'backtest',
    files: files.map(({ file, scenario, settings, worlds, lines }) => ({
      file,
      ...questionHead(scenario, settings),
      worlds: worlds?.count ?? 0,
      seed: scenario.seed,
      ...(worlds === null ? {} : { sampler: worlds.sampler }),
      score: scoreJson(scoreOf(lines)),
    })),
    reported: files.flatMap((one) => one.lines.map((line) => lineJson(one, line))),
    score: scoreJson(scoreOf(files.flatMap(({ lines }) => lines))),
  };
}

const boundJson = (bound: Bound): number | string => (bound.month === null ? bound.number : formatMonth(bound.month));

function lineJson({ file, scenario }: Backtested, line: BacktestLine): object {
  const { reported, base, worlds, verdict, isInHalf, score } = line;
  const { name, from, to, source, about, atLeast, atMost } = reported;
  const isMonth = measureOf(scenario, reported).unit === 'month' && reported.over === 'plain';
  const value = (x: number): number | string | null => (Number.isFinite(x) ? (isMonth ? formatMonth(x) : x + 0) : null);
  const found = (one: MeasureValue | 'outside' | 'failed'): number | string | null =>
    one === null || typeof one === 'string' ? null : 'number' in one ? one.number : formatMonth(one.month);
  const bands = (percentiles: Readonly<Record<Percentile, number>>): object =>
    Object.fromEntries(PERCENTILES.map((p) => [`p${p}`, value(percentiles[`p${p}`])]));
  return {
    file,
    name,
    measure: measureText(reported),
    from: from === null ? null : formatMonth(from),
    to: to === null ? null : formatMonth(to),
    source,
    ...(about === null ? {} : { about: boundJson(about) }),
    ...(atLeast === null ? {} : { at_least: boundJson(atLeast) }),
    ...(atMost === null ? {} : { at_most: boundJson(atMost) }),
    base: found(base),
    simulated: worlds === null ? found(base) : bands(worlds.percentiles),
    ...(worlds === null ? {} : { failed: worlds.failed, share: worlds.within, in_half: isInHalf }),
    verdict,
    score: score?.own ?? null,
    score_as_it_was: score?.asItWas ?? null,
  };
}

function scoreJson({ half, wide, bounds, amounts, dates }: BacktestScore): object {
  const { inside, of } = wide;
  return {
    ...{ inside, of, coverage: of === 0 ? null : inside / of, interval: wide.interval, expected: wide.expected },
    half: bandJson(half),
    bounds,
    crps: amounts.mean,
    amounts: meanJson(amounts),
    dates: meanJson(dates),
  };
}

const bandJson = ({ inside, of, interval, expected }: Coverage): object => ({
  ...{ inside, of, coverage: of === 0 ? null : inside / of, interval, expected },
});

const meanJson = ({ of, mean, skill, skillOf, better }: MeanScore): object => ({
  ...{ of, mean, skill, skill_of: skillOf, better },
});

import { overWorlds } from '../analysis/measure.ts';
import {
  MONTHLY_NAMES,
  type MonthSpread,
  PERCENTILES,
  type Spread,
  type SpreadSeries,
  type Worlds,
} from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { formatMonth } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { entries, MEASURES_JSON, monthsJson, pick, runHead, warningJson } from './json.ts';
import { seriesOf, WORLDS_SERIES } from './worlds-series.ts';

/** Series in `by_month` unless others are asked for. */
export const WORLDS_JSON_SERIES: readonly string[] = [...WORLDS_SERIES, 'survival'];

const NUMBERS = ['mean', ...PERCENTILES.map((p) => `p${p}` as const)] as const;
const MONTHS = PERCENTILES.map((p) => `p${p}` as const);

/**
 * The object of `run --worlds N --json`: the keys of the base case, with mean and percentiles for numbers that differ
 * by world, and null for what does not occur. `wanted` names series as `Worlds.byMonth` does, or `survival`; `all`
 * takes every measure, line and creditor. `asked`: worlds asked for; where fewer were simulated, the key `stopped` is
 * added.
 */
export function worldsJson(
  scenario: Scenario,
  worlds: Worlds,
  levers: Settings,
  wanted: readonly string[] = WORLDS_JSON_SERIES,
  all = false,
  asked = worlds.count,
): object {
  return {
    ...runHead(scenario, levers),
    worlds: worlds.count,
    seed: worlds.seed,
    sampler: worlds.sampler,
    ...(worlds.count < asked ? { stopped: true } : {}),
    measures: worldMeasuresJson(worlds, scenario.start),
    causes: causesJson(worlds, scenario.start),
    ...byMonth(scenario, worlds, all ? everySeries(worlds) : wanted, all),
    opening: Object.fromEntries(Object.entries(worlds.opening).map(([name, spread]) => [name, spreadJson(spread)])),
    warnings: worlds.warnings.map((warning) => {
      const { message, ...rest } = warningJson(warning);
      return { ...rest, worlds: 'worlds' in warning ? warning.worlds : null, message };
    }),
  };
}

/** Causes of failure, the commonest first. */
export const causesJson = ({ causes }: Pick<Worlds, 'causes'>, start: Month): object[] =>
  causes.map(({ cause, share, medianT }) => ({
    cause,
    share: finite(share),
    median_month: formatMonth(start + medianT),
  }));

/** The measures over worlds under their JSON names, dates as `YYYY-MM`. */
export function worldMeasuresJson(worlds: Pick<Worlds, 'measures' | 'survival' | 'causes'>, start: Month): object {
  const { low, failure } = worlds.measures;
  return pick(MEASURES_JSON, (name) => {
    // Failure and lowest cash are objects, with a second value beside the first.
    if (name === 'failure') return { month: months(failure, start), cause: worlds.causes[0]?.cause ?? null };
    if (name === 'low') return { cash: spreadJson(low.cash), month: months(low.month, start) };
    const found = overWorlds(name, worlds, worlds.survival.length - 1);
    if (typeof found === 'number') return finite(found);
    return 'never' in found ? months(found, start) : spreadJson(found);
  });
}

/** The names of all series that `all` stands for. */
export function everySeries(worlds: Worlds): string[] {
  const parts = [...worlds.byMonth.keys()].filter((name) => name.startsWith('line ') || name.startsWith('creditor '));
  return [...MONTHLY_NAMES, 'survival', ...parts];
}

/**
 * The keys `by_month`, `lines` and `creditors`; the last two only where a series `line NAME` or `creditor NAME MEASURE`
 * is wanted.
 */
function byMonth(scenario: Scenario, worlds: Worlds, wanted: readonly string[], all: boolean): object {
  const measures = new Map<string, unknown>([
    ['month', monthsJson(scenario)],
    ['alive', Array.from(worlds.alive)],
  ]);
  const lines = new Map<string, object>();
  const creditors = new Map<string, Map<string, object>>();
  for (const series of wanted) {
    const [kind, name, measure] = series.split(' ') as [string, string | undefined, string];
    if (series === 'survival') measures.set(series, Array.from(worlds.survival, finite));
    else if (name === undefined) measures.set(series, lists(seriesOf(worlds, series)));
    else if (kind === 'line') lines.set(name, lists(seriesOf(worlds, series)));
    else {
      if (!creditors.has(name)) creditors.set(name, new Map());
      creditors.get(name)!.set(measure, lists(seriesOf(worlds, series)));
    }
  }
  return {
    by_month: Object.fromEntries(measures),
    ...(all || lines.size > 0 ? { lines: Object.fromEntries(lines) } : {}),
    ...(all || creditors.size > 0 ? { creditors: entries(creditors, (c) => Object.fromEntries(c)) } : {}),
  };
}

/** The number for JSON: -0 becomes 0, what is not finite becomes null. */
const finite = (value: number | null): number | null => (value === null || !Number.isFinite(value) ? null : value + 0);

/** Mean and percentiles of a number, as JSON. */
export const spreadJson = (spread: Spread): object => pick(NUMBERS, (name) => finite(spread[name]));

const lists = (series: SpreadSeries): object => pick(NUMBERS, (name) => Array.from(series[name], finite));

function months(spread: MonthSpread, start: Month): object {
  const month = (t: number | null): string | null => (t === null ? null : formatMonth(start + t));
  return { ...pick(MONTHS, (name) => month(spread[name])), never: finite(spread.never) };
}

import type { Explained } from '../analysis/explained.ts';
import type { FailedWorlds } from '../analysis/failed.ts';
import type { Gain } from '../analysis/knowing.ts';
import type { Sensitivity } from '../analysis/sensitivity.ts';
import type { BinnedBar, TornadoBar } from '../analysis/tornado.ts';
import type { FactorShare, ShareOfVariance } from '../analysis/variance.ts';
import type { WorldRange } from '../engine/ask.ts';
import { formatMonth, type Month } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { measureName } from './explained-words.ts';
import { runHead } from './json.ts';

/** The sensitivity found, with what was asked. */
export interface SensitivityAnswer {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly explained: Explained;
  readonly worlds: WorldRange;
  readonly found: Sensitivity;
}

/** The object of `sensitivity --json`; parts not reached before a stop are null. */
export function sensitivityJson({ scenario, settings, explained, worlds, found }: SensitivityAnswer): object {
  const { tornado, run, shares, shapley, knowing } = found;
  const { sampler = 'random' } = worlds;
  return {
    ...runHead(scenario, settings),
    command: 'sensitivity',
    ...{ worlds: worlds.count, seed: worlds.seed, sampler },
    ...(found.isStopped ? { stopped: true } : {}),
    measure: measureName(explained),
    base: tornado?.base ?? null,
    ...{ mean: run?.mean ?? null, deviation: run?.deviation ?? null, differing: run?.differing ?? null },
    tornado: tornado?.bars.map(barJson) ?? null,
    bins: run?.binned.map(binnedJson) ?? null,
    shares: shares?.map(shareJson) ?? null,
    shapley:
      shapley?.parts.map(({ names, ...part }) => ({
        ...namesJson(names),
        ...valueJson('share', part),
      })) ?? null,
    shapley_worlds: shapley?.worlds ?? null,
    method: METHOD,
    choices:
      knowing?.choices.map(({ plan, isAsSet, mean }, i) => ({
        ...{ plan, as_set: isAsSet, mean, best: i === knowing.best },
      })) ?? null,
    knowing: knowing?.inputs.map(({ name, ...gain }) => ({ name, ...gainJson(gain) })) ?? null,
    knowing_all: knowing === null ? null : gainJson(knowing.all),
    causes: run === null ? null : failureCausesJson(run.failed, scenario.start),
    failed: run === null ? null : inCommonJson(run.failed),
    simulated: found.simulated,
  };
}

/** The key `method`: estimators of the shares. */
const METHOD = 'first: equal-count bins, or fresh worlds; total: Jansen; shapley: every set of inputs';

const barJson = ({ name, kind, span, isMonthly, low, high, swing }: TornadoBar): object => ({
  ...{ name, kind, span, ...(isMonthly ? { monthly: true } : {}) },
  ...{ low: { ...low }, high: { ...high }, swing },
});

const binnedJson = ({ name, kind, isMonthly, low, high, swing, bins, chance }: BinnedBar): object => ({
  ...{ name, kind, ...(isMonthly ? { monthly: true } : {}), bins },
  ...{ low: { ...low }, high: { ...high }, swing, chance },
});

/** The name of a factor of several inputs joins theirs: `churn + new_marinas`. */
const namesJson = (names: readonly string[]): object => ({
  ...{ name: names.join(' + '), ...(names.length === 1 ? {} : { names }) },
});

const shareJson = ({ names, first, by, total }: FactorShare): object => ({
  ...namesJson(names),
  ...{ ...valueJson('first', first), first_by: by, ...valueJson('total', total) },
});

function valueJson(key: 'first' | 'total' | 'share', { share, interval }: ShareOfVariance): object {
  const intervalKey = key === 'share' ? 'interval' : `${key}_interval`;
  return { [key]: share, ...(interval === null ? {} : { [intervalKey]: interval }) };
}

const gainJson = ({ gain, interval }: Gain): object => ({ gain, ...(interval === null ? {} : { interval }) });

const failureCausesJson = ({ causes }: FailedWorlds, start: Month): object[] =>
  causes.map(({ cause, share, count, byMonth, medianT, typical }) => ({
    ...{ cause, share, worlds: count, median_month: formatMonth(start + medianT), by_month: [...byMonth] },
    typical: { world: typical.world, month: formatMonth(start + typical.t) },
  }));

const inCommonJson = ({ inCommon }: FailedWorlds): object[] =>
  inCommon.map(({ name, kind, isEvent, isMonthly, probability, interval, amongFailed, amongAlive }) => ({
    ...{ name, kind, ...(isEvent ? { event: true } : {}), ...(isMonthly ? { monthly: true } : {}) },
    ...{ among_failed: amongFailed, among_alive: amongAlive, effect: probability },
    ...(interval === null ? {} : { interval }),
  }));

import type { SamplerName } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { leversJson, measuresJson } from './json.ts';
import { type Compared, deltaOf, type Variant } from './variant.ts';
import { causesJson, spreadJson, worldMeasuresJson } from './worlds-json.ts';
import { survivalInterval, survivalOf, type WorldsVariant } from './worlds-variant.ts';

/** What the object of `compare --json` begins with, before its variants. */
export function compareHead(
  files: readonly { readonly file: string; readonly scenario: Scenario }[],
  overrides: object | undefined,
  worlds: { readonly count: number; readonly sampler: SamplerName } | null,
): object {
  return {
    format: 1,
    command: 'compare',
    files: files.map(({ file, scenario: { name, currency, start, months, seed } }) => ({
      ...{ file, name, currency, start: formatMonth(start), months, seed },
    })),
    overrides,
    worlds: worlds?.count ?? 0,
    seed: files[0]!.scenario.seed,
    sampler: worlds?.sampler,
  };
}

/** One of the variants of `compare --json`: the first is the baseline that each delta is from, its own included. */
export function variantJson(variant: Variant, baseline: Variant): object {
  const delta = deltaOf(variant, baseline);
  return {
    ...comparedJson(variant),
    measures: measuresJson(variant.result.measures, variant.start),
    end: { cash: variant.result.endCash, owed: variant.result.endOwed },
    delta: {
      zero_cash: delta.zeroCash,
      runway: delta.runway,
      runway_now: delta.runwayNow,
      failure: delta.failure,
      low: delta.low,
      insolvent: delta.insolvent,
      break_even: delta.breakEven,
      default_alive: delta.defaultAlive,
      end_cash: delta.endCash,
      end_owed: delta.endOwed,
    },
  };
}

/** What is known of a variant before it is simulated. */
export const comparedJson = ({ name, file, plan, levers }: Compared): object => ({
  ...{ name, file, plan },
  levers: leversJson(levers),
});

/** As `variantJson`, of many worlds: what they come to, and how they differ from those of the first variant. */
export function worldsVariantJson(variant: WorldsVariant): object {
  const { worlds, delta, start } = variant;
  return {
    ...comparedJson(variant),
    survival: survivalOf(variant),
    interval: survivalInterval(variant),
    measures: worldMeasuresJson(worlds, start),
    end: { cash: spreadJson(worlds.end.cash), owed: spreadJson(worlds.end.owed) },
    causes: causesJson(worlds, start),
    delta: {
      ...delta.shares,
      ...delta.means,
      ...delta.months,
      worlds: delta.fates === null ? null : { measure: 'failure', ...delta.fates },
    },
  };
}

import type { SamplerName } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { figureJson } from './found-figure.ts';
import { leversJson, measuresJson, pick } from './json.ts';
import { overridesJson } from './overrides.ts';
import { COMPARED, type Compared, type ComparedCase, deltaOf } from './variant.ts';
import { causesJson, spreadJson, worldMeasuresJson } from './worlds-json.ts';
import { livingShare, survivalInterval, type WorldsVariant } from './worlds-variant.ts';

/** The keys of `compare --json` before the list of variants. */
export function compareHead(
  files: readonly { readonly file: string; readonly scenario: Scenario }[],
  worlds: { readonly count: number; readonly sampler: SamplerName } | null,
): object {
  return {
    format: 1,
    command: 'compare',
    files: files.map(({ file, scenario: { name, currency, start, months, seed } }) => ({
      ...{ file, name, currency, start: formatMonth(start), months, seed },
    })),
    ...overridesJson(...files.map(({ scenario }) => scenario)),
    worlds: worlds?.count ?? 0,
    seed: files[0]!.scenario.seed,
    sampler: worlds?.sampler,
  };
}

/** One variant of `compare --json`; its deltas are from the baseline, the first variant, which has deltas of 0. */
export function variantJson(variant: ComparedCase, baseline: ComparedCase): object {
  const delta = deltaOf(variant, baseline);
  return {
    ...comparedJson(variant),
    ...figureJson(variant),
    measures: measuresJson(variant.result.measures, variant.start),
    end: { cash: variant.result.endCash, owed: variant.result.endOwed },
    delta: pick(COMPARED, (figure) => delta[figure].by),
  };
}

/** The keys of a variant that do not need a simulation. */
export const comparedJson = ({ name, file, plan, levers }: Compared): object => ({
  ...{ name, file, plan },
  levers: leversJson(levers),
});

/** As `variantJson`, for many worlds. */
export function worldsVariantJson(variant: WorldsVariant): object {
  const { worlds, delta, start } = variant;
  return {
    ...comparedJson(variant),
    ...figureJson(variant),
    survival: livingShare(variant),
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

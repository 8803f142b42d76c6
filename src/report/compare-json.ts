import { formatMonth } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { leversJson, measuresJson } from './json.ts';
import { type Compared, deltaOf, type Variant } from './variant.ts';

/** What the object of `compare --json` begins with, before its variants. */
export function compareHead(
  files: readonly { readonly file: string; readonly scenario: Scenario }[],
  overrides: object | undefined,
  worlds: number,
): object {
  return {
    format: 1,
    command: 'compare',
    files: files.map(({ file, scenario: { name, currency, start, months, seed } }) => ({
      ...{ file, name, currency, start: formatMonth(start), months, seed },
    })),
    overrides,
    worlds,
    seed: files[0]!.scenario.seed,
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

/** What a run is asked for where worlds are summed up. */
import type { Model } from './month/model.ts';
import type { FinalName } from './month/outcome.ts';
import type { Replaceable } from './month/replaceable.ts';
import type { Variant } from './month/variant.ts';
import type { SummaryQuestion } from './question.ts';
import { type Asked, ENDING_FINALS, SPREAD_FINALS, WORLD_FINALS } from './run/asked.ts';
import type { PreparedRun } from './run/prepare.ts';
import type { Endings, Worlds } from './run/spread.ts';

/** A question for a summary whose `model` is the one in which `replaceable` may be replaced. */
export type SummaryIn = SummaryQuestion & { readonly replaceable: Replaceable };

/** A run that is to be carried out, or the outcome of variant number `at` of the group. */
export type Summed = { readonly run: PreparedRun } | { readonly at: number; readonly outcome: Worlds | Endings };

/**
 * The finals to keep of each world. Where no money can come after month 0, `selfSufficient` of the run itself tells
 * whether the world lives without it; else a second run does.
 */
const worldFinals = ({ month }: Model): readonly FinalName[] =>
  month.hasLateMoney ? WORLD_FINALS : [...WORLD_FINALS, 'selfSufficient'];

/** What a run of such a question is asked for, with these variants and series. */
export function summaryAsked(
  { model, replaceable, worlds, want }: SummaryIn,
  variants: readonly Variant[],
  series: readonly string[],
  means: readonly string[],
): Asked {
  const isAll = want === 'measures';
  return {
    ...{ model, replaceable, variants, worlds, series, means },
    finals: isAll ? worldFinals(model) : ENDING_FINALS,
    alone: isAll,
    tallies: isAll,
    spreads: isAll ? SPREAD_FINALS : ['open cash'],
  };
}

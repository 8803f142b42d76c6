/** What runs are asked for where worlds are summed up. */
import type { Model } from './month/model.ts';
import type { FinalName } from './month/outcome.ts';
import type { Replaceable } from './month/replaceable.ts';
import type { Variant } from './month/variant.ts';
import type { SummaryQuestion } from './question.ts';
import { type Asked, ENDING_FINALS, SPREAD_FINALS, WORLD_FINALS } from './run/asked.ts';
import type { PreparedRun } from './run/prepare.ts';
import type { Endings, Worlds } from './run/spread.ts';

/** A question about worlds, in a model where what its variants replace may be replaced. */
export type SummaryIn = SummaryQuestion & { readonly replaceable: Replaceable };

/** A run that is to be carried out, or what one of the variants that are run at once comes to. */
export type Summed = { readonly run: PreparedRun } | { readonly at: number; readonly outcome: Worlds | Endings };

/** The finals of a world: where no later money comes, the run itself tells whether the world lives without it. */
const worldFinals = ({ month }: Model): readonly FinalName[] =>
  month.hasLateMoney ? WORLD_FINALS : [...WORLD_FINALS, 'selfSufficient'];

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

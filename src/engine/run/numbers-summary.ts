/** Sums up worlds from numbers of each of them, as a run does by itself for the question `measures`. */
import { newScratch, percentiles } from '../../numeric/select.ts';
import { mean } from '../../numeric/sum.ts';
import type { Model } from '../month/model.ts';
import type { WORLD_FINALS } from './asked.ts';
import { countsOf } from './counts.ts';
import { type Cause, PERCENTILES, type Spread, type Worlds } from './spread.ts';
import { causesOf, measuresOver, spreadFrom, survivalOf } from './summary.ts';

/** What worlds come to, without their months. */
export interface WorldsSummary {
  /** How many worlds there are. */
  readonly count: number;
  /** How many of them do not fail. */
  readonly alive: number;
  /** By month, the share of worlds that have not failed by its end, from 0 to 1. */
  readonly survival: Float64Array;
  readonly measures: Worlds['measures'];
  /** By share of the failures, the commonest first. */
  readonly causes: readonly Cause[];
}

type SummaryNumber = (typeof WORLD_FINALS)[number] | 'defaultAlive';

/**
 * Sums up worlds `first` to `first + n - 1`; `of` gives the n numbers of a name. The result has the bits of the answer
 * to the question `measures`.
 */
export function summaryOf(model: Model, first: number, of: (name: SummaryNumber) => Float64Array): WorldsSummary {
  const counts = countsOf(model, 0);
  const count = of('failure').length;
  const final = (name: unknown) => of(name as SummaryNumber);
  counts.add({ first, count, final, tallies: new Float64Array(0), alone: of('defaultAlive') });
  const failed = counts.months.failure.reduce((a, b) => a + b, 0);
  return {
    count,
    alive: count - failed,
    survival: survivalOf(counts, count),
    measures: measuresOver(counts, count, (name) => spreadOf(of(name))),
    causes: causesOf(model, counts),
  };
}

/** Mean and percentiles of numbers, one a world; infinite ones count as worlds in which it does not occur. */
export function spreadOf(values: Float64Array): Spread {
  return spreadFrom(mean(values), percentiles(values, PERCENTILES, newScratch(values.length)));
}

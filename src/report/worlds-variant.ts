import type { WorldsDelta, WorldsOfVariant } from '../analysis/paired.ts';
import type { SamplerName } from '../engine/answers.ts';
import type { FoundFigure } from './found-figure.ts';
import { shareInterval } from './odds.ts';
import type { Compared } from './variant.ts';

/** One of several variants of which many worlds are compared. */
export interface WorldsVariant extends Compared {
  /** What it is sorted by, where that is none of the figures of every comparison. */
  readonly figure: FoundFigure | null;
  readonly sampler: SamplerName;
  readonly worlds: WorldsOfVariant;
  /** From the first variant; the baseline's own is of nothing. */
  readonly delta: WorldsDelta;
}

/** The share of worlds that do not fail. */
export const livingShare = ({ worlds: { alive, count } }: WorldsVariant): number => alive / count;

/** Its 95% interval, null where worlds are not drawn independently. */
export const survivalInterval = ({ sampler, worlds }: WorldsVariant): readonly [number, number] | null =>
  shareInterval(sampler, worlds.alive, worlds.count);

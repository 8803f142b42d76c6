import type { WorldsDelta, WorldsOfVariant } from '../analysis/paired.ts';
import type { SamplerName } from '../engine/answers.ts';
import type { FoundFigure } from './found-figure.ts';
import { shareInterval } from './odds.ts';
import type { Compared } from './variant.ts';

/** One of several variants compared over many worlds. */
export interface WorldsVariant extends Compared {
  /** The figure that variants are sorted by, where it is not among those of every comparison; else null. */
  readonly figure: FoundFigure | null;
  readonly sampler: SamplerName;
  readonly worlds: WorldsOfVariant;
  /** The variant less the first one; the first one's own is 0. */
  readonly delta: WorldsDelta;
}

/** The share of worlds that survive, from 0 to 1. */
export const livingShare = ({ worlds: { alive, count } }: WorldsVariant): number => alive / count;

/** 95% interval of that share; null where worlds are not drawn independently. */
export const survivalInterval = ({ sampler, worlds }: WorldsVariant): readonly [number, number] | null =>
  shareInterval(sampler, worlds.alive, worlds.count);

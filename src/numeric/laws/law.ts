import type { Stream } from '../philox.ts';

/**
 * Draws of one variable: for each of `worlds` worlds from `firstWorld` on, a number at out[offset + i · stride]. It
 * depends on the stream, the month (0 for what is drawn once) and the world's own number alone: not on how many are
 * drawn together.
 */
export type Fill = (
  out: Float64Array,
  offset: number,
  stride: number,
  firstWorld: number,
  worlds: number,
  stream: Stream,
  month: number,
) => void;

/** A distribution: what its parameters must be, its median, its quantiles, and how it is drawn. */
export interface Law {
  /** The message where parameters are wrong; null where they are right. All other members need right ones. */
  readonly fault: (params: readonly number[]) => string | null;
  /** The median, which stands for the distribution in the base case. */
  readonly median: (params: readonly number[]) => number;
  /** The p-quantile, 0 ≤ p ≤ 1: the lowest number that is reached with probability p. */
  readonly quantile: (p: number, params: readonly number[]) => number;
  /** Prepares independent draws. */
  readonly sampler: (params: readonly number[]) => Fill;
  /**
   * Prepares a rising function of a standard normal number that has this distribution, for numbers drawn elsewhere:
   * correlated ones, or points of low discrepancy.
   */
  readonly ofNormal: (params: readonly number[]) => (z: number) => number;
}

/** The message unless low ≤ mode ≤ high. */
export const ordered = ([low, mode, high]: readonly number[]): string | null =>
  low! <= mode! && mode! <= high! ? null : `low, mode and high must be in order, and are ${low}, ${mode} and ${high}`;

/** (1 - u) · low + u · high, never outside low and high. Their difference, which may overflow, is not computed. */
export function between(u: number, low: number, high: number): number {
  return Math.max(low, Math.min((1 - u) * low + u * high, high));
}

/**
 * (x - low) / (high - low), from 0 to 1; 0 where low is high. All are halved first, for the difference may overflow.
 * (Halves of numbers next to 0 are not exact, and then all three count as one.)
 */
export const shareOf = (x: number, low: number, high: number): number =>
  high / 2 - low / 2 > 0 ? Math.min(1, (x / 2 - low / 2) / (high / 2 - low / 2)) : 0;

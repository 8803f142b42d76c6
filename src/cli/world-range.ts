import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { LAST_WORLD } from './load.ts';
import { usageOf } from './usage.ts';

/**
 * `MOST_WORLDS`: most worlds of one case; the other: most worlds for each of many variants, whose numbers are all kept.
 */
export const MOST_WORLDS = LAST_WORLD;
export const MOST_OF_VARIANT = 1_000_000;

/**
 * Reads `--worlds`: a number such as `10000`, or a range of worlds such as `5000..9999`, of at most `most` worlds;
 * null, with a fault, for all else.
 */
export function readRange(
  text: string,
  most: number,
  faults: Diagnostic[],
): { readonly first: number; readonly count: number } | null {
  const match = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(text.trim());
  const first = match?.[2] === undefined ? 0 : Number(match[1]);
  const count = match === null ? 0 : match[2] === undefined ? Number(match[1]) : Number(match[2]) - first + 1;
  if (count >= 1 && count <= most && first + count - 1 <= LAST_WORLD) return { first, count };
  const message = `worlds are a whole number from 1 to ${most}, or a range of as many`;
  faults.push(usageOf('--worlds', text, message, 'as in --worlds 10000 or --worlds 5000..9999'));
  return null;
}

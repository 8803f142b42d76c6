import { readSetting } from '../scenario/override.ts';
import type { Lever } from '../scenario/scenario.ts';
import { isOutside, leverScale } from './lever-scale.ts';

/** A number and nothing else, and a month where one stands behind it. */
const BARE = /^\s*(\+?\d+(?:\.\d+)?)\s*(?:@.*)?$/;

/**
 * The share that was meant where a number was typed for it without its %: 0.3 for `30`, where 30 itself is above the lever's range and
 * 30% is in it. Null where the text is to be taken as it stands.
 */
export function meantInPercent(lever: Lever, text: string): number | null {
  const bare = BARE.exec(text)?.[1];
  if (bare === undefined || !lever.isShare) return null;
  const scale = leverScale(lever);
  const share = readSetting(`${bare}%`).value;
  return Number(bare) > scale.high && !isOutside(scale, share) ? share : null;
}

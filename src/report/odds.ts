import { areIndependent, type SamplerName } from '../engine/answers.ts';
import { wilson } from '../numeric/wilson.ts';

/** A share of worlds in percent, to a tenth: `12.3%`. `0%` and `100%` appear only for exactly none and all. */
export function odds(share: number): string {
  if (share <= 0) return '0%';
  if (share >= 1) return '100%';
  if (share < 0.0005) return '<0.1%';
  if (share >= 0.9995) return '>99.9%';
  return `${Number((share * 100).toFixed(1))}%`;
}

/** A share in whole percents where it is from 1% to 99%: `12%`. */
export function roughOdds(share: number): string {
  return share >= 0.01 && share <= 0.99 ? `${Math.round(share * 100)}%` : odds(share);
}

/** Wilson's 95% interval of a share of worlds, or of failures; null where worlds are not drawn independently. */
export const shareInterval = (sampler: SamplerName, count: number, of: number): readonly [number, number] | null =>
  areIndependent({ sampler }) ? wilson(count, of) : null;

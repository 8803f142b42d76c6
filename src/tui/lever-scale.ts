import type { Lever } from '../scenario/scenario.ts';

/** The range and step by which keys move a lever, in its own unit. */
export interface LeverScale {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/**
 * The file's range and step where it has them. Else a share goes from 0 to 100%, another lever from 0 to twice its own
 * value, or to 1 where that is 0; and a step is a tenth of the range.
 */
export function leverScale(lever: Lever): LeverScale {
  const [low, high] = lever.range ?? derivedRange(lever);
  return { low, high, step: lever.step ?? high / 10 - low / 10 };
}

function derivedRange({ value, isShare }: Lever): readonly [number, number] {
  // Twice a number near the largest is infinite, and a range must be finite.
  const twice = Math.sign(value) * Math.min(2 * Math.abs(value), Number.MAX_VALUE);
  if (value < 0) return [twice, 0];
  return value === 0 || (isShare && value <= 1) ? [0, 1] : [0, twice];
}

/** The value `count` steps on, within the range. New values lie a whole number of steps from the low end. */
export function stepped(scale: LeverScale, value: number, count: number): number {
  if (scale.step <= 0) return value;
  const at = (value - scale.low) / scale.step;
  // Too far outside, or too small a step, to count steps: it goes to the near end of the range, if that is on its way.
  if (!Number.isFinite(at)) return count > 0 ? Math.max(value, scale.low) : Math.min(value, scale.high);
  const slack = 1e-9 * Math.max(1, Math.abs(at));
  const line = count > 0 ? Math.floor(at + slack) + count : Math.ceil(at - slack) + count;
  const next = Math.min(scale.high, Math.max(scale.low, scale.low + line * scale.step));
  // A value typed outside the range is not pulled back in by a step further out.
  if (count > 0 ? next < value : next > value) return value;
  return Number(next.toPrecision(12));
}

export const isOutside = (scale: LeverScale, value: number): boolean =>
  value < scale.low - 1e-12 || value > scale.high + 1e-12;

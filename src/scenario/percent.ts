/**
 * Bare numbers on levers whose range is written in percent: 30 where 30% is meant would be a hundred times too much.
 */
import type { Place } from '../diagnostic/diagnostic.ts';
import type { Faulty } from './formulas.ts';
import type { Lever } from './scenario.ts';

/** What of a lever says whether a number for it lacks its percent sign. */
export type PercentLever = Pick<Lever, 'range' | 'isRangeInPercent'>;

const BARE = /^\s*(\d[\d_]*(?:\.\d+)?)\s*(@.*)?$/;

/**
 * The text with the percent sign that it lacks, as in `30%` for `30` and `30%@2024-01` for `30@2024-01`: where the
 * lever's range is written in percent, and the text is a bare number of 1 or more that lies above the range, but in it
 * as a percentage. Null for any other lever or text, faulty ones too.
 */
export function asPercent({ range, isRangeInPercent }: PercentLever, text: string): string | null {
  const [, number, rest = ''] = BARE.exec(text) ?? [];
  if (range === null || !isRangeInPercent || number === undefined) return null;
  const digits = number.replaceAll('_', '');
  const [value, share] = [Number(digits), Number(`${digits}e-2`)];
  const isMeant = value >= 1 && value > range[1] && share >= range[0] && share <= range[1];
  return isMeant ? `${number}%${rest}` : null;
}

/** Reports a setting of the lever `name`, as it is written, that lacks its percent sign. */
export function checkPercent(name: string, lever: PercentLever, text: string, place: Place, faulty: Faulty): void {
  const meant = asPercent(lever, text);
  if (meant === null) return;
  const [low, high] = lever.range!.map((bound) => `${Number((bound * 100).toPrecision(12))}%`);
  const message = `${name} is ${text.trim().split('@')[0]!.trim()}, above its range, which is from ${low} to ${high}`;
  faulty.report('bad-value', place, message, `write ${meant}`);
}

/** Finds missing percent signs: a lever set to 30 where 30% is meant is a hundred times too high. */
import type { Place } from '../diagnostic/diagnostic.ts';
import type { Faulty } from './formulas.ts';
import type { Lever } from './scenario.ts';

/** The fields of a lever by which a missing percent sign is found. */
export type PercentLever = Pick<Lever, 'range' | 'isRangeInPercent'>;

const BARE = /^\s*(\d[\d_]*(?:\.\d+)?)\s*(@.*)?$/;

/**
 * The text with its missing percent sign: `30%` for `30`, `30%@2024-01` for `30@2024-01`. The sign is missing where the
 * lever's range is written in percent, and a number of 1 or more lies above that range, but as a percentage within it.
 * Null for any other lever or text, faulty ones too.
 */
export function asPercent({ range, isRangeInPercent }: PercentLever, text: string): string | null {
  const [, number, rest = ''] = BARE.exec(text) ?? [];
  if (range === null || !isRangeInPercent || number === undefined) return null;
  const digits = number.replaceAll('_', '');
  const [value, share] = [Number(digits), Number(`${digits}e-2`)];
  const isMeant = value >= 1 && value > range[1] && share >= range[0] && share <= range[1];
  return isMeant ? `${number}%${rest}` : null;
}

/** Reports a setting of the lever `name`, given as its text, where its percent sign is missing. */
export function checkPercent(name: string, lever: PercentLever, text: string, place: Place, faulty: Faulty): void {
  const meant = asPercent(lever, text);
  if (meant === null) return;
  const [low, high] = lever.range!.map((bound) => `${Number((bound * 100).toPrecision(12))}%`);
  const message = `${name} is ${text.trim().split('@')[0]!.trim()}, above its range, which is from ${low} to ${high}`;
  faulty.report('bad-value', place, message, `write ${meant}`);
}

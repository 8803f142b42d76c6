import { type Role, type Run, run } from '../../chart/cells.ts';
import { eventMark } from '../../chart/chart-events.ts';
import type { Glyphs } from '../../chart/glyphs.ts';
import type { StepEffect } from '../step-effect.ts';
import type { StepSurvival } from '../step-effects.ts';

/** Columns of an effect on the dates, in full and in short; below, of one on survival. */
export const EFFECT_WIDTH = { long: 9, short: 5 } as const;
export const POINTS_WIDTH = { long: 7, short: 7 } as const;
type Length = keyof typeof EFFECT_WIDTH;

/** An effect on the dates: `✗ +2 mo` is a failure two months later; in short `✗+2`. Padded to `EFFECT_WIDTH`. */
export function effectWords(effect: StepEffect, length: Length, glyphs: Glyphs): Run {
  const failure = eventMark('failure', glyphs);
  const zeroCash = eventMark('zero-cash', glyphs);
  const [long, short, role] = wordsOf(effect, failure, zeroCash);
  return run((length === 'long' ? long : short).padStart(EFFECT_WIDTH[length]), role);
}

/**
 * An effect on survival: `+3 pt` is three more of 100 worlds that live to the horizon; in short `+3pt`. Where as many
 * live, `+0.4mo` is the change of the mean months lived. Padded to `width`; blank where it is not known.
 */
export function pointsWords(
  survival: StepSurvival | null,
  length: Length,
  glyphs: Glyphs,
  width: number = POINTS_WIDTH[length],
): Run {
  const points = survival === null ? null : pointsOf(survival);
  const gap = length === 'long' ? ' ' : '';
  const months = points === 0 ? monthsLonger(survival!) : 0;
  const text =
    points === null
      ? ''
      : months !== 0
        ? `${signed(months, Math.abs(months) >= 9.95 ? 0 : 1)}${width < POINTS_WIDTH.short ? '' : 'mo'}`
        : `${signedPoints(points, glyphs)}${gap}pt`;
  return run(text.padStart(width), pointsRole(points === 0 ? months : points));
}

/** The change of the mean months lived, to a tenth; 0 where the next step cannot be simulated. */
export const monthsLonger = ({ now, next }: StepSurvival): number =>
  next === null ? 0 : Math.round((next.months - now.months) * 10) / 10 + 0;

/** Whether the step changes the share of worlds that live, or the mean months lived, as they are shown. */
export const isMoved = (survival: StepSurvival): boolean =>
  (pointsOf(survival) ?? 0) !== 0 || monthsLonger(survival) !== 0;

/**
 * The change of survival in whole percentage points, of which the same 10,000 worlds give the difference of two
 * settings to well under one; null where the next step cannot be simulated.
 */
export const pointsOf = ({ now, next }: StepSurvival): number | null =>
  next === null ? null : Math.round((next.alive - now.alive) * 100) + 0;

const signedPoints = (points: number, glyphs: Glyphs): string =>
  points === 0 ? (glyphs === 'ascii' ? '0' : '±0') : signed(points, 0);

export const pointsRole = (points: number | null): Role =>
  points === null || points === 0 ? 'muted' : points > 0 ? 'good' : 'bad';

type EffectWords = readonly [long: string, short: string, role: Role];

function wordsOf(effect: StepEffect, failure: string, zeroCash: string): EffectWords {
  switch (effect.kind) {
    case 'none':
      return ['', '', 'muted'];
    case 'same':
      return [`${failure}${zeroCash} same`, '=', 'muted'];
    case 'fault':
      return ['no result', '?', 'bad'];
    case 'lives':
      return [`${failure} none`, 'lives', 'good'];
    case 'fails':
      return [`${failure} comes`, 'fails', 'bad'];
    case 'solvent':
      return [`${zeroCash} none`, `${zeroCash}none`, 'good'];
    case 'short':
      return [`${zeroCash} comes`, `${zeroCash}new`, 'bad'];
    case 'failure':
      return moved(failure, signed(effect.months, 0), signed(effect.months, 0), effect.months);
    case 'runway': {
      const isLarge = Math.abs(effect.months) >= 9.95;
      return moved(zeroCash, signed(effect.months, 1), signed(effect.months, isLarge ? 0 : 1), effect.months);
    }
  }
}

const moved = (mark: string, long: string, short: string, months: number): EffectWords => [
  `${mark} ${long} mo`,
  mark + short,
  months > 0 ? 'good' : 'bad',
];

const signed = (months: number, digits: number): string => (months > 0 ? '+' : '') + months.toFixed(digits);

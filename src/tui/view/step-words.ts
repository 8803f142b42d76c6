import { type Role, type Run, run } from '../../chart/cells.ts';
import { eventMark } from '../../chart/chart-events.ts';
import type { Glyphs } from '../../chart/glyphs.ts';
import type { StepEffect } from '../step-effects.ts';

/** Columns that an effect takes, in full and in short. */
export const EFFECT_WIDTH = { long: 9, short: 5 } as const;

/** `✗ +2 mo`: two months later until the failure; in short `✗+2`. Exactly as wide as all effects of that length. */
export function effectWords(effect: StepEffect, length: keyof typeof EFFECT_WIDTH, glyphs: Glyphs): Run {
  const failure = eventMark('failure', glyphs);
  const zeroCash = eventMark('zero-cash', glyphs);
  const [long, short, role] = wordsOf(effect, failure, zeroCash);
  return run((length === 'long' ? long : short).padStart(EFFECT_WIDTH[length]), role);
}

type Words = readonly [long: string, short: string, role: Role];

function wordsOf(effect: StepEffect, failure: string, zeroCash: string): Words {
  switch (effect.kind) {
    case 'none':
      return ['', '', 'muted'];
    case 'same':
      return ['no change', '=', 'muted'];
    case 'fault':
      return ['no result', '?', 'bad'];
    case 'lives':
      return [`${failure} never`, 'lives', 'good'];
    case 'fails':
      return [`${failure} comes`, 'fails', 'bad'];
    case 'solvent':
      return [`${zeroCash} never`, `${zeroCash}none`, 'good'];
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

const moved = (mark: string, long: string, short: string, months: number): Words => [
  `${mark} ${long} mo`,
  mark + short,
  months > 0 ? 'good' : 'bad',
];

const signed = (months: number, digits: number): string => (months > 0 ? '+' : '') + months.toFixed(digits);

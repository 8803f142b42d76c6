import type { Piece } from '../formula-text.ts';
import type { Stage } from './stage.ts';

/** A distribution of a rate around `center`, its arguments constant. */
export function rateLaw(stage: Stage, center: number, spread: number): Piece {
  const { dice, pen } = stage;
  const low = center - spread * dice.between(0.5, 1.5);
  const high = center + spread * dice.between(0.5, 1.5);
  switch (dice.whole(0, 4)) {
    case 0:
      return pen.call('normal', pen.share(center), pen.share(dice.chance(0.05) ? 0 : spread));
    case 1:
      return pen.call('uniform', pen.share(low), pen.share(high));
    case 2:
      return pen.call('triangular', ...ordered(stage, low, high, (x) => pen.share(x)));
    case 3:
      return pen.call('pert', ...ordered(stage, low, high, (x) => pen.share(x)));
    default:
      return pen.times(
        '*',
        pen.call('whole', pen.whole(dice.whole(-3, 0)), pen.whole(dice.whole(1, 6))),
        pen.share(spread),
      );
  }
}

/** Low, mode and high of a distribution; the bounds are spelled apart enough to stay in order. */
export function ordered(stage: Stage, low: number, high: number, spell: (x: number) => Piece): [Piece, Piece, Piece] {
  const { dice, pen } = stage;
  const ends = [low, high].map((x) => spell(x)) as [Piece, Piece];
  if (dice.chance(0.1)) return [ends[0], ends[0], ends[1]];
  if (dice.chance(0.1)) return [ends[0], ends[1], ends[1]];
  const mode = low + (high - low) * dice.between(0.1, 0.9);
  const exact = (x: number): Piece => (x < 0 ? { ...pen.negative(exact(-x)) } : pen.word(String(Number(x.toFixed(9)))));
  return [exact(low), exact(mode), exact(high)];
}

/** A distribution of an amount near `center`, never below zero. */
export function moneyLaw(stage: Stage, center: number): Piece {
  const { dice, pen } = stage;
  const low = center * dice.between(0.2, 0.8);
  const high = center * dice.between(1.3, 2.5);
  switch (dice.whole(0, 8)) {
    case 0:
      return pen.call('lognormal', pen.money(center), pen.plain(dice.between(0.1, 0.6)));
    case 1:
      return pen.call('uniform', pen.money(low), pen.money(high));
    case 2:
      return pen.call('triangular', ...amounts(stage, low, center, high));
    case 3:
      return pen.call('pert', ...amounts(stage, low, center, high));
    case 4:
      return pen.times(
        '*',
        pen.money(center),
        pen.plus(
          '+',
          pen.share(0.5),
          pen.call('beta', pen.plain(dice.between(0.4, 8)), pen.plain(dice.between(0.4, 30))),
        ),
      );
    case 5:
      return pen.times(
        '*',
        pen.call('whole', pen.whole(dice.whole(1, 2)), pen.whole(dice.whole(3, 7))),
        pen.money(center / 3),
      );
    case 6:
      return pen.times(
        '*',
        pen.money(center),
        pen.plus(
          '+',
          pen.whole(1),
          pen.call('bernoulli', dice.chance(0.2) ? pen.word('50%') : pen.share(dice.pick([0.1, 0.3, 0.7, 0.9]))),
        ),
      );
    case 7:
      return pen.call('max', pen.whole(0), pen.call('normal', pen.money(center), pen.money(center / 5)));
    default:
      // Two draws in one formula are two variables.
      return pen.plus(
        '+',
        pen.call('uniform', pen.money(low / 2), pen.money(high / 2)),
        pen.call('lognormal', pen.money(center / 2), pen.plain(0.3)),
      );
  }
}

export function amounts(stage: Stage, low: number, mode: number, high: number): Piece[] {
  const whole = [low, mode, high].map((x) => Math.max(1, Math.round(x)));
  return [whole[0]!, whole[1]! + 1, whole[2]! + 2].map((x) => stage.pen.word(String(x)));
}

export function law(stage: Stage, center: number): Piece {
  return stage.style.tied ? stage.pen.money(center) : moneyLaw(stage, center);
}

/** A distribution as one call with nothing around it, as `monthly` needs. */
export function rateLawAlone(stage: Stage, center: number, spread: number): Piece {
  const { dice, pen } = stage;
  if (dice.chance(0.15)) return pen.call('lognormal', pen.share(Math.abs(center) + 0.01), pen.plain(0.4));
  if (dice.chance(0.15)) return pen.call('bernoulli', pen.share(dice.pick([0.1, 0.2])));
  if (dice.chance(0.15)) return pen.call('beta', pen.plain(dice.between(0.5, 3)), pen.plain(dice.between(20, 60)));
  for (;;) {
    const law = rateLaw(stage, center, spread);
    if (/^[a-z]+\([^()]*\)$/.test(law.text)) return law;
  }
}

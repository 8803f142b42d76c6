import { formatMonth } from '../../../src/formula/month.ts';
import type { Piece } from '../formula-text.ts';
import { map, scalar, type Yaml } from '../yaml-text.ts';
import { condition } from './formulas.ts';
import { lately } from './memory.ts';
import type { Stage } from './stage.ts';

/** When an event happens: a month as t, or a test that may become true during the scenario. */
export type Moment = { readonly t: number } | { readonly test: Piece };

/** An event in one of the months `first` to `last`, or under a test. */
export function moment(stage: Stage, first: number, last: number, tests: number): Moment {
  const { dice } = stage;
  return dice.chance(tests) ? { test: eventTest(stage) } : { t: dice.whole(first, Math.max(first, last)) };
}

export function momentYaml(stage: Stage, moment: Moment): Yaml {
  if ('t' in moment) return scalar(formatMonth(stage.start + moment.t));
  return map([['when', stage.formula(moment.test)]]);
}

function eventTest(stage: Stage): Piece {
  const { dice, pen } = stage;
  const creditor = stage.stateCreditor();
  const later = pen.compare(pen.word('t'), ['>=', pen.whole(dice.whole(0, Math.min(stage.months, 14)))]);
  switch (dice.whole(0, 10)) {
    case 0:
    case 1:
    case 2:
      return pen.compare(pen.word('cash'), [dice.pick(['<', '<', '>']), pen.odd(stage.scale * dice.between(0.2, 5))]);
    case 3:
      return creditor === null
        ? later
        : pen.compare(pen.quoted(dice.pick(['overdue', 'owed']), creditor), [
            '>',
            pen.odd(stage.scale * dice.between(0.1, 2)),
          ]);
    case 4:
      return creditor === null ? later : pen.quoted('suspended', creditor);
    case 5:
    case 6:
      return stage.funding.length === 0 ? later : pen.quoted('arrived', dice.pick(stage.funding));
    case 7:
      return pen.and(pen.compare(pen.word('month_of_year'), ['==', pen.whole(dice.whole(1, 12))]), later);
    case 8:
      return pen.compare(lately(stage), ['>', pen.odd(stage.scale * dice.between(0.2, 3))]);
    case 9:
      return condition(stage, 1);
    default:
      return later;
  }
}

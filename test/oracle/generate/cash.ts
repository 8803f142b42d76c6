import type { Piece } from '../formula-text.ts';
import { map, scalar, type Yaml } from '../yaml-text.ts';
import { assumption } from './assumptions.ts';
import { moment, momentYaml } from './events.ts';
import { factor, onceMoney } from './formulas.ts';
import { moneyLaw } from './laws.ts';
import type { Stage } from './stage.ts';

export function openingCash(stage: Stage, assumptions: [string, Yaml][]): Yaml {
  const { dice, style, scale } = stage;
  if (dice.chance(0.05)) return scalar(dice.pick(['0', '0k', '5 - 5']));
  const cash = stage.whole(scale * dice.between(style.cash[0], style.cash[1]));
  if (stage.style.tied || dice.chance(0.7)) return stage.formula(onceMoney(stage, cash));
  // Draws stand in assumptions alone.
  const name = stage.fresh(['opening_cash', 'at_bank']);
  assumptions.push([name, assumption(stage, moneyLaw(stage, cash))]);
  return scalar(name);
}

export function reserve(stage: Stage): Piece {
  const { dice, pen, scale } = stage;
  const lines = stage.known('money', 'monthly').filter((named) => !named.once);
  const levers = stage.known('rate', 'monthly', 'levers');
  const money = pen.money(stage.whole(scale * dice.between(0.1, 2.5)));
  switch (dice.whole(0, 6)) {
    case 0:
    case 1:
      return lines.length > 0
        ? pen.times('*', pen.plain(dice.pick([0.5, 1, 2, 3])), pen.word(dice.pick(lines).name))
        : money;
    case 2:
      return levers.length > 0 ? pen.times('*', pen.word(dice.pick(levers).name), money) : money;
    case 3:
      return pen.times(
        '*',
        money,
        pen.plus('-', pen.whole(1), pen.times('/', pen.word('t'), pen.whole(dice.whole(3, 20)))),
      );
    case 4:
      return pen.choose(pen.compare(pen.word('cash'), ['>', pen.odd(scale * 2)]), money, pen.whole(0));
    default:
      return money;
  }
}

/** The section `assets`: one number, or assets by name, some of which are sold; null: none. */
export function assets(stage: Stage): Yaml | null {
  const { dice, pen, scale } = stage;
  if (stage.assets.length === 0) {
    if (!dice.chance(0.3)) return null;
    const money = pen.money(stage.whole(scale * dice.between(0.2, 10)));
    return scalar((dice.chance(0.3) ? pen.times('*', pen.whole(2), money) : money).text);
  }
  return map(stage.assets.map((name): [string, Yaml] => [name, asset(stage)]));
}

function asset(stage: Stage): Yaml {
  const { dice, scale } = stage;
  const worth = scale * dice.between(0.1, 4);
  const sold = dice.chance(0.75) ? moment(stage, 0, stage.months + 1, 0.5) : null;
  const hasProceeds = sold !== null && dice.chance(0.9);
  return map([
    ['value', stage.formula(onceMoney(stage, worth))],
    ['sold', sold === null ? null : momentYaml(stage, sold)],
    ['proceeds', hasProceeds ? stage.formula(proceeds(stage, worth)) : null],
    ['day', sold === null ? null : stage.day('in')],
    ...stage.extras(),
  ]);
}

/** Proceeds below or above the asset's worth; now and then below zero, which counts as zero. */
function proceeds(stage: Stage, worth: number): Piece {
  const { dice, pen } = stage;
  const money = pen.money(stage.whole(worth * dice.between(0.2, 1.3)));
  if (dice.chance(0.3)) return pen.times('*', money, factor(stage, 1));
  if (dice.chance(0.15)) return pen.plus('-', money, pen.times('*', pen.word('t'), money));
  return money;
}

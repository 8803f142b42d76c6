import type { Piece } from '../formula-text.ts';
import { map, scalar, type Yaml } from '../yaml-text.ts';
import { moment, momentYaml } from './events.ts';
import { factor } from './formulas.ts';
import { law, rateLawAlone } from './laws.ts';
import type { Stage } from './stage.ts';

export function fundingEntry(stage: Stage): Yaml {
  const { dice, pen } = stage;
  const size = stage.scale * dice.between(0.3, 6);
  const levers = stage.known('rate', 'monthly', 'levers');
  const creditor = stage.stateCreditor();
  let amount: Piece;
  switch (dice.whole(0, 7)) {
    case 0:
    case 1:
      amount = law(stage, stage.whole(size));
      break;
    case 2:
      amount = pen.times('*', pen.money(stage.whole(size)), factor(stage, 1));
      break;
    case 3:
      amount =
        levers.length > 0
          ? pen.times('*', law(stage, stage.whole(size)), pen.plus('+', pen.whole(1), pen.word(dice.pick(levers).name)))
          : pen.money(stage.whole(size));
      break;
    case 4:
      // Below zero where little is owed.
      amount =
        creditor === null
          ? pen.money(stage.whole(size))
          : pen.plus('-', pen.quoted('owed', creditor), pen.money(stage.whole(stage.scale * 0.2)));
      break;
    case 5:
      if (stage.style.tied) amount = pen.money(stage.whole(size));
      else if (dice.chance(0.3)) {
        const count = pen.call('whole', pen.whole(1), pen.whole(dice.whole(2, 4)));
        amount = pen.times('*', pen.call('monthly', count), pen.money(size / 2));
      } else {
        const more = pen.call('monthly', rateLawAlone(stage, 0.1, 0.2));
        amount = pen.times('*', pen.money(size), pen.plus('+', pen.whole(1), more));
      }
      break;
    default:
      amount = pen.money(stage.whole(size));
  }
  return map([
    ['amount', stage.formula(amount)],
    ['month', arrivalMonth(stage)],
    ['day', stage.day('in')],
    ['probability', dice.chance(0.5) ? scalar(probability(stage).text) : null],
    ['kind', dice.chance(0.6) ? scalar(dice.pick(['equity', 'grant', 'grant'])) : null],
    ...stage.extras(),
  ]);
}

function arrivalMonth(stage: Stage): Yaml {
  const { dice } = stage;
  if (dice.chance(0.3)) return scalar(arrival(stage).text);
  const [first, last] = [dice.chance(0.1) ? -3 : 0, dice.chance(0.1) ? stage.months + 3 : stage.months - 1];
  return momentYaml(stage, moment(stage, first, last, 0.45));
}

/** A formula for t. */
function arrival(stage: Stage): Piece {
  const { dice, pen } = stage;
  const counts = stage.known('count', 'once');
  const levers = stage.known('rate', 'once', 'levers');
  if (levers.length > 0 && dice.chance(0.5)) {
    const pulled = pen.call('from', pen.word(dice.pick(levers).name));
    return dice.chance(0.5) ? pulled : pen.plus('+', pulled, pen.whole(dice.whole(0, 6)));
  }
  if (counts.length > 0 && dice.chance(0.4))
    return pen.plus('+', pen.word(dice.pick(counts).name), pen.plain(dice.between(0, 2)));
  if (stage.style.tied || dice.chance(0.3)) return pen.whole(dice.whole(-1, stage.months));
  switch (dice.whole(0, 2)) {
    case 0:
      return pen.call('whole', pen.whole(0), pen.whole(stage.months));
    case 1:
      return pen.call(
        'triangular',
        pen.whole(0),
        pen.plain(0.3 + dice.between(0, stage.months / 2)),
        pen.whole(stage.months + 2),
      );
    default:
      return pen.plus('+', pen.whole(1), pen.call('lognormal', pen.plain(dice.between(1, 5) + 0.123), pen.plain(0.5)));
  }
}

function probability(stage: Stage): Piece {
  const { dice, pen } = stage;
  const levers = stage.known('rate', 'once', 'levers');
  if (levers.length > 0 && dice.chance(0.2))
    return pen.call(
      'clamp',
      pen.plus('+', pen.share(0.31), pen.word(dice.pick(levers).name)),
      pen.whole(0),
      pen.whole(1),
    );
  return dice.chance(0.25)
    ? pen.word(dice.pick(['50%', '0.5', '1/2', '20%+40%', '100%', '0']))
    : pen.share(dice.pick([0.1, 0.3, 0.4, 0.6, 0.8, 0.9]));
}

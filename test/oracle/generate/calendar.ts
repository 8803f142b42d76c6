import { formatMonth } from '../../../src/formula/month.ts';
import type { Piece } from '../formula-text.ts';
import type { Stage } from './stage.ts';

/** A day in or around the horizon, as `YYYY-MM-DD`. */
function date(stage: Stage): string {
  const day = stage.dice.whole(1, 28);
  return `${stage.month()}-${String(day).padStart(2, '0')}`;
}

function plains(stage: Stage, count: number, low: number, high: number): Piece[] {
  return Array.from({ length: count }, () => stage.pen.plain(stage.dice.between(low, high)));
}

/** A factor near 1 that depends on the calendar month, or is read from a series of numbers. */
export function seasonal(stage: Stage): Piece {
  const { dice, pen } = stage;
  const one = pen.whole(1);
  const part = pen.share(dice.between(0.03, 0.4));
  switch (dice.whole(0, 7)) {
    case 0: {
      const month = pen.whole(dice.whole(1, 12));
      const season = pen.inBrackets(pen.compare(pen.word('month_of_year'), [dice.pick(['==', '>=', '<']), month]));
      return pen.plus('+', one, pen.times('*', part, season));
    }
    case 1:
      return pen.times('/', pen.word('days'), pen.whole(30));
    case 2:
      return pen.call('by_month', ...plains(stage, 12, 0.6, 1.5));
    case 3:
      return pen.plus('+', one, pen.row('series', stage.month(), ...plains(stage, dice.whole(1, 8), -0.4, 0.5)));
    case 4:
      return pen.plus('+', one, steps(stage));
    case 5:
      return pen.plus('-', one, pen.times('*', part, pen.row('series', stage.month(), pen.share(0.5), pen.whole(1))));
    default:
      return recurring(stage);
  }
}

function steps(stage: Stage): Piece {
  const { dice, pen } = stage;
  const args: (string | Piece)[] = [];
  let month = stage.start + dice.whole(-3, stage.months);
  for (let i = dice.whole(1, 4); i > 0; i--) {
    args.push(formatMonth(month), pen.plain(dice.between(-0.4, 0.5)));
    month += dice.whole(1, 9);
  }
  return pen.row('steps', ...args);
}

/** A factor that is 0 in many months and 1 on average, as of quarterly bills or fortnightly wages. */
function recurring(stage: Stage): Piece {
  const { dice, pen } = stage;
  if (dice.chance(0.4)) {
    const gap = dice.pick([7, 14, 14, 28, dice.whole(1, 60)]);
    return pen.times('*', pen.share(gap / 30), pen.row('paydays', date(stage), pen.whole(gap)));
  }
  const months = dice.pick([2, 3, 3, 6, 12]);
  return pen.times('*', pen.whole(months), pen.call('every', pen.whole(months), pen.word(`"${stage.month()}"`)));
}

import { formatMonth } from '../../../src/formula/month.ts';
import type { Piece } from '../formula-text.ts';
import { map, scalar, type Yaml } from '../yaml-text.ts';
import { type Moment, moment, momentYaml } from './events.ts';
import { onceMoney, smallRate } from './formulas.ts';
import type { PlannedDebt, Stage } from './stage.ts';

export function debt(stage: Stage, { name, kind, lender }: PlannedDebt): Yaml {
  const { dice, scale } = stage;
  const isLine = kind === 'revolving';
  const draw = isLine || dice.chance(0.5) ? null : moment(stage, 0, stage.months + (dice.chance(0.1) ? 3 : -1), 0.4);
  const first = draw !== null && 't' in draw ? draw.t + 1 : 0;
  const late = isLine ? dice.whole(0, 12) : dice.whole(10, 90);
  const due = first + dice.pick([0, dice.whole(0, 6), dice.whole(0, stage.months), late, late, late]);
  const hasDue = !(isLine || kind === 'scheduled') || dice.chance(0.4);
  const last = Math.min(hasDue ? due : first + 12, first + 12);
  const happening = (chance: number): Moment | null => (dice.chance(chance) ? moment(stage, first, last, 0.6) : null);
  const converts = isLine ? null : happening(0.25);
  const call = happening(0.25);
  const rate = debtRate(stage);
  const principal = isLine && dice.chance(0.6) ? stage.pen.whole(0) : onceMoney(stage, scale * dice.between(0.1, 5));
  const event = (of: Moment | null): Yaml | null => (of === null ? null : momentYaml(stage, of));
  return map([
    ['principal', stage.formula(principal)],
    [
      'premium',
      draw !== null && dice.chance(0.35) ? stage.formula(onceMoney(stage, scale * dice.between(0, 0.6))) : null,
    ],
    ['draw', event(draw)],
    ['day', draw === null ? null : stage.day('in')],
    ['rate', rate === null ? null : stage.formula(rate)],
    ['kind', scalar(kind)],
    ['interest_only_months', kind === 'amortising' && dice.chance(0.5) ? scalar(String(dice.whole(0, 9))) : null],
    ['payment', kind === 'scheduled' ? stage.formula(payment(stage)) : null],
    ['limit', isLine ? stage.formula(lineLimit(stage)) : null],
    ['keep', isLine && dice.chance(0.6) ? stage.formula(keep(stage)) : null],
    ['due', hasDue ? scalar(formatMonth(stage.start + due)) : null],
    ['converts', event(converts)],
    ['call', event(call)],
    ['lender', lender !== name || dice.chance(0.2) ? scalar(lender) : null],
    ...stage.extras(),
  ]);
}

function debtRate(stage: Stage): Piece | null {
  const { dice, pen } = stage;
  const rate = pen.rate(dice.between(0.002, 0.02));
  switch (dice.whole(0, 6)) {
    case 0:
      return null;
    case 1:
      return pen.share(0);
    case 2:
      return pen.plus('+', rate, pen.times('*', pen.share(0.005), pen.quoted('since', stage.month())));
    case 3:
      return pen.call('max', pen.whole(0), pen.plus('+', rate, smallRate(stage)));
    default:
      return rate;
  }
}

/** The payment of a scheduled debt: a share of sales, an amount, or an amount that falls below zero. */
function payment(stage: Stage): Piece {
  const { dice, pen } = stage;
  const lines = stage.known('money', 'monthly', 'revenue');
  const money = pen.money(stage.whole(stage.scale * dice.between(0.03, 0.6)));
  if (lines.length > 0 && dice.chance(0.6))
    return pen.times('*', pen.share(dice.between(0.03, 0.4)), pen.word(dice.pick(lines).name));
  if (dice.chance(0.25))
    return pen.times('*', money, pen.plus('-', pen.whole(1), pen.times('/', pen.word('t'), pen.whole(6))));
  return money;
}

function lineLimit(stage: Stage): Piece {
  const { dice, pen } = stage;
  const money = pen.money(stage.whole(stage.scale * dice.between(0.3, 6)));
  if (dice.chance(0.2)) return pen.times('*', money, pen.quoted(dice.pick(['since', 'until']), stage.month()));
  // It falls below zero in the end, which counts as zero.
  if (dice.chance(0.15))
    return pen.times('*', money, pen.plus('-', pen.whole(1), pen.times('/', pen.word('t'), pen.whole(9))));
  const lines = stage.known('money', 'monthly', 'revenue');
  if (lines.length > 0 && dice.chance(0.2)) return pen.times('*', pen.whole(3), pen.word(dice.pick(lines).name));
  return money;
}

function keep(stage: Stage): Piece {
  const { dice, pen } = stage;
  const lines = stage.known('money', 'monthly', 'costs');
  if (lines.length > 0 && dice.chance(0.3)) return pen.word(dice.pick(lines).name);
  const money = pen.money(stage.whole(stage.scale * dice.between(0, 2)));
  return dice.chance(0.15) ? pen.plus('-', money, pen.times('*', pen.word('t'), pen.money(stage.scale / 8))) : money;
}

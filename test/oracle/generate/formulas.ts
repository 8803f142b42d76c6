import { formatMonth } from '../../../src/formula/month.ts';
import type { Piece } from '../formula-text.ts';
import { seasonal } from './calendar.ts';
import { lagged, lately, remembering } from './memory.ts';
import type { Named, Stage } from './stage.ts';

/** An amount that is evaluated once, never below zero. */
export function onceMoney(stage: Stage, value: number): Piece {
  const { dice, pen } = stage;
  const amount = stage.whole(value);
  const others = stage.known('money', 'once').filter((named) => named.positive);
  const levers = stage.known('rate', 'once', 'levers');
  switch (dice.whole(0, 7)) {
    case 0:
      return others.length > 0 ? scaled(stage, dice.pick(others), amount) : pen.money(amount);
    case 1:
      return levers.length > 0
        ? pen.times('*', pen.money(amount), pen.plus('+', pen.whole(1), pen.word(dice.pick(levers).name)))
        : pen.money(amount);
    case 2:
      return levers.length > 0
        ? pen.call(
            'max',
            pen.whole(0),
            pen.times('*', pen.money(amount), pen.plus('-', pen.whole(1), pen.word(dice.pick(levers).name))),
          )
        : pen.money(amount);
    case 3:
      return pen.times(
        '*',
        pen.money(amount / 2),
        dice.chance(0.5) ? pen.call('sqrt', pen.whole(4)) : pen.power(pen.whole(2), pen.whole(1)),
      );
    default:
      return pen.money(amount);
  }
}

/** A formula of another name, scaled to about `wanted`. */
export function scaled(stage: Stage, named: Named, wanted: number): Piece {
  const { dice, pen } = stage;
  const ratio = wanted / named.typical;
  const name = pen.word(named.name);
  if (dice.chance(0.15)) return name;
  if (ratio < 1 && dice.chance(0.3)) return pen.times('/', name, pen.plain(Math.max(1, Math.round(1 / ratio))));
  return pen.times('*', name, ratio < 1 ? pen.share(ratio) : pen.plain(ratio));
}

/** A growth rate, a few per cent. */
export function smallRate(stage: Stage): Piece {
  const { dice, pen } = stage;
  const rates = stage.known('rate', 'monthly').filter((named) => named.section === 'assumptions');
  const value = dice.between(-0.03, 0.04);
  switch (dice.whole(0, 5)) {
    case 0:
    case 1:
      return rates.length > 0 ? pen.word(dice.pick(rates).name) : pen.share(value);
    case 2:
      return pen.choose(condition(stage, 1), pen.share(Math.abs(value)), pen.share(value));
    case 3:
      return pen.call(
        'clamp',
        pen.plus('-', pen.share(0.03), pen.times('*', pen.share(0.0026), pen.word('t'))),
        pen.share(-0.1),
        pen.share(0.1),
      );
    default:
      return pen.share(value);
  }
}

/** A condition. */
export function condition(stage: Stage, depth: number): Piece {
  const { dice, pen } = stage;
  const t = pen.word('t');
  const creditor = stage.stateCreditor();
  const levers = stage.known('rate', 'monthly', 'levers');
  const sign = dice.pick(['<', '<=', '>', '>=', '==', '!=']);
  const month = pen.whole(dice.whole(0, stage.months));
  if (depth > 0 && dice.chance(0.35)) {
    switch (dice.whole(0, 2)) {
      case 0:
        return pen.and(condition(stage, depth - 1), condition(stage, depth - 1));
      case 1:
        return pen.or(condition(stage, depth - 1), condition(stage, depth - 1));
      default:
        return pen.not(condition(stage, depth - 1));
    }
  }
  switch (dice.whole(0, 12)) {
    case 9:
      return pen.compare(pen.word('month_of_year'), [sign, pen.whole(dice.whole(1, 12))]);
    case 10:
      return stage.funding.length === 0 ? t : pen.quoted('arrived', dice.pick(stage.funding));
    case 11:
      return pen.compare(lately(stage), [dice.pick(['<', '>']), pen.odd(stage.scale * dice.between(0.5, 4))]);
    case 0:
      return pen.compare(pen.whole(dice.whole(-1, 3)), ['<', t], ['<=', month]);
    case 1:
      return pen.quoted(dice.pick(['since', 'until', 'at']), stage.month());
    case 2:
      return creditor === null ? t : pen.quoted('suspended', creditor);
    case 3:
      return pen.compare(pen.word('cash'), [dice.pick(['<', '>']), pen.odd(stage.scale * dice.between(0.5, 6))]);
    case 4:
      return creditor === null
        ? t
        : pen.compare(pen.quoted(dice.pick(['overdue', 'owed']), creditor), [
            '>',
            pen.odd(stage.scale * dice.between(0.2, 2)),
          ]);
    case 5:
      return levers.length > 0 ? pen.word(dice.pick(levers).name) : pen.compare(t, [sign, month]);
    case 6:
      return pen.compare(pen.times('/', t, pen.word('quarter')), [
        '==',
        pen.call('floor', pen.times('/', t, pen.whole(3))),
      ]);
    case 7:
      return pen.compare(pen.inBrackets(pen.compare(t, ['>', pen.whole(1)])), [
        dice.pick(['==', '!=']),
        pen.quoted('since', stage.month()),
      ]);
    default:
      return pen.compare(t, [sign, month]);
  }
}

/** A factor near 1 that varies with the month, the levers or the state. */
export function factor(stage: Stage, depth: number): Piece {
  const { dice, pen } = stage;
  const one = pen.whole(1);
  const t = pen.word('t');
  const levers = stage.known('rate', 'monthly', 'levers');
  const creditor = stage.stateCreditor();
  const part = pen.share(dice.between(0.03, 0.45));
  const gated = (gate: Piece): Piece => pen.plus(dice.pick(['+', '-']), one, pen.times('*', part, gate));
  if (depth > 1 && dice.chance(0.25)) return pen.times('*', factor(stage, 1), factor(stage, depth - 1));
  switch (dice.whole(0, 36)) {
    case 25:
    case 26:
    case 27:
    case 28:
    case 29:
      return seasonal(stage);
    case 30:
    case 31:
    case 32:
    case 33:
    case 34:
      return remembering(stage);
    case 24: {
      // The value a month ago of a lever or a rate; without a first value it is that of month 0.
      const remembered = stage.known('rate', 'monthly');
      if (remembered.length === 0) return one;
      const name = pen.word(dice.pick(remembered).name);
      const first = dice.chance(0.5) ? [pen.share(0.02)] : [];
      return gated(pen.call(dice.pick(['prev', 'change']), name, ...first));
    }
    case 0:
    case 1:
    case 2:
      return levers.length > 0
        ? pen.plus('-', one, pen.word(dice.pick(levers).name))
        : pen.plus('+', one, smallRate(stage));
    case 3:
      return levers.length > 0
        ? pen.plus('-', one, pen.times('*', pen.word(dice.pick(levers).name), part))
        : gated(pen.quoted('at', stage.month()));
    case 4:
      return gated(pen.quoted(dice.pick(['since', 'until', 'at']), stage.month()));
    case 5: {
      const from = dice.whole(-3, stage.months);
      return gated(
        pen.row('between', formatMonth(stage.start + from), formatMonth(stage.start + from + dice.whole(0, 9))),
      );
    }
    case 6:
      return gated(
        pen.quoted(
          'ramp',
          stage.month(),
          dice.pick([pen.whole(dice.whole(0, 14)), pen.plain(dice.between(0.3, 7)), pen.whole(-2)]),
        ),
      );
    case 7:
      return pen.plus(
        '+',
        one,
        pen.times(
          '*',
          pen.call('floor', pen.times('/', t, dice.pick([pen.whole(12), pen.word('year')]))),
          pen.share(0.05),
        ),
      );
    case 8:
      return pen.call('exp', pen.times('*', pen.share(dice.between(-0.03, 0.02)), t));
    case 9:
      return pen.power(pen.plain(dice.between(0.94, 1.03)), t);
    case 10:
      return pen.call(
        'clamp',
        pen.plus('+', one, pen.times('*', t, pen.share(dice.between(-0.02, 0.03)))),
        pen.plain(0.4),
        pen.plain(1.6),
      );
    case 11:
      return creditor === null
        ? one
        : pen.call(
            'max',
            pen.plain(0.6),
            pen.plus('-', one, pen.times('/', pen.quoted('overdue', creditor), pen.odd(stage.scale * 6))),
          );
    case 12:
      return creditor === null ? one : pen.plus('-', one, pen.times('*', part, pen.quoted('suspended', creditor)));
    case 13: {
      const every = dice.whole(2, 6);
      const lump = pen.choose(
        pen.compare(pen.times('/', t, pen.whole(every)), [
          '==',
          pen.call('floor', pen.times('/', t, pen.whole(every))),
        ]),
        pen.whole(every),
        pen.whole(0),
      );
      return lump;
    }
    case 14:
      return pen.choose(condition(stage, 2), pen.plain(dice.between(1, 1.4)), pen.plain(dice.between(0.6, 1)));
    case 15:
      return pen.power(
        pen.call('ceil', pen.times('/', pen.plus('+', t, one), pen.whole(dice.whole(5, 12)))),
        pen.plain(dice.between(-0.3, 0.1)),
      );
    case 16:
      return pen.times(
        '/',
        pen.call(
          'round',
          pen.plus(
            '+',
            pen.plain(100.3),
            pen.times('*', pen.plain(dice.between(-8, 8)), pen.quoted('since', stage.month())),
          ),
        ),
        pen.whole(100),
      );
    case 17:
      return pen.plus('+', one, pen.times('*', pen.call('log10', pen.plus('+', one, t)), pen.share(0.04)));
    case 18:
      return pen.call('sqrt', pen.plus('+', pen.call('log', pen.plus('+', pen.call('exp', one), t)), pen.plain(0.1)));
    case 19:
      return pen.plus('+', one, pen.call('min', pen.plain(0.19), pen.times('/', one, t)));
    case 20:
      return pen.plus('+', pen.times('*', pen.not(condition(stage, 1)), pen.share(0.1)), pen.plain(0.95));
    case 21:
      return pen.call('abs', pen.plus('-', pen.negative(part), pen.call('min', one, pen.plain(0.8), factor(stage, 1))));
    case 22:
      return pen.plus('+', one, pen.negative(pen.power(part, pen.whole(2))));
    case 23:
      return pen.choose(
        pen.compare(t, ['==', pen.whole(0)]),
        one,
        pen.call('max', pen.plain(0.7), pen.plus('-', pen.plain(1.1), pen.times('/', pen.plain(0.2), t))),
      );
    default:
      return pen.plus('+', one, smallRate(stage));
  }
}

/** A monthly amount near `value`; `self` is its own name, for growth on the month before. */
export function amount(stage: Stage, value: number, self: string | null, depth: number): Piece {
  const { dice, pen } = stage;
  const size = stage.whole(value);
  const others = stage.known('money', 'monthly');
  const lines = others.filter((named) => named.section !== 'assumptions');
  const creditor = stage.stateCreditor();
  switch (dice.whole(0, 16)) {
    case 15: {
      if (lines.length === 0) return pen.money(size);
      const other = dice.pick(lines);
      const before = lagged(stage, other.name, other.typical);
      return pen.plus('+', pen.money(size * 0.6), pen.times('*', before, pen.share((0.4 * size) / other.typical)));
    }
    case 0:
      return pen.times('*', amount(stage, value, self, 0), factor(stage, depth));
    case 1:
    case 2:
      return self === null
        ? pen.money(size)
        : pen.times(
            '*',
            pen.call('prev', pen.word(self), pen.money(size)),
            pen.plus('+', pen.whole(1), smallRate(stage)),
          );
    case 3:
    case 4:
      return others.length > 0 ? scaled(stage, dice.pick(others), size) : pen.money(size);
    case 5: {
      if (lines.length === 0) return pen.money(size);
      const other = dice.pick(lines);
      const before = dice.chance(0.5)
        ? pen.call('prev', pen.word(other.name))
        : pen.call('prev', pen.word(other.name), pen.money(stage.whole(other.typical)));
      return pen.plus('+', pen.money(size * 0.7), pen.times('*', before, pen.share((0.3 * size) / other.typical)));
    }
    case 6: {
      if (lines.length === 0) return pen.money(size);
      const other = dice.pick(lines);
      const step = dice.chance(0.5)
        ? pen.call('change', pen.word(other.name))
        : pen.call('change', pen.word(other.name), pen.money(stage.whole(other.typical)));
      const moved = pen.times('*', step, pen.share((dice.between(-0.4, 0.4) * size) / other.typical));
      const whole = pen.plus('+', pen.money(size), pen.times('/', moved, pen.plus('+', pen.whole(1), pen.word('t'))));
      return dice.chance(0.5) ? pen.call('max', pen.whole(0), whole) : whole;
    }
    case 7:
      return pen.times(
        '*',
        pen.money(size),
        pen.plus('-', pen.whole(1), pen.times('/', pen.word('t'), pen.whole(dice.whole(8, 60)))),
      );
    case 8:
      return creditor === null
        ? pen.money(size)
        : pen.plus(
            '+',
            pen.money(size * 0.8),
            pen.times('*', pen.quoted(dice.pick(['owed', 'overdue']), creditor), pen.share(dice.between(0.005, 0.04))),
          );
    case 9:
      return depth === 0
        ? pen.money(size)
        : pen.call(
            dice.pick(['min', 'max']),
            amount(stage, value, self, 0),
            pen.money(stage.whole(size * dice.between(0.7, 1.4))),
            pen.money(size),
          );
    case 10:
      return pen.choose(
        condition(stage, depth),
        amount(stage, value, self, 0),
        pen.money(stage.whole(size * dice.between(0.5, 1.3))),
      );
    case 11:
      return pen.times('/', pen.plus('+', pen.money(size), amount(stage, value, self, 0)), pen.whole(2));
    default:
      return depth > 0 && dice.chance(0.6) ? pen.times('*', pen.money(size), factor(stage, depth)) : pen.money(size);
  }
}

import type { Piece } from '../formula-text.ts';
import { bare, list, map, scalar, type Yaml } from '../yaml-text.ts';
import { condition, onceMoney, scaled } from './formulas.ts';
import type { Stage } from './stage.ts';

export function creditor(stage: Stage, name: string): Yaml {
  const { dice } = stage;
  const { temper, style, scale } = stage;
  const critical = dice.chance(temper.critical);
  const hasOverdue = dice.chance(style.arrears / 6 + 0.12);
  const due = Array.from({ length: stage.listLength() }, () =>
    dice.chance(0.25) ? scalar('0') : stage.formula(onceMoney(stage, scale * dice.between(0, style.arrears / 2))),
  );
  // Most critical creditors never wait.
  const waits = !critical || dice.chance(0.4);
  const lends = stage.debts.some(({ lender }) => lender === name);
  const bounds = waits ? tolerance(stage, lends ? Math.max(0.75, temper.short) : temper.short, 0) : [];
  const lendsLine = stage.debts.some(({ kind, lender }) => kind === 'revolving' && lender === name);
  return map([
    [
      'terms',
      dice.chance(0.6) ? scalar(`net ${30 * dice.pick([0, 0, 1, 1, 1, 2, 2, 3, 4, dice.whole(0, 12), 12])}`) : null,
    ],
    [
      'priority',
      dice.chance(0.6) ? scalar(String(critical && dice.chance(0.6) ? 1 : dice.pick([1, 2, 2, 3, 3, 4, 5, 9]))) : null,
    ],
    ['critical', critical ? bare('true') : dice.chance(0.08) ? bare('false') : null],
    ['day', stage.day('out')],
    ['due', dice.chance(0.4) ? list(due) : null],
    ['overdue', hasOverdue ? stage.formula(onceMoney(stage, scale * dice.between(0.05, style.arrears))) : null],
    ['overdue_months', dice.chance(hasOverdue ? 0.6 : 0.05) ? stage.formula(overdueMonths(stage)) : null],
    ['late_fee', dice.chance(0.4) ? stage.formula(lateFee(stage)) : null],
    [
      'pay',
      !lendsLine && (!critical || bounds.length > 0) && dice.chance(lends ? 0.6 : 0.3)
        ? stage.formula(pay(stage, name))
        : null,
    ],
    ['forgive', dice.chance(0.35) ? stage.formula(forgive(stage, name)) : null],
    ...bounds,
    ['then', critical || bounds.length === 0 || dice.chance(0.2) ? null : scalar(reaction(stage, name))],
    ['reactions', critical || !dice.chance(0.35) ? null : reactions(stage, name)],
    ...stage.extras(),
  ]);
}

/** A limit, patience or both, with probability `some`; else neither. */
function tolerance(stage: Stage, some: number, atLeast: number): [string, Yaml][] {
  const { dice } = stage;
  if (!dice.chance(some)) return [];
  const which: readonly string[] = dice.pick([['limit'], ['patience'], ['patience'], ['limit', 'patience']]);
  return which.map((key): [string, Yaml] => [
    key,
    stage.formula(key === 'limit' ? limit(stage) : patience(stage, atLeast)),
  ]);
}

/** What a reaction does: suspend, petition or, of a lender, call. */
function reaction(stage: Stage, name: string): string {
  const { dice, temper, debts } = stage;
  if (dice.chance(debts.some(({ lender }) => lender === name) ? 0.7 : 0.05)) return 'call';
  return dice.chance(temper.petition) ? 'petition' : 'suspend';
}

function reactions(stage: Stage, name: string): Yaml {
  const { dice } = stage;
  return list(
    Array.from({ length: dice.whole(1, 3) }, (_, i) =>
      map([...tolerance(stage, 1, i), ['then', scalar(reaction(stage, name))]]),
    ),
  );
}

/** Age of the opening arrears in months, sometimes with a part of one. */
function overdueMonths(stage: Stage): Piece {
  const { dice, pen } = stage;
  const levers = stage.known('rate', 'monthly', 'levers');
  if (dice.chance(0.2) && levers.length > 0) return pen.times('*', pen.word(dice.pick(levers).name), pen.whole(3));
  return pen.whole(dice.whole(0, 6));
}

function lateFee(stage: Stage): Piece {
  const { dice, pen } = stage;
  const rate = pen.rate(dice.between(0.002, 0.03));
  switch (dice.whole(0, 6)) {
    case 0:
      return pen.times('*', rate, pen.quoted(dice.pick(['since', 'until']), stage.month()));
    case 1:
      // It may fall below zero, which counts as zero.
      return pen.plus('-', pen.share(0.015), pen.times('*', pen.share(0.004), pen.word('t')));
    case 2:
      return pen.choose(condition(stage, 1), rate, pen.whole(0));
    default:
      return rate;
  }
}

/**
 * The share of its due that a creditor is paid. Paying large shares month after month, without new bills, leaves
 * amounts whose age rounding decides; so shares are small in long scenarios, and for creditors without bills.
 */
function pay(stage: Stage, name: string): Piece {
  const { dice, pen } = stage;
  if (!stage.billed.has(name)) return pen.share(dice.between(0.05, 0.35));
  const isLong = stage.months > 24;
  const levers = stage.known('rate', 'monthly', 'levers');
  const creditor = stage.stateCreditor();
  const share = pen.share(dice.between(0.05, isLong ? 0.5 : 0.99));
  switch (dice.whole(0, isLong ? 4 : 7)) {
    case 0:
    case 1:
      return levers.length > 0 ? pen.plus('-', pen.whole(1), pen.word(dice.pick(levers).name)) : share;
    case 2:
      return pen.times('*', share, pen.quoted(dice.pick(['since', 'until']), stage.month()));
    case 3:
      return creditor === null
        ? share
        : pen.plus('-', share, pen.times('/', pen.quoted('overdue', creditor), pen.odd(stage.scale * 4)));
    case 5:
      return pen.plus('-', pen.plain(1.2), pen.times('*', pen.word('t'), pen.share(dice.between(0.02, 0.15))));
    case 6:
      return pen.call(
        'clamp',
        pen.times('/', pen.word('cash'), pen.odd(stage.scale * dice.between(0.5, 3))),
        pen.whole(0),
        pen.whole(1),
      );
    default:
      return share;
  }
}

function forgive(stage: Stage, name: string): Piece {
  const { dice, pen } = stage;
  const creditor = stage.stateCreditor();
  const levers = stage.known('rate', 'monthly', 'levers');
  const share = pen.share(dice.between(0.02, 0.7));
  switch (stage.billed.has(name) ? dice.whole(0, 5) : 0) {
    case 0:
    case 1: {
      const month = pen.quoted('at', stage.month(0, stage.months - 1));
      return pen.times('*', month, levers.length > 0 && dice.chance(0.6) ? pen.word(dice.pick(levers).name) : share);
    }
    case 2:
      return creditor === null
        ? share
        : pen.call(
            'clamp',
            pen.times('/', pen.quoted('overdue', creditor), pen.odd(stage.scale * 3)),
            pen.whole(0),
            pen.whole(1),
          );
    case 3:
      return pen.plus('-', pen.times('*', pen.share(0.03), pen.word('t')), pen.share(0.1));
    default:
      return creditor === null ? share : pen.times('*', pen.share(0.3), pen.quoted('suspended', creditor));
  }
}

function limit(stage: Stage): Piece {
  const { dice, pen } = stage;
  if (dice.chance(0.15)) return pen.whole(0);
  const money = pen.money(stage.whole(stage.scale * dice.between(0.1, 4)));
  if (dice.chance(0.25)) return pen.times('*', money, pen.plus('+', pen.whole(1), pen.quoted('since', stage.month())));
  const others = stage.known('money', 'monthly');
  return others.length > 0 && dice.chance(0.3) ? scaled(stage, dice.pick(others), stage.scale) : money;
}

function patience(stage: Stage, atLeast: number): Piece {
  const { dice, pen } = stage;
  const months = pen.whole(atLeast + dice.pick([0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8]));
  if (dice.chance(0.15))
    return pen.plus('+', months, pen.times('*', pen.whole(dice.whole(1, 6)), pen.quoted('since', stage.month())));
  const counts = stage.known('count', 'monthly');
  if (counts.length > 0 && dice.chance(0.2)) return pen.word(dice.pick(counts).name);
  return dice.chance(0.1) ? pen.plain(dice.whole(0, 4) + 0.5) : months;
}

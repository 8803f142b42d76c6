import { formatMonth } from '../../../src/formula/month.ts';
import type { Piece } from '../formula-text.ts';
import { list, map, scalar, type Yaml } from '../yaml-text.ts';
import { amount, condition, factor, onceMoney, scaled, smallRate } from './formulas.ts';
import { law, rateLaw, rateLawAlone } from './laws.ts';
import { ASSUMED, LEVERS, type Stage } from './stage.ts';

export function leverSection(stage: Stage): [string, Yaml][] {
  const { dice } = stage;
  const entries: [string, Yaml][] = [];
  for (let i = dice.pick([0, 0, 1, 2, 3, 4]); i > 0; i--) {
    const name = stage.fresh(LEVERS);
    const value = dice.chance(0.35) ? 0 : dice.chance(0.06) ? dice.between(1.05, 1.3) : dice.between(0.05, 0.9);
    stage.names.push({ name, section: 'levers', kind: 'rate', typical: value, once: true, positive: true });
    entries.push([name, lever(stage, value)]);
  }
  return entries;
}

const RANGES = [
  ['0%', '100%'],
  ['0', '1'],
  ['0%', '50%'],
  ['-10%', '2'],
];

function lever(stage: Stage, value: number): Yaml {
  const { dice, pen } = stage;
  const last = dice.chance(0.15) ? stage.months + 8 : stage.months;
  const from = dice.chance(0.5) ? stage.start + dice.whole(-4, last) : null;
  const until = dice.chance(0.3) ? Math.max(from ?? stage.start, stage.start) + dice.whole(0, 9) : null;
  const share = pen.share(stage.style.tied ? Math.round(value * 10) / 10 : value);
  return stage.entry(
    [
      // A bare number above the range could be taken for a percentage.
      ['value', value > 1 ? scalar(`${Math.round(value * 100)}%`) : stage.formula(share)],
      ['range', dice.chance(0.5) ? list(dice.pick(RANGES).map(scalar)) : null],
      ['step', dice.chance(0.3) ? scalar(dice.pick(['5%', '10%', '0.05', '1/20'])) : null],
      ['from', from === null ? null : scalar(formatMonth(from))],
      ['until', until === null ? null : scalar(formatMonth(until))],
      ['delay', dice.chance(0.3) ? scalar(String(dice.whole(0, 3))) : null],
      ['pain', dice.chance(0.3) ? scalar(dice.pick(['1', '5', '2.5', '0'])) : null],
    ],
    'value',
  );
}

export function assume(stage: Stage, entries: [string, Yaml][], scope: 'once' | 'monthly', count: number): void {
  const { dice } = stage;
  for (let i = 0; i < count; i++) {
    const kind = dice.pick(['money', 'money', 'rate', 'rate', 'count'] as const);
    if (kind === 'count' && scope === 'monthly') continue;
    const name = stage.fresh(ASSUMED[kind]);
    const typical =
      kind === 'money'
        ? stage.whole(stage.scale * dice.between(0.3, 4))
        : kind === 'rate'
          ? dice.between(0.002, 0.06)
          : dice.whole(1, 5);
    const value =
      kind === 'money'
        ? assumedMoney(stage, name, typical, scope)
        : kind === 'rate'
          ? assumedRate(stage, name, typical, scope)
          : assumedCount(stage);
    const positive = kind !== 'rate' && scope === 'once';
    stage.names.push({ name, section: 'assumptions', kind, typical, once: scope === 'once', positive });
    entries.push([name, assumption(stage, value)]);
  }
}

export function assumption(stage: Stage, value: Piece): Yaml {
  const { dice, pen } = stage;
  let claims: Yaml | null = null;
  if (dice.chance(0.08)) {
    const long = map([
      ['value', scalar(pen.share(0.04).text)],
      ['source', stage.sources.length > 0 ? scalar(stage.sources[0]!) : null],
      ['note', dice.chance(0.3) ? scalar('in an interview') : null],
    ]);
    claims = map([['other', dice.chance(0.5) ? scalar('7%') : long]]);
  }
  return stage.entry(
    [
      ['value', stage.formula(value)],
      ['claims', claims],
    ],
    'value',
  );
}

export function assumedMoney(stage: Stage, name: string, typical: number, scope: 'once' | 'monthly'): Piece {
  const { dice, pen } = stage;
  if (scope === 'once') {
    const others = stage.known('money', 'once').filter((named) => named.positive);
    if (others.length > 0 && dice.chance(0.25)) return scaled(stage, dice.pick(others), typical);
    return dice.chance(0.6) ? law(stage, typical) : onceMoney(stage, typical);
  }
  switch (dice.whole(0, 4)) {
    case 0:
      return pen.times(
        '*',
        pen.call('prev', pen.word(name), pen.money(typical)),
        pen.plus('+', pen.whole(1), smallRate(stage)),
      );
    case 1:
      return pen.times('*', law(stage, typical), factor(stage, 2));
    case 2: {
      const creditor = stage.stateCreditor();
      if (creditor === null) return amount(stage, typical, null, 1);
      return pen.plus(
        '+',
        pen.money(typical),
        pen.times('*', pen.quoted(dice.pick(['owed', 'overdue']), creditor), pen.share(0.02)),
      );
    }
    case 3:
      return stage.style.tied
        ? amount(stage, typical, null, 1)
        : pen.times(
            '*',
            pen.money(typical),
            pen.plus('+', pen.whole(1), pen.call('monthly', rateLawAlone(stage, 0.01, 0.05))),
          );
    default:
      return amount(stage, typical, null, 2);
  }
}

export function assumedRate(stage: Stage, name: string, typical: number, scope: 'once' | 'monthly'): Piece {
  const { dice, pen } = stage;
  const value = dice.chance(0.2) ? -typical / 2 : typical;
  const others = stage.known('rate', scope);
  if (scope === 'once') {
    switch (dice.whole(0, 5)) {
      case 0:
        return pen.share(value);
      case 1:
        return pen.times(
          '*',
          pen.share(value),
          pen.plus('+', pen.whole(1), others.length > 0 ? pen.word(dice.pick(others).name) : pen.share(0.2)),
        );
      case 2:
        return others.length > 0
          ? pen.plus('+', pen.times('*', pen.word(dice.pick(others).name), pen.share(0.1)), pen.share(value))
          : pen.share(value);
      case 3:
        return stage.style.tied
          ? pen.rate(Math.abs(value))
          : pen.plus('-', rateLaw(stage, value, typical), pen.share(0.001));
      default:
        return stage.style.tied ? pen.share(value) : rateLaw(stage, value, typical / 2);
    }
  }
  switch (dice.whole(0, 5)) {
    case 0:
      return pen.times('*', pen.share(value), pen.quoted('since', stage.month()));
    case 1:
      return pen.plus(
        '+',
        pen.times('*', pen.call('prev', pen.word(name), pen.share(value)), pen.share(0.9)),
        pen.share(0.001),
      );
    case 2:
      return stage.style.tied ? pen.share(value) : pen.call('monthly', rateLawAlone(stage, value, typical));
    case 3:
      return stage.style.tied
        ? pen.share(value)
        : pen.plus('+', pen.call('monthly', rateLawAlone(stage, value, typical / 3)), pen.share(0.002));
    case 4:
      return pen.choose(condition(stage, 2), pen.share(value), smallRate(stage));
    default:
      return pen.times('*', smallRate(stage), factor(stage, 1));
  }
}

export function assumedCount(stage: Stage): Piece {
  const { dice, pen } = stage;
  if (stage.style.tied || dice.chance(0.3)) return pen.whole(dice.whole(1, 5));
  return dice.chance(0.5)
    ? pen.call('whole', pen.whole(dice.whole(0, 1)), pen.whole(dice.whole(2, 6)))
    : pen.call('triangular', pen.plain(0), pen.plain(dice.between(1, 2)), pen.plain(dice.between(3, 5)));
}

/** An assumption that reads lines. */
export function derive(stage: Stage, assumptions: [string, Yaml][]): void {
  const { dice, pen } = stage;
  const lines = stage.known('money', 'monthly').filter((named) => named.section !== 'assumptions');
  const [a, b] = [dice.pick(lines), dice.pick(lines)];
  const name = stage.fresh(['burn_part', 'run_rate', 'both', 'bills']);
  const piece = pen.plus(
    '+',
    pen.times('*', pen.word(a.name), pen.share(0.5)),
    dice.chance(0.5) ? pen.word(b.name) : pen.call('prev', pen.word(b.name)),
  );
  stage.names.push({
    name,
    section: 'assumptions',
    kind: 'money',
    typical: a.typical / 2 + b.typical,
    once: false,
    positive: true,
  });
  assumptions.push([name, assumption(stage, piece)]);
}

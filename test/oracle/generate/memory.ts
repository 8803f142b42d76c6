import type { Piece } from '../formula-text.ts';
import type { Stage } from './stage.ts';

const FLOWS = [
  'billings revenue collections costs late_fees interest bad_debt grants forgiven disposals net_income net_loss',
  'gross_burn net_burn accrued_burn equity_raised debt_drawn debt_converted asset_sales funding',
].flatMap((names) => names.split(' '));

/** A sum of the company's flow over past months, as `past` gives it. */
export function lately(stage: Stage): Piece {
  const { dice, pen } = stage;
  const flow = dice.chance(0.5) ? dice.pick(['net_income', 'net_loss', 'revenue', 'net_burn']) : dice.pick(FLOWS);
  return pen.quoted('past', flow, pen.whole(dice.pick([1, 2, 3, 3, 6, 12, 24])));
}

/**
 * A factor near 1 that depends on earlier months: a value some months ago, a flow of late, whether a round came, when a
 * lever was pulled.
 */
export function remembering(stage: Stage): Piece {
  const { dice, pen } = stage;
  const one = pen.whole(1);
  const part = pen.share(dice.between(0.05, 0.4));
  const levers = stage.known('rate', 'monthly', 'levers');
  const lines = stage.known('money', 'monthly').filter((named) => named.section !== 'assumptions');
  switch (dice.whole(0, 4)) {
    case 0:
      return pen.call(
        'clamp',
        pen.plus('+', one, pen.times('/', lately(stage), pen.odd(stage.scale * dice.between(5, 30)))),
        pen.plain(0.7),
        pen.plain(1.3),
      );
    case 1: {
      if (stage.funding.length === 0) return one;
      return pen.plus('+', one, pen.times('*', part, pen.quoted('arrived', dice.pick(stage.funding))));
    }
    case 2: {
      if (levers.length === 0) return one;
      const lever = dice.pick(levers).name;
      const passed = pen.plus('-', pen.word('t'), pen.call('from', pen.word(lever)));
      const grown = pen.call('clamp', pen.times('/', passed, pen.whole(dice.whole(2, 9))), pen.whole(0), one);
      return pen.plus('-', one, pen.times('*', part, grown));
    }
    case 3: {
      if (lines.length === 0) return one;
      const line = dice.pick(lines);
      const ratio = pen.times('/', lagged(stage, line.name, line.typical), pen.odd(line.typical * 3));
      return pen.plus('+', pen.plain(0.8), pen.call('min', ratio, one));
    }
    default: {
      const rates = stage.known('rate', 'monthly');
      return rates.length === 0 ? one : pen.plus('+', one, lagged(stage, dice.pick(rates).name, 0.02));
    }
  }
}

/** A value some months ago. */
export function lagged(stage: Stage, name: string, typical: number): Piece {
  const { dice, pen } = stage;
  const first = dice.chance(0.5) ? [typical < 1 ? pen.share(typical) : pen.money(stage.whole(typical))] : [];
  return pen.call('lag', pen.word(name), pen.whole(dice.pick([1, 2, 3, 6, 12, dice.whole(1, 60)])), ...first);
}

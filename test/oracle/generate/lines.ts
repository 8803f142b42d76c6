import type { Piece } from '../formula-text.ts';
import { list, scalar, type Yaml } from '../yaml-text.ts';
import { derive } from './assumptions.ts';
import { seasonal } from './calendar.ts';
import { amount, onceMoney } from './formulas.ts';
import { COSTS, REVENUE, type Stage } from './stage.ts';

export function lineSections(
  stage: Stage,
  assumptions: [string, Yaml][],
): { revenue: [string, Yaml][]; costs: [string, Yaml][] } {
  const { dice, pen } = stage;
  const cover = dice.between(stage.style.cover[0], stage.style.cover[1]);
  const sales = dice.pick([0, 1, 1, 2, 3, 4]);
  const bills = dice.pick([0, 1, 2, 2, 3, 3, 4, 5, 7]);
  const kinds = dice.shuffled([
    ...Array.from({ length: sales }, () => 'revenue' as const),
    ...Array.from({ length: bills }, () => 'costs' as const),
  ]);
  const planned = kinds.map((section) => ({
    section,
    name: stage.fresh(section === 'revenue' ? REVENUE : COSTS),
    typical: stage.whole(section === 'revenue' ? (stage.scale * Math.max(0.01, cover)) / sales : stage.scale / bills),
  }));
  const revenue: [string, Yaml][] = [];
  const costs: [string, Yaml][] = [];
  planned.forEach(({ section, name, typical }, i) => {
    let piece = amount(stage, typical, name, 2);
    // Functions that read earlier months may read a line that is defined later.
    const later = planned.slice(i + 1);
    if (later.length > 0 && dice.chance(0.15)) {
      const other = dice.pick(later);
      const lag = pen.call('prev', pen.word(other.name), pen.money(other.typical));
      piece = pen.plus(
        '+',
        pen.times('*', piece, pen.share(0.8)),
        pen.times('*', lag, pen.share((0.2 * typical) / other.typical)),
      );
    }
    if (dice.chance(0.3)) piece = pen.times('*', piece, seasonal(stage));
    if (section === 'revenue') revenue.push([name, revenueLine(stage, piece, typical)]);
    else costs.push([name, costLine(stage, piece, typical)]);
    stage.names.push({ name, section, kind: 'money', typical, once: false, positive: true });
    if (dice.chance(0.12)) derive(stage, assumptions);
  });
  return { revenue, costs };
}

function revenueLine(stage: Stage, amount: Piece, typical: number): Yaml {
  const { dice } = stage;
  return stage.entry(
    [
      ['amount', stage.formula(amount)],
      ['collect', dice.chance(0.55) ? list(collect(stage).map((piece) => scalar(piece.text))) : null],
      ['receivable', dice.chance(0.3) ? openings(stage, typical * 0.8) : null],
      ['over', over(stage, 0.3)],
      ['deferred', dice.chance(0.2) ? openings(stage, typical / 2) : null],
      ['day', stage.day('in')],
    ],
    'amount',
  );
}

function collect(stage: Stage): Piece[] {
  const { dice, pen } = stage;
  const count = stage.listLength();
  const exact = dice.chance(0.5);
  // Whole per cents that sum to 100, or to less: the rest is bad debt.
  let left = exact ? 100 : dice.whole(40, 99);
  const levers = stage.known('rate', 'monthly', 'levers');
  const shares: Piece[] = [];
  for (let j = 0; j < count; j++) {
    const part = j === count - 1 ? left : dice.whole(0, Math.min(left, Math.floor((2 * left) / (count - j))));
    left -= part;
    const share = pen.word(dice.chance(0.8) ? `${part}%` : String(part / 100));
    const roll = exact ? 1 : dice.unit();
    if (roll < 0.1) {
      const gate = pen.times('*', pen.share(0.3), pen.quoted('since', stage.month()));
      shares.push(pen.times('*', share, pen.plus('-', pen.whole(1), gate)));
    } else if (roll < 0.2 && levers.length > 0) {
      const kept = pen.plus('-', pen.whole(1), pen.word(dice.pick(levers).name));
      shares.push(pen.times('*', share, pen.call('clamp', kept, pen.whole(0), pen.whole(1))));
    } else shares.push(share);
  }
  return shares;
}

function costLine(stage: Stage, amount: Piece, typical: number): Yaml {
  const { dice } = stage;
  const to = stage.vendors.length > 0 && dice.chance(0.85) ? dice.pick(stage.vendors) : null;
  stage.billed.add(to ?? 'others');
  return stage.entry(
    [
      ['amount', stage.formula(amount)],
      ['to', to === null ? null : scalar(to)],
      ['over', over(stage, 0.2)],
      ['prepaid', dice.chance(0.15) ? openings(stage, typical / 2) : null],
    ],
    'amount',
  );
}

/** A list of opening balances: of month 0, 1, … in which they come in, or are earned or spent. */
function openings(stage: Stage, most: number): Yaml {
  const { dice } = stage;
  return list(
    Array.from({ length: stage.listLength() }, () =>
      dice.chance(0.2) ? scalar('0') : stage.formula(onceMoney(stage, most * dice.between(0.1, 1))),
    ),
  );
}

/** The months of `over`, in which a billing is earned or an invoice spent; null: the key is left out. */
function over(stage: Stage, chance: number): Yaml | null {
  const { dice } = stage;
  if (!dice.chance(chance)) return null;
  return scalar(String(dice.pick([1, 2, 3, 12, 12, dice.whole(1, 36), dice.whole(1, 120)])));
}

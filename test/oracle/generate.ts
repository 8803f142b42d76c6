import { formatMonth } from '../../src/formula/month.ts';
import { Dice } from './dice.ts';
import { Pen, type Piece } from './formula-text.ts';
import { bare, formula, list, map, scalar, type Yaml, yamlText } from './yaml-text.ts';

/** A bare 1 or more gets its percent sign: on a lever that ends at 50% it is refused, for 1% may be meant. */
const inPercent = (piece: Piece): Piece =>
  Number(piece.text) >= 1 ? { ...piece, text: `${Number((Number(piece.text) * 100).toPrecision(12))}%` } : piece;

/**
 * The text of a valid scenario made at random: every section, function and way of writing, with outcomes of every kind.
 * What is evaluated once stays in its bounds in every world, so the scenario can also be run with draws.
 */
export function generateScenario(seed: number): string {
  const dice = new Dice(seed);
  return yamlText(new Generator(dice).scenario(), dice);
}

/** How a company stands: months of cash, revenue over costs, months of opening debts to creditors. */
interface Style {
  readonly cash: readonly [low: number, high: number];
  readonly cover: readonly [low: number, high: number];
  readonly arrears: number;
  /** Round numbers and no draws: amounts meet limits, cash and each other exactly. */
  readonly tied: boolean;
}

const HEALTHY: Style = { cash: [1, 12], cover: [0.95, 1.6], arrears: 0.5, tied: false };
const BURNING: Style = { cash: [1, 16], cover: [0, 0.8], arrears: 1, tied: false };
const BROKE: Style = { cash: [0, 1.2], cover: [0.1, 1.05], arrears: 3, tied: false };
const TIED: Style = { cash: [0, 8], cover: [0, 1.2], arrears: 1, tied: true };

type Section = 'assumptions' | 'revenue' | 'costs' | 'levers';

/** A name of the one name space, with the value it has in the main. */
interface Named {
  readonly name: string;
  readonly section: Section;
  readonly kind: 'money' | 'rate' | 'count';
  readonly typical: number;
  /** It may be read by what is evaluated once. */
  readonly once: boolean;
  /** Never below zero, whatever is drawn. */
  readonly positive: boolean;
}

const ASSUMED = {
  money: ['big_bill', 'market', 'contract', 'base_price', 'opening_cash', 'late_bills', 'order_size', 'x1', 'm_2'],
  rate: ['growth', 'churn', 'price_rise', 'inflation', 'discount_rate', 'slip', 'g', 'r_a', 'usage'],
  count: ['keep_months', 'delay_months', 'n', 'seats'],
};
const LEVERS = ['layoffs', 'haircut', 'defer', 'cut', 'freeze', 'resell', 'sublet', 'raise_prices'];
const REVENUE = ['sales', 'licences', 'api', 'services', 'royalties', 'subscriptions', 'events', 'grants_in'];
const COSTS = ['wages', 'compute', 'rent', 'audit', 'ads', 'support', 'servers', 'travel_cost', 'rates_bill', 'legal'];
const CREDITORS = [
  'staff',
  'cloud',
  'gpu',
  'landlord',
  'bank',
  'tax',
  'law',
  'agency',
  'fund',
  'insurer',
  'data',
  'others',
];
const UNNAMED = ['courier', 'caterer', 'utility'];
const DEBTS = ['note', 'term_loan', 'venture_debt', 'bridge', 'bank', 'mezzanine', 'cloud'];
const FUNDING = ['angel', 'round_a', 'round_b', 'eu_grant', 'bridge_equity', 'bank'];
const LABELS = ['Monthly growth', 'A guess: high', 'As told, #4', 'Café — 5 €', "The landlord's figure", '50% of "it"'];

class Generator {
  private readonly dice: Dice;
  private readonly pen: Pen;
  private readonly style: Style;
  /** Money of one month's costs. */
  private readonly scale: number;
  private readonly months: number;
  private readonly start: number;
  private readonly sources: readonly string[];
  /** Chances that a creditor is critical, that it has a limit or patience, and that it petitions. */
  private readonly temper: { readonly critical: number; readonly short: number; readonly petition: number };
  private readonly taken = new Set<string>();
  private readonly names: Named[] = [];
  private readonly creditors: string[];
  private readonly debts: string[];
  private readonly lenders: readonly string[];
  private readonly vendors: readonly string[];

  constructor(dice: Dice) {
    this.dice = dice;
    const styleRoll = dice.unit();
    this.style = styleRoll < 0.25 ? HEALTHY : styleRoll < 0.58 ? BURNING : styleRoll < 0.8 ? BROKE : TIED;
    this.pen = new Pen(dice, this.style.tied);
    const magnitude = 10 ** dice.between(1.5, 8);
    this.scale = this.style.tied ? 120 * 10 ** dice.whole(0, 4) : magnitude;
    this.months = dice.pick([
      1,
      2,
      3,
      dice.whole(4, 8),
      12,
      12,
      18,
      24,
      24,
      36,
      dice.whole(1, 60),
      dice.whole(1, 60),
      60,
    ]);
    this.start = dice.chance(0.9)
      ? 12 * dice.whole(2018, 2027) + dice.whole(0, 11)
      : 12 * dice.pick([1905, 1999, 2093]) + dice.whole(0, 11);
    this.sources = dice.chance(0.4) ? ['someone', 'register', 'press'].slice(0, dice.whole(1, 3)) : [];
    this.temper = dice.pick([
      { critical: 0.1, short: 0.3, petition: 0.1 },
      { critical: 0.6, short: 0.4, petition: 0.2 },
      { critical: 0.35, short: 0.7, petition: 0.5 },
      { critical: 0.15, short: 0.85, petition: 0.7 },
    ]);
    this.creditors = dice.shuffled(CREDITORS).slice(0, dice.pick([0, 1, 2, 2, 3, 3, 4, 5, 6, 7]));
    this.debts = dice.chance(0.5) ? dice.shuffled(DEBTS).slice(0, dice.whole(1, 3)) : [];
    this.lenders = this.debts.map((debt) =>
      dice.chance(0.5) || this.creditors.length === 0 ? debt : dice.pick([...this.creditors, 'intel']),
    );
    this.vendors = [...this.creditors, ...(dice.chance(0.3) ? [dice.pick(UNNAMED)] : [])];
  }

  scenario(): Yaml & { kind: 'map' } {
    const { dice, pen } = this;
    const sections: [string, Yaml | null][] = [];
    const levers = this.leverSection();
    const assumptions: [string, Yaml][] = [];
    this.assume(assumptions, 'once', dice.pick([0, 1, 2, 3, 5, 7]));
    this.assume(assumptions, 'monthly', dice.pick([0, 1, 2, 3, 4]));

    const { revenue, costs } = this.lineSections(assumptions);
    const creditors = this.creditors.map((name): [string, Yaml] => [name, this.creditor()]);
    const debts = this.debts.map((name, i): [string, Yaml] => [name, this.debt(name, this.lenders[i]!)]);
    const funding = (dice.chance(0.6) ? dice.shuffled(FUNDING).slice(0, dice.whole(1, 4)) : []).map(
      (name): [string, Yaml] => [name, this.fundingEntry()],
    );

    sections.push(['runway', bare('1')]);
    if (dice.chance(0.5))
      sections.push(['name', scalar(dice.pick(['generated', 'A scenario, made at random', 'No. 5: "test"']))]);
    if (dice.chance(0.2)) sections.push(['description', scalar('What is told here is not true of any company.')]);
    sections.push(['start', scalar(formatMonth(this.start))]);
    if (this.months !== 24 || dice.chance(0.5)) sections.push(['months', scalar(String(this.months))]);
    if (dice.chance(0.4)) sections.push(['currency', scalar(dice.pick(['USD', 'EUR', 'GBP', 'JPY', 'CHF']))]);
    if (dice.chance(0.3)) sections.push(['seed', scalar(String(dice.whole(0, 99999)))]);
    sections.push(['cash', this.openingCash(assumptions)]);
    if (dice.chance(0.5)) sections.push(['reserve', scalar(this.reserve().text)]);
    if (dice.chance(0.35)) sections.push(['assets', scalar(this.assets().text)]);
    sections.push(['sources', this.section(this.sources.map((name) => [name, this.sourceEntry()]))]);
    sections.push(['levers', this.section(levers)]);
    sections.push(['assumptions', this.section(assumptions)]);
    sections.push(['revenue', this.section(revenue)]);
    sections.push(['costs', this.section(costs)]);
    sections.push(['creditors', this.section(creditors)]);
    sections.push(['debts', this.section(debts)]);
    sections.push(['funding', this.section(funding)]);
    sections.push(['plans', this.section(this.plans())]);
    if (dice.chance(0.2)) {
      const check = map([
        ['measure', scalar('survival')],
        ['at_least', scalar(pen.share(dice.whole(1, 19) / 20).text)],
        ['worlds', dice.chance(0.5) ? scalar(dice.pick(['100', '1000'])) : null],
      ]);
      sections.push(['checks', map([['alive', check]])]);
    }
    if (dice.chance(0.15) && this.creditors.length > 0) sections.push(['reported', this.reported()]);
    return map(sections) as Yaml & { kind: 'map' };
  }

  /** A section without entries is left out, or written as an empty map. */
  private section(entries: readonly [string, Yaml][]): Yaml | null {
    return entries.length > 0 || this.dice.chance(0.03) ? map(this.dice.shuffled(entries)) : null;
  }

  // ------------------------------------------------------------------------------------------------------- names,
  // months

  private fresh(pool: readonly string[]): string {
    for (;;) {
      const name = this.dice.pick(pool) + (this.dice.chance(0.15) ? `_${this.dice.whole(2, 30)}` : '');
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }

  private known(kind: Named['kind'], scope: 'once' | 'monthly', section?: Section): Named[] {
    return this.names.filter(
      (named) =>
        named.kind === kind &&
        (scope === 'monthly' || named.once) &&
        (section === undefined || named.section === section),
    );
  }

  /** A month in or around the horizon. */
  private month(low = -6, high = this.months + 5): string {
    return formatMonth(this.start + this.dice.whole(low, Math.max(low, high)));
  }

  private stateCreditor(): string | null {
    const all = [...this.creditors, ...this.lenders];
    return all.length === 0 ? null : this.dice.pick(all);
  }

  /** What may stand on any entry. */
  private extras(): [string, Yaml | null][] {
    const { dice } = this;
    return [
      ['label', dice.chance(0.08) ? scalar(dice.pick(LABELS)) : null],
      ['note', dice.chance(0.05) ? scalar(dice.pick(['a # note: here', 'Read off a chart.', 'see page 3'])) : null],
      ['source', this.sources.length > 0 && dice.chance(0.15) ? scalar(dice.pick(this.sources)) : null],
    ];
  }

  private entry(fields: readonly (readonly [string, Yaml | null])[], short: string | null): Yaml {
    const all = map([...fields, ...this.extras()]) as Yaml & { kind: 'map' };
    const main = all.entries[0]!;
    return short === main[0] && all.entries.length === 1 && this.dice.chance(0.5) ? main[1] : all;
  }

  private formula(piece: Piece): Yaml {
    return formula(this.pen.inBrackets(piece).text);
  }

  // ---------------------------------------------------------------------------------------------------------------
  // draws

  /** A distribution of a rate around `center`, its arguments constant. */
  private rateLaw(center: number, spread: number): Piece {
    const { dice, pen } = this;
    const low = center - spread * dice.between(0.5, 1.5);
    const high = center + spread * dice.between(0.5, 1.5);
    switch (dice.whole(0, 4)) {
      case 0:
        return pen.call('normal', pen.share(center), pen.share(dice.chance(0.05) ? 0 : spread));
      case 1:
        return pen.call('uniform', pen.share(low), pen.share(high));
      case 2:
        return pen.call('triangular', ...this.ordered(low, high, (x) => pen.share(x)));
      case 3:
        return pen.call('pert', ...this.ordered(low, high, (x) => pen.share(x)));
      default:
        return pen.times(
          '*',
          pen.call('whole', pen.whole(dice.whole(-3, 0)), pen.whole(dice.whole(1, 6))),
          pen.share(spread),
        );
    }
  }

  /** Low, mode and high of a distribution; the bounds are spelled apart enough to stay in order. */
  private ordered(low: number, high: number, spell: (x: number) => Piece): [Piece, Piece, Piece] {
    const { dice, pen } = this;
    const ends = [low, high].map((x) => spell(x)) as [Piece, Piece];
    if (dice.chance(0.1)) return [ends[0], ends[0], ends[1]];
    if (dice.chance(0.1)) return [ends[0], ends[1], ends[1]];
    const mode = low + (high - low) * dice.between(0.1, 0.9);
    const exact = (x: number): Piece =>
      x < 0 ? { ...pen.negative(exact(-x)) } : pen.word(String(Number(x.toFixed(9))));
    return [exact(low), exact(mode), exact(high)];
  }

  /** A distribution of an amount near `center`, never below zero. */
  private moneyLaw(center: number): Piece {
    const { dice, pen } = this;
    const low = center * dice.between(0.2, 0.8);
    const high = center * dice.between(1.3, 2.5);
    switch (dice.whole(0, 8)) {
      case 0:
        return pen.call('lognormal', pen.money(center), pen.plain(dice.between(0.1, 0.6)));
      case 1:
        return pen.call('uniform', pen.money(low), pen.money(high));
      case 2:
        return pen.call('triangular', ...this.amounts(low, center, high));
      case 3:
        return pen.call('pert', ...this.amounts(low, center, high));
      case 4:
        return pen.times(
          '*',
          pen.money(center),
          pen.plus(
            '+',
            pen.share(0.5),
            pen.call('beta', pen.plain(dice.between(0.4, 8)), pen.plain(dice.between(0.4, 30))),
          ),
        );
      case 5:
        return pen.times(
          '*',
          pen.call('whole', pen.whole(dice.whole(1, 2)), pen.whole(dice.whole(3, 7))),
          pen.money(center / 3),
        );
      case 6:
        return pen.times(
          '*',
          pen.money(center),
          pen.plus(
            '+',
            pen.whole(1),
            pen.call('bernoulli', dice.chance(0.2) ? pen.word('50%') : pen.share(dice.pick([0.1, 0.3, 0.7, 0.9]))),
          ),
        );
      case 7:
        return pen.call('max', pen.whole(0), pen.call('normal', pen.money(center), pen.money(center / 5)));
      default:
        // Two draws in one formula are two variables.
        return pen.plus(
          '+',
          pen.call('uniform', pen.money(low / 2), pen.money(high / 2)),
          pen.call('lognormal', pen.money(center / 2), pen.plain(0.3)),
        );
    }
  }

  private amounts(low: number, mode: number, high: number): Piece[] {
    const whole = [low, mode, high].map((x) => Math.max(1, Math.round(x)));
    return [whole[0]!, whole[1]! + 1, whole[2]! + 2].map((x) => this.pen.word(String(x)));
  }

  private law(center: number): Piece {
    return this.style.tied ? this.pen.money(center) : this.moneyLaw(center);
  }

  // --------------------------------------------------------------------------------------------------------------
  // levers

  private leverSection(): [string, Yaml][] {
    const { dice, pen } = this;
    const entries: [string, Yaml][] = [];
    for (let i = dice.pick([0, 0, 1, 2, 3, 4]); i > 0; i--) {
      const name = this.fresh(LEVERS);
      const ranged = dice.chance(0.5);
      const value = dice.chance(0.35) ? 0 : dice.chance(0.06) ? dice.between(1.05, 1.3) : dice.between(0.05, 0.95);
      const from = dice.chance(0.5) ? this.month(-4, dice.chance(0.15) ? this.months + 8 : this.months) : null;
      this.names.push({ name, section: 'levers', kind: 'rate', typical: value, once: true, positive: true });
      const fields: [string, Yaml | null][] = [
        ['value', this.formula(inPercent(this.style.tied ? pen.share(Math.round(value * 10) / 10) : pen.share(value)))],
        [
          'range',
          ranged
            ? list(
                dice
                  .pick([
                    ['0%', '100%'],
                    ['0', '1'],
                    ['0%', '50%'],
                    ['-10%', '2'],
                  ])
                  .map(scalar),
              )
            : null,
        ],
        ['step', dice.chance(0.3) ? scalar(dice.pick(['5%', '10%', '0.05', '1/20'])) : null],
        ['from', from === null ? null : scalar(from)],
        ['delay', dice.chance(0.3) ? scalar(String(dice.whole(0, 3))) : null],
        ['pain', dice.chance(0.3) ? scalar(dice.pick(['1', '5', '2.5', '0'])) : null],
      ];
      entries.push([name, this.entry(fields, 'value')]);
    }
    return entries;
  }

  private plans(): [string, Yaml][] {
    const { dice, pen } = this;
    const levers = this.known('rate', 'once', 'levers');
    if (levers.length === 0 || dice.chance(0.6)) return [];
    return ['shrink', 'stand_still'].slice(0, dice.whole(1, 2)).map((name) => {
      const chosen = dice.shuffled(levers).slice(0, dice.whole(1, levers.length));
      const set = chosen.map((lever): [string, Yaml] => {
        const value = inPercent(pen.share(dice.whole(0, 20) / 20)).text;
        return [lever.name, scalar(dice.chance(0.5) ? `${value}@${this.month(0, this.months - 1)}` : value)];
      });
      return [
        name,
        map([
          ['label', dice.chance(0.5) ? scalar('Shrink') : null],
          ['set', map(set)],
        ]),
      ];
    });
  }

  // ---------------------------------------------------------------------------------------------------------
  // assumptions

  private assume(entries: [string, Yaml][], scope: 'once' | 'monthly', count: number): void {
    const { dice } = this;
    for (let i = 0; i < count; i++) {
      const kind = dice.pick(['money', 'money', 'rate', 'rate', 'count'] as const);
      if (kind === 'count' && scope === 'monthly') continue;
      const name = this.fresh(ASSUMED[kind]);
      const typical =
        kind === 'money'
          ? this.whole(this.scale * dice.between(0.3, 4))
          : kind === 'rate'
            ? dice.between(0.002, 0.06)
            : dice.whole(1, 5);
      const value =
        kind === 'money'
          ? this.assumedMoney(name, typical, scope)
          : kind === 'rate'
            ? this.assumedRate(name, typical, scope)
            : this.assumedCount();
      const positive = kind !== 'rate' && scope === 'once';
      this.names.push({ name, section: 'assumptions', kind, typical, once: scope === 'once', positive });
      entries.push([name, this.assumption(value)]);
    }
  }

  private assumption(value: Piece): Yaml {
    const { dice, pen } = this;
    let claims: Yaml | null = null;
    if (dice.chance(0.08)) {
      const long = map([
        ['value', scalar(pen.share(0.04).text)],
        ['source', this.sources.length > 0 ? scalar(this.sources[0]!) : null],
        ['note', dice.chance(0.3) ? scalar('in an interview') : null],
      ]);
      claims = map([['other', dice.chance(0.5) ? scalar('7%') : long]]);
    }
    return this.entry(
      [
        ['value', this.formula(value)],
        ['claims', claims],
      ],
      'value',
    );
  }

  private assumedMoney(name: string, typical: number, scope: 'once' | 'monthly'): Piece {
    const { dice, pen } = this;
    if (scope === 'once') {
      const others = this.known('money', 'once').filter((named) => named.positive);
      if (others.length > 0 && dice.chance(0.25)) return this.scaled(dice.pick(others), typical);
      return dice.chance(0.6) ? this.law(typical) : this.onceMoney(typical);
    }
    switch (dice.whole(0, 4)) {
      case 0:
        return pen.times(
          '*',
          pen.call('prev', pen.word(name), pen.money(typical)),
          pen.plus('+', pen.whole(1), this.smallRate()),
        );
      case 1:
        return pen.times('*', this.law(typical), this.factor(2));
      case 2: {
        const creditor = this.stateCreditor();
        if (creditor === null) return this.amount(typical, null, 1);
        return pen.plus(
          '+',
          pen.money(typical),
          pen.times('*', pen.quoted(dice.pick(['owed', 'overdue']), creditor), pen.share(0.02)),
        );
      }
      case 3:
        return this.style.tied
          ? this.amount(typical, null, 1)
          : pen.times(
              '*',
              pen.money(typical),
              pen.plus('+', pen.whole(1), pen.call('monthly', this.rateLawAlone(0.01, 0.05))),
            );
      default:
        return this.amount(typical, null, 2);
    }
  }

  /** One call and nothing around it, as `monthly` wants. */
  private rateLawAlone(center: number, spread: number): Piece {
    const { dice, pen } = this;
    if (dice.chance(0.15)) return pen.call('lognormal', pen.share(Math.abs(center) + 0.01), pen.plain(0.4));
    if (dice.chance(0.15)) return pen.call('bernoulli', pen.share(dice.pick([0.1, 0.2])));
    if (dice.chance(0.15)) return pen.call('beta', pen.plain(dice.between(0.5, 3)), pen.plain(dice.between(20, 60)));
    for (;;) {
      const law = this.rateLaw(center, spread);
      if (/^[a-z]+\([^()]*\)$/.test(law.text)) return law;
    }
  }

  private assumedRate(name: string, typical: number, scope: 'once' | 'monthly'): Piece {
    const { dice, pen } = this;
    const value = dice.chance(0.2) ? -typical / 2 : typical;
    const others = this.known('rate', scope);
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
          return this.style.tied
            ? pen.rate(Math.abs(value))
            : pen.plus('-', this.rateLaw(value, typical), pen.share(0.001));
        default:
          return this.style.tied ? pen.share(value) : this.rateLaw(value, typical / 2);
      }
    }
    switch (dice.whole(0, 5)) {
      case 0:
        return pen.times('*', pen.share(value), pen.quoted('since', this.month()));
      case 1:
        return pen.plus(
          '+',
          pen.times('*', pen.call('prev', pen.word(name), pen.share(value)), pen.share(0.9)),
          pen.share(0.001),
        );
      case 2:
        return this.style.tied ? pen.share(value) : pen.call('monthly', this.rateLawAlone(value, typical));
      case 3:
        return this.style.tied
          ? pen.share(value)
          : pen.plus('+', pen.call('monthly', this.rateLawAlone(value, typical / 3)), pen.share(0.002));
      case 4:
        return pen.choose(this.test(2), pen.share(value), this.smallRate());
      default:
        return pen.times('*', this.smallRate(), this.factor(1));
    }
  }

  private assumedCount(): Piece {
    const { dice, pen } = this;
    if (this.style.tied || dice.chance(0.3)) return pen.whole(dice.whole(1, 5));
    return dice.chance(0.5)
      ? pen.call('whole', pen.whole(dice.whole(0, 1)), pen.whole(dice.whole(2, 6)))
      : pen.call('triangular', pen.plain(0), pen.plain(dice.between(1, 2)), pen.plain(dice.between(3, 5)));
  }

  // ------------------------------------------------------------------------------------------- formulas of known
  // meaning

  private whole(value: number): number {
    return this.style.tied ? Math.max(10, Math.round(value / 10) * 10) : value;
  }

  /** An amount for what is evaluated once: never below zero. */
  private onceMoney(value: number): Piece {
    const { dice, pen } = this;
    const amount = this.whole(value);
    const others = this.known('money', 'once').filter((named) => named.positive);
    const levers = this.known('rate', 'once', 'levers');
    switch (dice.whole(0, 7)) {
      case 0:
        return others.length > 0 ? this.scaled(dice.pick(others), amount) : pen.money(amount);
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

  /** Another amount, brought near the size that is wanted. */
  private scaled(named: Named, wanted: number): Piece {
    const { dice, pen } = this;
    const ratio = wanted / named.typical;
    const name = pen.word(named.name);
    if (dice.chance(0.15)) return name;
    if (ratio < 1 && dice.chance(0.3)) return pen.times('/', name, pen.plain(Math.max(1, Math.round(1 / ratio))));
    return pen.times('*', name, ratio < 1 ? pen.share(ratio) : pen.plain(ratio));
  }

  /** A growth rate, a few per cent. */
  private smallRate(): Piece {
    const { dice, pen } = this;
    const rates = this.known('rate', 'monthly').filter((named) => named.section === 'assumptions');
    const value = dice.between(-0.03, 0.04);
    switch (dice.whole(0, 5)) {
      case 0:
      case 1:
        return rates.length > 0 ? pen.word(dice.pick(rates).name) : pen.share(value);
      case 2:
        return pen.choose(this.test(1), pen.share(Math.abs(value)), pen.share(value));
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
  private test(depth: number): Piece {
    const { dice, pen } = this;
    const t = pen.word('t');
    const creditor = this.stateCreditor();
    const levers = this.known('rate', 'monthly', 'levers');
    const sign = dice.pick(['<', '<=', '>', '>=', '==', '!=']);
    const month = pen.whole(dice.whole(0, this.months));
    if (depth > 0 && dice.chance(0.35)) {
      switch (dice.whole(0, 2)) {
        case 0:
          return pen.and(this.test(depth - 1), this.test(depth - 1));
        case 1:
          return pen.or(this.test(depth - 1), this.test(depth - 1));
        default:
          return pen.not(this.test(depth - 1));
      }
    }
    switch (dice.whole(0, 8)) {
      case 0:
        return pen.compare(pen.whole(dice.whole(-1, 3)), ['<', t], ['<=', month]);
      case 1:
        return pen.quoted(dice.pick(['since', 'until', 'at']), this.month());
      case 2:
        return creditor === null ? t : pen.quoted('suspended', creditor);
      case 3:
        return pen.compare(pen.word('cash'), [dice.pick(['<', '>']), pen.odd(this.scale * dice.between(0.5, 6))]);
      case 4:
        return creditor === null
          ? t
          : pen.compare(pen.quoted(dice.pick(['overdue', 'owed']), creditor), [
              '>',
              pen.odd(this.scale * dice.between(0.2, 2)),
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
          pen.quoted('since', this.month()),
        ]);
      default:
        return pen.compare(t, [sign, month]);
    }
  }

  /** A factor near 1 that varies with the month, the levers or the state. */
  private factor(depth: number): Piece {
    const { dice, pen } = this;
    const one = pen.whole(1);
    const t = pen.word('t');
    const levers = this.known('rate', 'monthly', 'levers');
    const creditor = this.stateCreditor();
    const part = pen.share(dice.between(0.03, 0.45));
    const gated = (gate: Piece): Piece => pen.plus(dice.pick(['+', '-']), one, pen.times('*', part, gate));
    if (depth > 1 && dice.chance(0.25)) return pen.times('*', this.factor(1), this.factor(depth - 1));
    switch (dice.whole(0, 25)) {
      case 24: {
        // Memory of a lever or a rate; without a first value it is that of month 0.
        const remembered = this.known('rate', 'monthly');
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
          : pen.plus('+', one, this.smallRate());
      case 3:
        return levers.length > 0
          ? pen.plus('-', one, pen.times('*', pen.word(dice.pick(levers).name), part))
          : gated(pen.quoted('at', this.month()));
      case 4:
        return gated(pen.quoted(dice.pick(['since', 'until', 'at']), this.month()));
      case 5: {
        const from = dice.whole(-3, this.months);
        return gated(
          pen.quotedPair('between', formatMonth(this.start + from), formatMonth(this.start + from + dice.whole(0, 9))),
        );
      }
      case 6:
        return gated(
          pen.quoted(
            'ramp',
            this.month(),
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
              pen.plus('-', one, pen.times('/', pen.quoted('overdue', creditor), pen.odd(this.scale * 6))),
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
        return pen.choose(this.test(2), pen.plain(dice.between(1, 1.4)), pen.plain(dice.between(0.6, 1)));
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
              pen.times('*', pen.plain(dice.between(-8, 8)), pen.quoted('since', this.month())),
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
        return pen.plus('+', pen.times('*', pen.not(this.test(1)), pen.share(0.1)), pen.plain(0.95));
      case 21:
        return pen.call('abs', pen.plus('-', pen.negative(part), pen.call('min', one, pen.plain(0.8), this.factor(1))));
      case 22:
        return pen.plus('+', one, pen.negative(pen.power(part, pen.whole(2))));
      case 23:
        return pen.choose(
          pen.compare(t, ['==', pen.whole(0)]),
          one,
          pen.call('max', pen.plain(0.7), pen.plus('-', pen.plain(1.1), pen.times('/', pen.plain(0.2), t))),
        );
      default:
        return pen.plus('+', one, this.smallRate());
    }
  }

  /** A monthly amount near `value`; `self` is its own name, for growth on the month before. */
  private amount(value: number, self: string | null, depth: number): Piece {
    const { dice, pen } = this;
    const amount = this.whole(value);
    const others = this.known('money', 'monthly');
    const lines = others.filter((named) => named.section !== 'assumptions');
    const creditor = this.stateCreditor();
    switch (dice.whole(0, 15)) {
      case 0:
        return pen.times('*', this.amount(value, self, 0), this.factor(depth));
      case 1:
      case 2:
        return self === null
          ? pen.money(amount)
          : pen.times(
              '*',
              pen.call('prev', pen.word(self), pen.money(amount)),
              pen.plus('+', pen.whole(1), this.smallRate()),
            );
      case 3:
      case 4:
        return others.length > 0 ? this.scaled(dice.pick(others), amount) : pen.money(amount);
      case 5: {
        if (lines.length === 0) return pen.money(amount);
        const other = dice.pick(lines);
        const lag = dice.chance(0.5)
          ? pen.call('prev', pen.word(other.name))
          : pen.call('prev', pen.word(other.name), pen.money(this.whole(other.typical)));
        return pen.plus('+', pen.money(amount * 0.7), pen.times('*', lag, pen.share((0.3 * amount) / other.typical)));
      }
      case 6: {
        if (lines.length === 0) return pen.money(amount);
        const other = dice.pick(lines);
        const step = dice.chance(0.5)
          ? pen.call('change', pen.word(other.name))
          : pen.call('change', pen.word(other.name), pen.money(this.whole(other.typical)));
        const moved = pen.times('*', step, pen.share((dice.between(-0.4, 0.4) * amount) / other.typical));
        const whole = pen.plus(
          '+',
          pen.money(amount),
          pen.times('/', moved, pen.plus('+', pen.whole(1), pen.word('t'))),
        );
        return dice.chance(0.5) ? pen.call('max', pen.whole(0), whole) : whole;
      }
      case 7:
        return pen.times(
          '*',
          pen.money(amount),
          pen.plus('-', pen.whole(1), pen.times('/', pen.word('t'), pen.whole(dice.whole(8, 60)))),
        );
      case 8:
        return creditor === null
          ? pen.money(amount)
          : pen.plus(
              '+',
              pen.money(amount * 0.8),
              pen.times(
                '*',
                pen.quoted(dice.pick(['owed', 'overdue']), creditor),
                pen.share(dice.between(0.005, 0.04)),
              ),
            );
      case 9:
        return depth === 0
          ? pen.money(amount)
          : pen.call(
              dice.pick(['min', 'max']),
              this.amount(value, self, 0),
              pen.money(this.whole(amount * dice.between(0.7, 1.4))),
              pen.money(amount),
            );
      case 10:
        return pen.choose(
          this.test(depth),
          this.amount(value, self, 0),
          pen.money(this.whole(amount * dice.between(0.5, 1.3))),
        );
      case 11:
        return pen.times('/', pen.plus('+', pen.money(amount), this.amount(value, self, 0)), pen.whole(2));
      default:
        return depth > 0 && dice.chance(0.6)
          ? pen.times('*', pen.money(amount), this.factor(depth))
          : pen.money(amount);
    }
  }

  // ---------------------------------------------------------------------------------------------------------------
  // lines

  private lineSections(assumptions: [string, Yaml][]): { revenue: [string, Yaml][]; costs: [string, Yaml][] } {
    const { dice, pen } = this;
    const cover = dice.between(this.style.cover[0], this.style.cover[1]);
    const sales = dice.pick([0, 1, 1, 2, 3, 4]);
    const bills = dice.pick([0, 1, 2, 2, 3, 3, 4, 5, 7]);
    const kinds = dice.shuffled([
      ...Array.from({ length: sales }, () => 'revenue' as const),
      ...Array.from({ length: bills }, () => 'costs' as const),
    ]);
    const planned = kinds.map((section) => ({
      section,
      name: this.fresh(section === 'revenue' ? REVENUE : COSTS),
      typical: this.whole(section === 'revenue' ? (this.scale * Math.max(0.01, cover)) / sales : this.scale / bills),
    }));
    const revenue: [string, Yaml][] = [];
    const costs: [string, Yaml][] = [];
    planned.forEach(({ section, name, typical }, i) => {
      let amount = this.amount(typical, name, 2);
      // Memory may look at a line that is defined later.
      const later = planned.slice(i + 1);
      if (later.length > 0 && dice.chance(0.15)) {
        const other = dice.pick(later);
        const lag = pen.call('prev', pen.word(other.name), pen.money(other.typical));
        amount = pen.plus(
          '+',
          pen.times('*', amount, pen.share(0.8)),
          pen.times('*', lag, pen.share((0.2 * typical) / other.typical)),
        );
      }
      if (section === 'revenue') revenue.push([name, this.revenueLine(amount, typical)]);
      else costs.push([name, this.costLine(amount)]);
      this.names.push({ name, section, kind: 'money', typical, once: false, positive: true });
      if (dice.chance(0.12)) this.derive(assumptions);
    });
    return { revenue, costs };
  }

  /** An assumption that reads lines. */
  private derive(assumptions: [string, Yaml][]): void {
    const { dice, pen } = this;
    const lines = this.known('money', 'monthly').filter((named) => named.section !== 'assumptions');
    const [a, b] = [dice.pick(lines), dice.pick(lines)];
    const name = this.fresh(['burn_part', 'run_rate', 'both', 'bills']);
    const piece = pen.plus(
      '+',
      pen.times('*', pen.word(a.name), pen.share(0.5)),
      dice.chance(0.5) ? pen.word(b.name) : pen.call('prev', pen.word(b.name)),
    );
    this.names.push({
      name,
      section: 'assumptions',
      kind: 'money',
      typical: a.typical / 2 + b.typical,
      once: false,
      positive: true,
    });
    assumptions.push([name, this.assumption(piece)]);
  }

  private revenueLine(amount: Piece, typical: number): Yaml {
    const { dice } = this;
    const receivable = Array.from({ length: this.listLength() }, () =>
      dice.chance(0.2) ? scalar('0') : this.formula(this.onceMoney(typical * dice.between(0.1, 0.8))),
    );
    return this.entry(
      [
        ['amount', this.formula(amount)],
        ['collect', dice.chance(0.55) ? list(this.collect().map((piece) => scalar(piece.text))) : null],
        ['receivable', dice.chance(0.3) ? list(receivable) : null],
      ],
      'amount',
    );
  }

  /** Mostly short; now and then longer than the horizon. */
  private listLength(): number {
    return this.dice.chance(0.07) ? Math.min(64, this.months + this.dice.whole(1, 3)) : this.dice.whole(1, 4);
  }

  private collect(): Piece[] {
    const { dice, pen } = this;
    const count = this.listLength();
    const exact = dice.chance(0.5);
    // Whole per cents that sum to 100, or to less: the rest is bad debt.
    let left = exact ? 100 : dice.whole(40, 99);
    const levers = this.known('rate', 'monthly', 'levers');
    const shares: Piece[] = [];
    for (let j = 0; j < count; j++) {
      const part = j === count - 1 ? left : dice.whole(0, Math.min(left, Math.floor((2 * left) / (count - j))));
      left -= part;
      const share = pen.word(dice.chance(0.8) ? `${part}%` : String(part / 100));
      const roll = exact ? 1 : dice.unit();
      if (roll < 0.1) {
        const gate = pen.times('*', pen.share(0.3), pen.quoted('since', this.month()));
        shares.push(pen.times('*', share, pen.plus('-', pen.whole(1), gate)));
      } else if (roll < 0.2 && levers.length > 0) {
        const kept = pen.plus('-', pen.whole(1), pen.word(dice.pick(levers).name));
        shares.push(pen.times('*', share, pen.call('clamp', kept, pen.whole(0), pen.whole(1))));
      } else shares.push(share);
    }
    return shares;
  }

  private costLine(amount: Piece): Yaml {
    const { dice } = this;
    const named = this.vendors.length > 0 && dice.chance(0.85);
    return this.entry(
      [
        ['amount', this.formula(amount)],
        ['to', named ? scalar(dice.pick(this.vendors)) : null],
      ],
      'amount',
    );
  }

  // -----------------------------------------------------------------------------------------------------------
  // creditors

  private creditor(): Yaml {
    const { dice, pen } = this;
    const { temper, style, scale } = this;
    const critical = dice.chance(temper.critical);
    const levers = this.known('rate', 'monthly', 'levers');
    const hasOverdue = dice.chance(style.arrears / 6 + 0.05);
    const due = Array.from({ length: this.listLength() }, () =>
      dice.chance(0.25) ? scalar('0') : this.formula(this.onceMoney(scale * dice.between(0, style.arrears / 2))),
    );
    const age =
      dice.chance(0.2) && levers.length > 0
        ? pen.times('*', pen.word(dice.pick(levers).name), pen.whole(3))
        : pen.whole(dice.whole(0, 6));
    return map([
      [
        'terms',
        dice.chance(0.6) ? scalar(`net ${30 * dice.pick([0, 0, 1, 1, 1, 2, 2, 3, 4, dice.whole(0, 12), 12])}`) : null,
      ],
      [
        'priority',
        dice.chance(0.6)
          ? scalar(String(critical && dice.chance(0.6) ? 1 : dice.pick([1, 2, 2, 3, 3, 4, 5, 9])))
          : null,
      ],
      ['critical', critical ? bare('true') : dice.chance(0.1) ? bare('false') : null],
      ['due', dice.chance(0.4) ? list(due) : null],
      ['overdue', hasOverdue ? this.formula(this.onceMoney(scale * dice.between(0.05, style.arrears))) : null],
      ['overdue_months', dice.chance(hasOverdue ? 0.4 : 0.05) ? this.formula(age) : null],
      ['late_fee', dice.chance(0.4) ? this.formula(this.lateFee()) : null],
      ['pay', !critical && dice.chance(0.3) ? this.formula(this.pay()) : null],
      ['forgive', dice.chance(0.3) ? this.formula(this.forgive()) : null],
      ['limit', dice.chance(temper.short * 0.8) ? this.formula(this.limit()) : null],
      ['patience', dice.chance(temper.short) ? this.formula(this.patience()) : null],
      ['then', dice.chance(temper.petition) ? scalar('petition') : dice.chance(0.4) ? scalar('suspend') : null],
      ...this.extras(),
    ]);
  }

  private lateFee(): Piece {
    const { dice, pen } = this;
    const rate = pen.rate(dice.between(0.002, 0.03));
    switch (dice.whole(0, 6)) {
      case 0:
        return pen.times('*', rate, pen.quoted(dice.pick(['since', 'until']), this.month()));
      case 1:
        // Sometimes below zero, which counts as zero.
        return pen.plus('-', pen.share(0.015), pen.times('*', pen.share(0.004), pen.word('t')));
      case 2:
        return pen.choose(this.test(1), rate, pen.whole(0));
      default:
        return rate;
    }
  }

  private pay(): Piece {
    const { dice, pen } = this;
    const levers = this.known('rate', 'monthly', 'levers');
    const creditor = this.stateCreditor();
    const share = pen.share(dice.between(0.05, 0.99));
    switch (dice.whole(0, 7)) {
      case 0:
      case 1:
        return levers.length > 0 ? pen.plus('-', pen.whole(1), pen.word(dice.pick(levers).name)) : share;
      case 2:
        return pen.times('*', share, pen.quoted(dice.pick(['since', 'until']), this.month()));
      case 3:
        return pen.call(
          'clamp',
          pen.times('/', pen.word('cash'), pen.odd(this.scale * dice.between(0.5, 3))),
          pen.whole(0),
          pen.whole(1),
        );
      case 4:
        return pen.plus('-', pen.plain(1.2), pen.times('*', pen.word('t'), pen.share(dice.between(0.02, 0.15))));
      case 5:
        return creditor === null
          ? share
          : pen.plus('-', share, pen.times('/', pen.quoted('overdue', creditor), pen.odd(this.scale * 4)));
      default:
        return share;
    }
  }

  private forgive(): Piece {
    const { dice, pen } = this;
    const creditor = this.stateCreditor();
    const levers = this.known('rate', 'monthly', 'levers');
    const share = pen.share(dice.between(0.02, 0.7));
    switch (dice.whole(0, 5)) {
      case 0:
      case 1: {
        const month = pen.quoted('at', this.month(0, this.months - 1));
        return pen.times('*', month, levers.length > 0 && dice.chance(0.6) ? pen.word(dice.pick(levers).name) : share);
      }
      case 2:
        return creditor === null
          ? share
          : pen.call(
              'clamp',
              pen.times('/', pen.quoted('overdue', creditor), pen.odd(this.scale * 3)),
              pen.whole(0),
              pen.whole(1),
            );
      case 3:
        return pen.plus('-', pen.times('*', pen.share(0.03), pen.word('t')), pen.share(0.1));
      default:
        return creditor === null ? share : pen.times('*', pen.share(0.3), pen.quoted('suspended', creditor));
    }
  }

  private limit(): Piece {
    const { dice, pen } = this;
    if (dice.chance(0.15)) return pen.whole(0);
    const money = pen.money(this.whole(this.scale * dice.between(0.1, 4)));
    if (dice.chance(0.25)) return pen.times('*', money, pen.plus('+', pen.whole(1), pen.quoted('since', this.month())));
    const others = this.known('money', 'monthly');
    return others.length > 0 && dice.chance(0.3) ? this.scaled(dice.pick(others), this.scale) : money;
  }

  private patience(): Piece {
    const { dice, pen } = this;
    const months = pen.whole(dice.pick([0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8]));
    if (dice.chance(0.15))
      return pen.plus('+', months, pen.times('*', pen.whole(dice.whole(1, 6)), pen.quoted('since', this.month())));
    const counts = this.known('count', 'monthly');
    if (counts.length > 0 && dice.chance(0.2)) return pen.word(dice.pick(counts).name);
    return dice.chance(0.1) ? pen.plain(dice.whole(0, 4) + 0.5) : months;
  }

  // --------------------------------------------------------------------------------------------------- debts and
  // funding

  private debt(name: string, lender: string): Yaml {
    const { dice } = this;
    const drawn = dice.chance(0.45);
    const draw = drawn ? dice.whole(0, Math.max(0, this.months + (dice.chance(0.1) ? 3 : -1))) : null;
    const first = draw === null ? 0 : draw + 1;
    const due =
      first +
      dice.pick([0, dice.whole(0, 6), dice.whole(0, this.months), dice.whole(0, this.months), dice.whole(20, 90)]);
    const converts = dice.chance(0.2) ? dice.whole(first, Math.min(due, first + 12)) : null;
    const rate = this.debtRate();
    const at = (t: number): Yaml => scalar(formatMonth(this.start + t));
    return map([
      ['principal', this.formula(this.onceMoney(this.scale * dice.between(0.1, 6)))],
      ['draw', draw === null ? null : at(draw)],
      ['rate', rate === null ? null : this.formula(rate)],
      ['kind', scalar(dice.pick(['interest_only', 'accruing', 'amortising']))],
      ['due', at(due)],
      ['converts', converts === null ? null : at(converts)],
      ['lender', lender !== name || dice.chance(0.2) ? scalar(lender) : null],
      ...this.extras(),
    ]);
  }

  private debtRate(): Piece | null {
    const { dice, pen } = this;
    const rate = pen.rate(dice.between(0.002, 0.02));
    switch (dice.whole(0, 6)) {
      case 0:
        return null;
      case 1:
        return pen.share(0);
      case 2:
        return pen.plus('+', rate, pen.times('*', pen.share(0.005), pen.quoted('since', this.month())));
      case 3:
        return pen.call('max', pen.whole(0), pen.plus('+', rate, this.smallRate()));
      default:
        return rate;
    }
  }

  private fundingEntry(): Yaml {
    const { dice, pen } = this;
    const size = this.scale * dice.between(0.3, 6);
    const levers = this.known('rate', 'monthly', 'levers');
    const creditor = this.stateCreditor();
    let amount: Piece;
    switch (dice.whole(0, 7)) {
      case 0:
      case 1:
        amount = this.law(this.whole(size));
        break;
      case 2:
        amount = pen.times('*', pen.money(this.whole(size)), this.factor(1));
        break;
      case 3:
        amount =
          levers.length > 0
            ? pen.times('*', this.law(this.whole(size)), pen.plus('+', pen.whole(1), pen.word(dice.pick(levers).name)))
            : pen.money(this.whole(size));
        break;
      case 4:
        // Below zero where little is owed.
        amount =
          creditor === null
            ? pen.money(this.whole(size))
            : pen.plus('-', pen.quoted('owed', creditor), pen.money(this.whole(this.scale * 0.2)));
        break;
      case 5:
        if (this.style.tied) amount = pen.money(this.whole(size));
        else if (dice.chance(0.3)) {
          const count = pen.call('whole', pen.whole(1), pen.whole(dice.whole(2, 4)));
          amount = pen.times('*', pen.call('monthly', count), pen.money(size / 2));
        } else {
          const more = pen.call('monthly', this.rateLawAlone(0.1, 0.2));
          amount = pen.times('*', pen.money(size), pen.plus('+', pen.whole(1), more));
        }
        break;
      default:
        amount = pen.money(this.whole(size));
    }
    return map([
      ['amount', this.formula(amount)],
      [
        'month',
        dice.chance(0.65)
          ? scalar(this.month(dice.chance(0.1) ? -3 : 0, dice.chance(0.1) ? this.months + 3 : this.months - 1))
          : scalar(this.arrival().text),
      ],
      ['probability', dice.chance(0.5) ? scalar(this.probability().text) : null],
      ['kind', dice.chance(0.6) ? scalar(dice.pick(['equity', 'grant', 'grant'])) : null],
      ...this.extras(),
    ]);
  }

  /** A formula for t. */
  private arrival(): Piece {
    const { dice, pen } = this;
    const counts = this.known('count', 'once');
    if (counts.length > 0 && dice.chance(0.4))
      return pen.plus('+', pen.word(dice.pick(counts).name), pen.plain(dice.between(0, 2)));
    if (this.style.tied || dice.chance(0.3)) return pen.whole(dice.whole(-1, this.months));
    switch (dice.whole(0, 2)) {
      case 0:
        return pen.call('whole', pen.whole(0), pen.whole(this.months));
      case 1:
        return pen.call(
          'triangular',
          pen.whole(0),
          pen.plain(0.3 + dice.between(0, this.months / 2)),
          pen.whole(this.months + 2),
        );
      default:
        return pen.plus(
          '+',
          pen.whole(1),
          pen.call('lognormal', pen.plain(dice.between(1, 5) + 0.123), pen.plain(0.5)),
        );
    }
  }

  private probability(): Piece {
    const { dice, pen } = this;
    const levers = this.known('rate', 'once', 'levers');
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

  // ------------------------------------------------------------------------------------------------------------ the
  // rest

  private openingCash(assumptions: [string, Yaml][]): Yaml {
    const { dice, style, scale } = this;
    if (dice.chance(0.05)) return scalar(dice.pick(['0', '0k', '5 - 5']));
    const cash = this.whole(scale * dice.between(style.cash[0], style.cash[1]));
    if (this.style.tied || dice.chance(0.7)) return this.formula(this.onceMoney(cash));
    // Draws stand in assumptions alone.
    const name = this.fresh(['opening_cash', 'at_bank']);
    assumptions.push([name, this.assumption(this.moneyLaw(cash))]);
    return scalar(name);
  }

  private reserve(): Piece {
    const { dice, pen, scale } = this;
    const lines = this.known('money', 'monthly').filter((named) => !named.once);
    const levers = this.known('rate', 'monthly', 'levers');
    const money = pen.money(this.whole(scale * dice.between(0.1, 2.5)));
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

  private assets(): Piece {
    const { dice, pen } = this;
    const money = pen.money(this.whole(this.scale * dice.between(0.2, 10)));
    return dice.chance(0.3) ? pen.times('*', pen.whole(2), money) : money;
  }

  private sourceEntry(): Yaml {
    const { dice } = this;
    return map([
      ['title', scalar('A title')],
      ['publisher', dice.chance(0.3) ? scalar('A publisher') : null],
      ['date', dice.chance(0.5) ? scalar('2024-04') : null],
      ['url', dice.chance(0.3) ? scalar('https://example.org/a?b=c#d') : null],
    ]);
  }

  private reported(): Yaml {
    const { dice, pen } = this;
    const last = this.month(0, this.months - 1);
    const source: [string, Yaml | null] = ['source', this.sources.length > 0 ? scalar(this.sources[0]!) : null];
    return map([
      [
        'sales_so_far',
        map([
          ['measure', scalar('revenue')],
          ['from', scalar(formatMonth(this.start))],
          ['to', scalar(last)],
          ['about', scalar(pen.money(this.scale).text)],
          source,
        ]),
      ],
      [
        'arrears',
        map([
          ['measure', scalar(`owed("${dice.pick(this.creditors)}")`)],
          ['at', scalar(last)],
          ['about', scalar(pen.money(this.scale).text)],
          source,
        ]),
      ],
    ]);
  }
}

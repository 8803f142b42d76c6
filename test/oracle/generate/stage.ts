import { formatMonth } from '../../../src/formula/month.ts';
import type { Dice } from '../dice.ts';
import { Pen, type Piece } from '../formula-text.ts';
import { formula, map, scalar, type Yaml } from '../yaml-text.ts';

/** A kind of company: ranges of cash in months of costs and of revenue over costs; opening arrears in months. */
interface Style {
  readonly cash: readonly [low: number, high: number];
  readonly cover: readonly [low: number, high: number];
  readonly arrears: number;
  /** Whether numbers are round and nothing is drawn, so that amounts equal limits, cash and each other exactly. */
  readonly tied: boolean;
}

const HEALTHY: Style = { cash: [1, 12], cover: [0.95, 1.6], arrears: 0.5, tied: false };
/** A company that earns what it spends and has little cash, so that days within the month decide. */
const TIGHT: Style = { cash: [0, 0.9], cover: [0.97, 1.25], arrears: 0.3, tied: false };
const BURNING: Style = { cash: [1, 16], cover: [0, 0.8], arrears: 1, tied: false };
const BROKE: Style = { cash: [0, 1.2], cover: [0.1, 1.05], arrears: 3, tied: false };
const TIED: Style = { cash: [0, 8], cover: [0, 1.2], arrears: 1, tied: true };

const STYLES = [
  { upTo: 0.18, style: HEALTHY },
  { upTo: 0.34, style: TIGHT },
  { upTo: 0.6, style: BURNING },
  { upTo: 0.8, style: BROKE },
  { upTo: 1, style: TIED },
];

export type Section = 'assumptions' | 'revenue' | 'costs' | 'levers';

/** A name of the scenario's one name space, with its typical value. */
export interface Named {
  readonly name: string;
  readonly section: Section;
  readonly kind: 'money' | 'rate' | 'count';
  readonly typical: number;
  /** Whether formulas evaluated once may read it. */
  readonly once: boolean;
  /** Whether it is never below zero, whatever is drawn. */
  readonly positive: boolean;
}

export const ASSUMED = {
  money: ['big_bill', 'market', 'contract', 'base_price', 'opening_cash', 'late_bills', 'order_size', 'x1', 'm_2'],
  rate: ['growth', 'churn', 'price_rise', 'inflation', 'discount_rate', 'slip', 'g', 'r_a', 'usage'],
  count: ['keep_months', 'delay_months', 'n', 'seats'],
};
export const LEVERS = ['layoffs', 'haircut', 'defer', 'cut', 'freeze', 'resell', 'sublet', 'raise_prices'];
export const REVENUE = ['sales', 'licences', 'api', 'services', 'royalties', 'subscriptions', 'events', 'grants_in'];
export const COSTS = [
  'wages',
  'compute',
  'rent',
  'audit',
  'ads',
  'support',
  'servers',
  'travel_cost',
  'rates_bill',
  'legal',
];
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
const ASSETS = ['stock', 'patents', 'gpus_owned', 'office'];
const LABELS = ['Monthly growth', 'A guess: high', 'As told, #4', 'Café — 5 €', "The landlord's figure", '50% of "it"'];

/** Currencies with the sign that a file may write before a number; an empty one: none. */
const CURRENCIES = [
  ['USD', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['JPY', ''],
  ['CHF', ''],
  ['CAD', '$'],
  ['EGP', '£'],
] as const;

export type DebtKind = 'interest_only' | 'accruing' | 'amortising' | 'scheduled' | 'revolving';

const KINDS: readonly DebtKind[] = [
  'interest_only',
  'accruing',
  'amortising',
  'amortising',
  'scheduled',
  'revolving',
  'revolving',
];

/** The part of a debt that other sections depend on. */
export interface PlannedDebt {
  readonly name: string;
  readonly kind: DebtKind;
  readonly lender: string;
}

/** What the generators of one file's sections share: dice, size and names. */
export class Stage {
  readonly dice: Dice;
  readonly pen: Pen;
  readonly style: Style;
  /** Costs of one month, in the scenario's currency. */
  readonly scale: number;
  readonly months: number;
  readonly start: number;
  /** In ISO 4217; null: the file leaves it out, and USD is in use. */
  readonly currency: string | null;
  readonly sources: readonly string[];
  /** Chances that a creditor is critical, that it has a limit or patience, and that it petitions. */
  readonly temper: { readonly critical: number; readonly short: number; readonly petition: number };
  readonly taken = new Set<string>();
  readonly names: Named[] = [];
  /** Names of creditors that some cost is owed to. */
  readonly billed = new Set<string>();
  readonly creditors: string[];
  readonly debts: readonly PlannedDebt[];
  readonly funding: readonly string[];
  readonly assets: readonly string[];
  readonly vendors: readonly string[];
  /** Probability that an entry that may have a day has one. */
  private readonly dayed: number;

  constructor(dice: Dice) {
    this.dice = dice;
    const styleRoll = dice.unit();
    this.style = STYLES.find(({ upTo }) => styleRoll < upTo)!.style;
    const [currency, sign] = dice.pick(CURRENCIES);
    this.currency = currency === 'USD' && dice.chance(0.7) ? null : currency;
    this.pen = new Pen(dice, this.style.tied, sign);
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
      // No creditor could end the company, so the standard makes some critical by default.
      { critical: 0, short: 0.5, petition: 0 },
    ]);
    this.creditors = dice.shuffled(CREDITORS).slice(0, dice.pick([0, 1, 2, 2, 3, 3, 4, 5, 6, 7]));
    // Several credit lines now and then, one after the other.
    const isLined = dice.chance(0.15);
    this.debts = (dice.chance(0.65) ? dice.shuffled(DEBTS).slice(0, dice.whole(1, 3)) : []).map((name) => ({
      name,
      kind: isLined ? 'revolving' : dice.pick(KINDS),
      lender: dice.chance(0.3) || this.creditors.length === 0 ? name : dice.pick([...this.creditors, 'intel']),
    }));
    this.funding = dice.chance(0.6) ? dice.shuffled(FUNDING).slice(0, dice.whole(1, 4)) : [];
    this.assets = dice.chance(0.4) ? dice.shuffled(ASSETS).slice(0, dice.whole(1, 3)) : [];
    this.dayed = dice.pick(this.style === TIGHT ? [0, 0.6, 0.9, 1] : [0, 0, 0.3, 0.6, 0.9]);
    this.vendors = [...this.creditors, ...(dice.chance(0.3) ? [dice.pick(UNNAMED)] : [])];
  }

  /** A section without entries is left out, or written as an empty map. */
  section(entries: readonly [string, Yaml][]): Yaml | null {
    return entries.length > 0 || this.dice.chance(0.03) ? map(this.dice.shuffled(entries)) : null;
  }

  fresh(pool: readonly string[]): string {
    for (;;) {
      const name = this.dice.pick(pool) + (this.dice.chance(0.15) ? `_${this.dice.whole(2, 30)}` : '');
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }

  known(kind: Named['kind'], scope: 'once' | 'monthly', section?: Section): Named[] {
    return this.names.filter(
      (named) =>
        named.kind === kind &&
        (scope === 'monthly' || named.once) &&
        (section === undefined || named.section === section),
    );
  }

  /** A month in or around the horizon. */
  month(low = -6, high = this.months + 5): string {
    return formatMonth(this.start + this.dice.whole(low, Math.max(low, high)));
  }

  stateCreditor(): string | null {
    const all = [...this.creditors, ...this.debts.map(({ lender }) => lender)];
    return all.length === 0 ? null : this.dice.pick(all);
  }

  /** A day of the month, 1 to 31; in some files nothing has one. */
  day(flow: 'in' | 'out'): Yaml | null {
    const { dice } = this;
    if (!dice.chance(this.dayed)) return null;
    if (dice.chance(0.4)) return scalar(String(dice.pick([1, 5, 10, 15, 20, 25, 28, 31])));
    // Money comes late and is needed early.
    const [first, last] = dice.chance(0.4) ? [1, 31] : flow === 'in' ? [16, 31] : [1, 16];
    return scalar(String(dice.whole(first, last)));
  }

  /** Keys that any entry may have, each with a value, or null where it is left out. */
  extras(): [string, Yaml | null][] {
    const { dice } = this;
    return [
      ['label', dice.chance(0.08) ? scalar(dice.pick(LABELS)) : null],
      ['note', dice.chance(0.05) ? scalar(dice.pick(['a # note: here', 'Read off a chart.', 'see page 3'])) : null],
      ['source', this.sources.length > 0 && dice.chance(0.15) ? scalar(dice.pick(this.sources)) : null],
    ];
  }

  entry(fields: readonly (readonly [string, Yaml | null])[], short: string | null): Yaml {
    const all = map([...fields, ...this.extras()]) as Yaml & { kind: 'map' };
    const main = all.entries[0]!;
    return short === main[0] && all.entries.length === 1 && this.dice.chance(0.5) ? main[1] : all;
  }

  formula(piece: Piece): Yaml {
    return formula(this.pen.inBrackets(piece).text);
  }

  whole(value: number): number {
    return this.style.tied ? Math.max(10, Math.round(value / 10) * 10) : value;
  }

  /** Length of a list of months: mostly short, now and then longer than the horizon. */
  listLength(): number {
    return this.dice.chance(0.07) ? Math.min(64, this.months + this.dice.whole(1, 3)) : this.dice.whole(1, 4);
  }
}

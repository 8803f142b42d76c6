/**
 * Variants compared world by world (paired differences). Variants of one file meet the same worlds, so the interval of
 * a difference follows from the differences in each world alone, which vary less than the values. Worlds of two files
 * are not the same futures, but pairs all the same: they are drawn under the same world numbers, which correlates them
 * as far as the files agree, and the interval accounts for that.
 */
import { areIndependent, type MonthSpread, type SamplerName, type Spread } from '../engine/answers.ts';
import { MEASURE_NUMBERS, type Model, type Numbers, spreadOf, summaryOf, type WorldsSummary } from '../engine/ask.ts';
import { type PairedMean, pairedMean, pairedShareInterval } from '../numeric/paired.ts';
import type { Settings } from '../scenario/override.ts';

type MeasureNumber = (typeof MEASURE_NUMBERS)[number];
/** The numbers to keep of each world: those of all measures, without opening balances. */
export const PAIRED_NUMBERS = MEASURE_NUMBERS.filter((name) => !name.startsWith('open '));

/** Summary of the worlds of a variant. */
export interface WorldsOfVariant extends WorldsSummary {
  /** Cash and what is owed at the end of the last month, in currency. */
  readonly end: { readonly cash: Spread; readonly owed: Spread };
}

/** A variant to compare; `of` gives a number of each world by its name. */
export interface Side {
  readonly model: Model;
  readonly settings: Settings;
  readonly sampler: SamplerName;
  readonly worlds: WorldsOfVariant;
  of(name: MeasureNumber): Float64Array;
}

/**
 * Sums up the worlds of a variant, whose `numbers` answer `PAIRED_NUMBERS`; world w of the arrays is number
 * `range.first` + w.
 */
export function sideOf(
  model: Model,
  settings: Settings,
  range: { readonly first: number; readonly sampler: SamplerName },
  numbers: Numbers,
): Side {
  const of = (name: MeasureNumber): Float64Array => numbers.of(PAIRED_NUMBERS.indexOf(name));
  const end = { cash: spreadOf(of('endCash')), owed: spreadOf(of('endOwed')) };
  return { model, settings, sampler: range.sampler, of, worlds: { ...summaryOf(model, range.first, of), end } };
}

/** JSON names of what is compared, with its value in each world: shares are 1 or 0, all else is the engine's number. */
const SHARES = {
  survival: ({ of }: Side): Float64Array => of('failure').map((t) => Number(t < 0)),
  default_alive: ({ of }: Side): Float64Array => of('defaultAlive'),
} as const;
const NUMBERS = {
  months_alive: 'monthsAlive',
  runway: 'runway',
  runway_now: 'runwayNow',
  low: 'low',
  end_cash: 'endCash',
  end_owed: 'endOwed',
} as const satisfies Record<string, MeasureNumber>;
const MONEY: ReadonlySet<string> = new Set(['low', 'end_cash', 'end_owed']);
const MONTHS = {
  zero_cash: 'zeroCash',
  first_unpaid: 'firstUnpaid',
  failure: 'failure',
  insolvent: 'insolvent',
  break_even: 'breakEven',
} as const;

export type PairedNumber = keyof typeof NUMBERS;
export type PairedMonth = keyof typeof MONTHS;
export const PAIRED_SHARES = Object.keys(SHARES) as (keyof typeof SHARES)[];
export const PAIRED_MEANS = Object.keys(NUMBERS) as PairedNumber[];
export const PAIRED_MONTHS = Object.keys(MONTHS) as PairedMonth[];

/**
 * Shares of worlds in which the company fails later than in the baseline (`helps`), in the same month or in neither
 * (`same`), and earlier (`hurts`); they sum to 1.
 */
export interface Fates {
  readonly helps: number;
  readonly same: number;
  readonly hurts: number;
}

/** How the worlds of a variant differ from those of the baseline. */
export interface WorldsDelta {
  /** Differences of shares, from -1 to 1. */
  readonly shares: Readonly<Record<keyof typeof SHARES, PairedMean>>;
  /**
   * Means of the differences by world. Null where the number does not occur in every world of both, and for money where
   * the two currencies differ.
   */
  readonly means: Readonly<Record<PairedNumber, PairedMean | null>>;
  /** Median less median, in calendar months; null where either is never. */
  readonly months: Readonly<Record<PairedMonth, number | null>>;
  /** Null between two files, whose worlds are not the same futures. */
  readonly fates: Fates | null;
}

/**
 * The variant less the baseline, over equally many worlds, with 95% intervals; the intervals are null where worlds are
 * not drawn independently.
 */
export function worldsDelta(side: Side, baseline: Side): WorldsDelta {
  const isSameFile = side.model === baseline.model;
  const isSame = isSameFile && areEqual(side.settings, baseline.settings);
  const isRandom = areIndependent(side) && areIndependent(baseline);
  const bare = (found: PairedMean): PairedMean => (isRandom ? found : { ...found, interval: null });
  const isMoney = side.model.scenario.currency === baseline.model.scenario.currency;
  const meanOf = (name: PairedNumber): PairedMean | null => {
    if (!isMoney && MONEY.has(name)) return null;
    const [ours, theirs] = [side.of(NUMBERS[name]), baseline.of(NUMBERS[name])];
    return ours.every(Number.isFinite) && theirs.every(Number.isFinite) ? bare(pairedMean(ours, theirs)) : null;
  };
  return {
    shares: record(PAIRED_SHARES, (name) => bare(shareDelta(SHARES[name](side), SHARES[name](baseline), isSame))),
    means: record(PAIRED_MEANS, meanOf),
    months: record(PAIRED_MONTHS, (name) => monthsDelta(side, baseline, MONTHS[name])),
    fates: isSameFile ? fatesOf(side.of('failure'), baseline.of('failure')) : null,
  };
}

const record = <K extends string, V>(names: readonly K[], value: (name: K) => V): Record<K, V> =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<K, V>;

/** Whether all levers are set alike: then no world can differ. */
function areEqual(a: Settings, b: Settings): boolean {
  return [...a].every(([name, { value, from, until }]) => {
    const other = b.get(name);
    return other !== undefined && other.value === value && other.from === from && other.until === until;
  });
}

/**
 * Difference of the shares of flags (1 or 0 a world). Where settings are alike the interval is [0, 0]; where merely no
 * world of this run differs, it still has a width.
 */
function shareDelta(flags: Float64Array, base: Float64Array, isSame: boolean): PairedMean {
  let gained = 0;
  let lost = 0;
  for (let w = 0; w < flags.length; w++) {
    if (flags[w]! > base[w]!) gained++;
    if (flags[w]! < base[w]!) lost++;
  }
  const count = flags.length;
  return { mean: (gained - lost) / count, interval: isSame ? [0, 0] : pairedShareInterval(gained, lost, count) };
}

function monthsDelta(side: Side, baseline: Side, name: (typeof MONTHS)[PairedMonth]): number | null {
  const median = ({ worlds, model }: Side): number | null => {
    const { p50 }: MonthSpread = worlds.measures[name];
    return p50 === null ? null : model.scenario.start + p50;
  };
  const [ours, theirs] = [median(side), median(baseline)];
  return ours === null || theirs === null ? null : ours - theirs;
}

/** Counts a world without failure (t < 0) as failing later than any other. */
function fatesOf(failure: Float64Array, base: Float64Array): Fates {
  const when = (t: number): number => (t < 0 ? Number.POSITIVE_INFINITY : t);
  let later = 0;
  let earlier = 0;
  for (let w = 0; w < failure.length; w++) {
    const [ours, theirs] = [when(failure[w]!), when(base[w]!)];
    if (ours > theirs) later++;
    if (ours < theirs) earlier++;
  }
  const count = failure.length;
  return { helps: later / count, same: (count - later - earlier) / count, hurts: earlier / count };
}

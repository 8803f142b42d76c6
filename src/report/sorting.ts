/** What variants may be sorted by, which way is better, and how it is read from a base case and from many worlds. */
import type { MonthSpread, Spread } from '../engine/answers.ts';
import type { Variant } from './variant.ts';
import type { WorldsVariant } from './worlds-variant.ts';

type InCase = (variant: Variant) => number | null;
/** Of a number or a month the median; null where that does not occur. */
type OverWorlds = (variant: WorldsVariant) => number | null;

interface SortKey {
  readonly better: 'more' | 'less';
  readonly isMoney: boolean;
  readonly inCase: InCase;
  readonly overWorlds: OverWorlds;
}

const share = (inCase: InCase, overWorlds: OverWorlds): SortKey => ({
  ...{ better: 'more', isMoney: false, inCase, overWorlds },
});

/** A length of time, or an amount. */
const number = (
  inCase: InCase,
  overWorlds: (worlds: WorldsVariant['worlds']) => Spread,
  rest: Partial<SortKey> = {},
): SortKey => ({
  ...{ better: 'more', isMoney: false, inCase, overWorlds: ({ worlds }) => overWorlds(worlds).p50, ...rest },
});

type MonthMeasure = 'zeroCash' | 'firstUnpaid' | 'failure' | 'insolvent' | 'breakEven';

/** By the calendar; later is better of all but the break-even. */
const month = (name: MonthMeasure, better: SortKey['better'] = 'more'): SortKey => {
  const by = (start: number, t: number | null): number | null => (t === null ? null : start + t);
  return {
    ...{ better, isMoney: false },
    inCase: ({ start, result: { measures } }) =>
      by(start, name === 'failure' ? (measures.failure?.t ?? null) : measures[name]),
    overWorlds: ({ start, worlds }) => by(start, (worlds.measures[name] satisfies MonthSpread).p50),
  };
};

const MONEY = { isMoney: true } as const;

export const SORT_KEYS = {
  survival: share(
    ({ result }) => Number(result.measures.failure === null),
    ({ worlds: { alive, count } }) => alive / count,
  ),
  months_alive: number(
    ({ result }) => result.measures.monthsAlive,
    ({ measures }) => measures.monthsAlive,
  ),
  zero_cash: month('zeroCash'),
  first_unpaid: month('firstUnpaid'),
  runway: number(
    ({ result }) => result.measures.runway,
    ({ measures }) => measures.runway,
  ),
  runway_now: number(
    ({ result }) => result.measures.runwayNow,
    ({ measures }) => measures.runwayNow,
  ),
  failure: month('failure'),
  low: number(
    ({ result }) => result.measures.low.cash,
    ({ measures }) => measures.low.cash,
    MONEY,
  ),
  insolvent: month('insolvent'),
  break_even: month('breakEven', 'less'),
  default_alive: share(
    ({ result }) => result.measures.defaultAlive,
    ({ worlds }) => worlds.measures.defaultAlive,
  ),
  end_cash: number(
    ({ result }) => result.endCash,
    ({ end }) => end.cash,
    MONEY,
  ),
  end_owed: number(
    ({ result }) => result.endOwed,
    ({ end }) => end.owed,
    { ...MONEY, better: 'less' },
  ),
} as const satisfies Record<string, SortKey>;

export type SortName = keyof typeof SORT_KEYS;
export const SORT_NAMES = Object.keys(SORT_KEYS) as SortName[];
export const isSortName = (name: string): name is SortName => Object.hasOwn(SORT_KEYS, name);

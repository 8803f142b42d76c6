/** Variants over worlds as records of plain values; `compare-values.ts` has those of base cases. */
import { PAIRED_MONTHS, type PairedNumber, type WorldsDelta } from '../analysis/paired.ts';
import { type MonthSpread, PERCENTILES, type Spread } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { PairedMean } from '../numeric/paired.ts';
import { type RecordColumn, recordColumns } from './column.ts';
import { figureRecord, headRecords, type Records } from './compare-values.ts';
import type { RecordValue } from './csv.ts';
import { figureValue } from './found-figure.ts';
import { livingShare, survivalInterval, type WorldsVariant } from './worlds-variant.ts';

/** Columns of one figure, and their values; `delta` is null for the baseline. */
interface FigureColumns {
  readonly columns: readonly RecordColumn[];
  readonly values: (variant: WorldsVariant, delta: WorldsDelta | null) => readonly RecordValue[];
}

const share = (
  key: string,
  values: FigureColumns['values'],
  delta: (delta: WorldsDelta) => PairedMean,
): FigureColumns => {
  const keys = key === 'survival' ? [key, `${key}_low`, `${key}_high`] : [key];
  return {
    columns: recordColumns('number', [...keys, ...deltaKeys(key)]),
    values: (variant, found) => [...values(variant, found), ...deltaValues(found === null ? null : delta(found))],
  };
};

const number = (name: PairedNumber, of: (worlds: WorldsVariant['worlds']) => Spread): FigureColumns => ({
  columns: recordColumns('number', [`${name}_mean`, ...PERCENTILES.map((p) => `${name}_p${p}`), ...deltaKeys(name)]),
  values: ({ worlds }, delta) => {
    const spread = of(worlds);
    return [spread.mean, ...PERCENTILES.map((p) => spread[`p${p}`]), ...deltaValues(delta?.means[name] ?? null)];
  },
});

const MONTH_NUMBERS = {
  zero_cash: 'zeroCash',
  first_unpaid: 'firstUnpaid',
  failure: 'failure',
  insolvent: 'insolvent',
  break_even: 'breakEven',
} as const;

const month = (name: keyof typeof MONTH_NUMBERS): FigureColumns => ({
  columns: [
    ...recordColumns(
      'month',
      PERCENTILES.map((p) => `${name}_p${p}`),
    ),
    ...recordColumns('number', [`${name}_never`, `${name}_delta`]),
  ],
  values: ({ worlds, start }, delta) => {
    const spread: MonthSpread = worlds.measures[MONTH_NUMBERS[name]];
    const text = (t: number | null): RecordValue => (t === null ? null : formatMonth(start + t));
    return [...PERCENTILES.map((p) => text(spread[`p${p}`])), spread.never, delta?.months[name] ?? null];
  },
});

const deltaKeys = (key: string): string[] => [`${key}_delta`, `${key}_delta_low`, `${key}_delta_high`];
const deltaValues = (found: PairedMean | null): RecordValue[] =>
  found === null ? [null, null, null] : [found.mean, found.interval?.[0] ?? null, found.interval?.[1] ?? null];

const FIGURES: readonly FigureColumns[] = [
  share(
    'survival',
    (variant) => [livingShare(variant), ...(survivalInterval(variant) ?? [null, null])],
    ({ shares }) => shares.survival,
  ),
  {
    columns: recordColumns('number', ['helps', 'same', 'hurts']),
    values: (_, delta) => [delta?.fates?.helps ?? null, delta?.fates?.same ?? null, delta?.fates?.hurts ?? null],
  },
  {
    columns: [...recordColumns('text', ['cause']), ...recordColumns('number', ['cause_share'])],
    values: ({ worlds: { causes } }) => [causes[0]?.cause ?? null, causes[0]?.share ?? null],
  },
  number('months_alive', ({ measures }) => measures.monthsAlive),
  ...PAIRED_MONTHS.map(month),
  number('runway', ({ measures }) => measures.runway),
  number('low', ({ measures }) => measures.low.cash),
  number('end_cash', ({ end }) => end.cash),
  number('end_owed', ({ end }) => end.owed),
  share(
    'default_alive',
    ({ worlds }) => [worlds.measures.defaultAlive],
    ({ shares }) => shares.default_alive,
  ),
];

/** Records of variants over worlds. `levers`: names of the levers of all files, in order of first appearance. */
export function worldsRecords(levers: readonly string[], figure: string | null): Records<WorldsVariant> {
  const own = FIGURES.flatMap(({ columns }) => columns);
  const head = headRecords(levers, new Set(own.map(({ key }) => key)));
  return {
    columns: [...head.columns, ...figureRecord(figure), ...own],
    values: (variant, baseline) => {
      const delta = variant === baseline ? null : variant.delta;
      const sortedBy = figure === null ? [] : [figureValue(variant)];
      return [...head.values(variant), ...sortedBy, ...FIGURES.flatMap(({ values }) => values(variant, delta))];
    },
  };
}

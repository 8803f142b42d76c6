import type { Role } from '../chart/cells.ts';
import { money, monthCount, signedMoney, signedMonths } from '../chart/money.ts';
import { plainText } from '../chart/text.ts';
import { formatMonth } from '../formula/month.ts';
import { figureCells, figureColumns } from './found-figure.ts';
import { newsRole } from './news.ts';
import type { Cell, Column, Table } from './table.ts';
import { cell } from './table.ts';
import { type ComparedCase, type ComparedName, deltaOf } from './variant.ts';
import { causeShort, nameOf } from './words.ts';

const figureColumn = (key: string, title: string): Column => ({ key, title, align: 'right' });
/** A column of differences from the first variant; it stays beside the column before it. */
const delta = (key: string): Column => ({ key: `${key}_delta`, title: '+/-', align: 'right', joined: true });

const VARIANT: Column = { key: 'variant', title: 'Variant', align: 'left' };
const FIGURES: readonly Column[] = [
  figureColumn('zero_cash', 'Zero cash'),
  delta('zero_cash'),
  figureColumn('runway', 'Runway'),
  delta('runway'),
  figureColumn('failure', 'Failure'),
  delta('failure'),
  { key: 'cause', title: 'Cause', align: 'left', joined: true },
  figureColumn('low', 'Lowest cash'),
  delta('low'),
  figureColumn('end_cash', 'Cash at end'),
  delta('end_cash'),
  figureColumn('end_owed', 'Owed at end'),
  delta('end_owed'),
];

/** Variants side by side, with differences from the first in months and money. */
export function compareTable(variants: readonly ComparedCase[], ascii = false): Table {
  return {
    columns: [VARIANT, ...figureColumns(variants, ''), ...FIGURES],
    rows: variants.map((variant, i) =>
      row(variant, i === 0 ? null : deltaOf(variant, variants[0] as ComparedCase), ascii),
    ),
  };
}

type Differences = ReturnType<typeof deltaOf>;

function row(variant: ComparedCase, differences: Differences | null, ascii: boolean): Cell[] {
  const { measures, endCash, endOwed } = variant.result;
  const { failure, runway } = measures;
  const sum = (value: number): Cell => cell(money(value, variant.currency, ascii), value);
  const differs = (name: ComparedName, words: (by: number) => string): Cell => {
    const { by, news } = differences?.[name] ?? { by: null, news: null };
    return by === null ? cell('', null) : cell(words(by), by, newsRole(news));
  };
  const shift = (name: ComparedName): Cell => differs(name, signedMonths);
  const gain = (name: ComparedName): Cell => differs(name, (by) => signedMoney(by, variant.currency, ascii));
  const never = (text: string): Cell => cell(text, null, 'good');
  return [
    cell(plainText(variant.name), variant.name, differences === null ? 'title' : 'plain'),
    ...figureCells(variant, variant.currency, ascii ? 'ascii' : 'blocks'),
    measures.zeroCash === null ? never('never') : monthCell(variant, measures.zeroCash, 'warn'),
    shift('zero_cash'),
    runway === null ? never(`>${variant.months} mo`) : cell(`${monthCount(runway)} mo`, runway),
    shift('runway'),
    failure === null ? never('survives') : monthCell(variant, failure.t, 'bad'),
    shift('failure'),
    failure === null ? cell('', null) : cell(causeShort(failure.cause), failure.cause),
    sum(measures.low.cash),
    gain('low'),
    sum(endCash),
    gain('end_cash'),
    sum(endOwed),
    gain('end_owed'),
  ];
}

const monthCell = (variant: ComparedCase, t: number, role: Role): Cell =>
  cell(nameOf(variant.start, t), formatMonth(variant.start + t), role);

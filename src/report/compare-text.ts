import type { Role } from '../chart/cells.ts';
import { money, monthCount, signedMoney, signedMonths } from '../chart/money.ts';
import { plainText } from '../chart/text.ts';
import { formatMonth } from '../formula/month.ts';
import type { Cell, Column, Table } from './table.ts';
import { cell } from './table.ts';
import type { Delta, Variant } from './variant.ts';
import { deltaOf } from './variant.ts';
import { causeShort, nameOf } from './words.ts';

const figure = (key: string, title: string): Column => ({ key, title, align: 'right' });
/** The difference that the column before it makes from the first variant. */
const delta = (key: string): Column => ({ key: `${key}_delta`, title: '+/-', align: 'right', joined: true });

const COLUMNS: readonly Column[] = [
  { key: 'variant', title: 'Variant', align: 'left' },
  figure('zero_cash', 'Zero cash'),
  delta('zero_cash'),
  figure('runway', 'Runway'),
  delta('runway'),
  figure('failure', 'Failure'),
  delta('failure'),
  { key: 'cause', title: 'Cause', align: 'left', joined: true },
  figure('low', 'Lowest cash'),
  delta('low'),
  figure('end_cash', 'Cash at end'),
  delta('end_cash'),
  figure('end_owed', 'Owed at end'),
  delta('end_owed'),
];

/**
 * Variants side by side, each with its differences from the first in months and money.
 */
export function compareTable(variants: readonly Variant[], ascii = false): Table {
  return {
    columns: COLUMNS,
    rows: variants.map((variant, i) => row(variant, i === 0 ? null : deltaOf(variant, variants[0] as Variant), ascii)),
  };
}

function row(variant: Variant, difference: Delta | null, ascii: boolean): Cell[] {
  const { measures, endCash, endOwed } = variant.result;
  const { failure, runway } = measures;
  const sum = (value: number): Cell => cell(money(value, variant.currency, ascii), value);
  const shift = (value: number | null | undefined, better: 1 | -1): Cell =>
    value === null || value === undefined ? cell('', null) : cell(signedMonths(value), value, news(value * better));
  const gain = (value: number | null | undefined, better: 1 | -1): Cell =>
    value === null || value === undefined
      ? cell('', null)
      : cell(signedMoney(value, variant.currency, ascii), value, news(value * better));
  const never = (text: string): Cell => cell(text, null, 'good');
  return [
    cell(plainText(variant.name), variant.name, difference === null ? 'title' : 'plain'),
    measures.zeroCash === null ? never('never') : monthCell(variant, measures.zeroCash, 'warn'),
    shift(difference?.zeroCash, 1),
    runway === null ? never('-') : cell(`${monthCount(runway)} mo`, runway),
    shift(difference?.runway, 1),
    failure === null ? never('survives') : monthCell(variant, failure.t, 'bad'),
    shift(difference?.failure, 1),
    failure === null ? cell('', null) : cell(causeShort(failure.cause), failure.cause),
    sum(measures.low.cash),
    gain(difference?.low, 1),
    sum(endCash),
    gain(difference?.endCash, 1),
    sum(endOwed),
    gain(difference?.endOwed, -1),
  ];
}

const monthCell = (variant: Variant, t: number, role: Role): Cell =>
  cell(nameOf(variant.start, t), formatMonth(variant.start + t), role);

/** Later is better, and so is more cash and less debt. */
const news = (value: number): Role => (value > 0 ? 'good' : value < 0 ? 'bad' : 'muted');

/** Variants over worlds side by side, for people. */
import type { Role } from '../chart/cells.ts';
import { grouped, money, monthCount, signedMoney, signedMonths } from '../chart/money.ts';
import { plainText } from '../chart/text.ts';
import type { PairedMean } from '../numeric/paired.ts';
import { figureCells, figureColumns } from './found-figure.ts';
import { odds } from './odds.ts';
import { type Cell, type Column, cell, type Table } from './table.ts';
import { currencyNotes } from './variant.ts';
import { causeShort, nameOf } from './words.ts';
import { livingShare, survivalInterval, type WorldsVariant } from './worlds-variant.ts';

const figureColumn = (key: string, title: string): Column => ({ key, title, align: 'right' });
const joined = (key: string, title: string): Column => ({ key, title, align: 'right', joined: true });

const VARIANT: Column = { key: 'variant', title: 'Variant', align: 'left' };
const FIGURES: readonly Column[] = [
  figureColumn('survival', 'Survives'),
  joined('interval', '95%'),
  figureColumn('survival_delta', '+/-'),
  joined('survival_interval', '95%'),
  figureColumn('helps', 'Helps'),
  joined('same', 'Same'),
  joined('hurts', 'Hurts'),
  figureColumn('months_alive', 'Months lived'),
  joined('months_alive_delta', '+/-'),
  joined('months_alive_interval', '95%'),
  figureColumn('failure', 'Failure p50'),
  { key: 'cause', title: 'Cause', align: 'left', joined: true },
  figureColumn('end_cash', 'Cash at end p50'),
  joined('end_cash_delta', 'mean +/-'),
  joined('end_cash_interval', '95%'),
];

export function worldsCompareTable(variants: readonly WorldsVariant[], ascii: boolean): Table {
  const [first] = variants;
  const aside = first?.figure?.asked.measure === 'survival' ? '' : ' p50';
  const columns = [VARIANT, ...figureColumns(variants, aside), ...FIGURES];
  return { columns, rows: variants.map((variant, i) => row(variant, i === 0, ascii)) };
}

function row(variant: WorldsVariant, isBaseline: boolean, ascii: boolean): Cell[] {
  const { worlds, delta, start, currency } = variant;
  const { fates } = delta;
  const p50 = worlds.measures.failure.p50;
  const cause = worlds.causes[0];
  const end = worlds.end.cash.p50;
  const differs = (found: PairedMean | null, words: (by: number) => string): [Cell, Cell] => {
    if (isBaseline || found === null) return [cell('', null), cell('', null)];
    return [cell(words(found.mean), found.mean, roleOf(found)), between(found.interval, words)];
  };
  return [
    cell(plainText(variant.name), variant.name, isBaseline ? 'title' : 'plain'),
    ...figureCells(variant, currency, ascii ? 'ascii' : 'blocks'),
    cell(odds(livingShare(variant))),
    between(survivalInterval(variant), odds),
    ...differs(delta.shares.survival, signedPoints),
    ...(isBaseline || fates === null
      ? [cell('', null), cell('', null), cell('', null)]
      : [cell(odds(fates.helps), null, 'good'), cell(odds(fates.same), null), cell(odds(fates.hurts), null, 'bad')]),
    cell(monthCount(worlds.measures.monthsAlive.mean ?? 0)),
    ...differs(delta.means.months_alive, signedMonths),
    p50 === null ? cell('survives', null, 'good') : cell(nameOf(start, p50), null, 'bad'),
    cause === undefined ? cell('', null) : cell(`${causeShort(cause.cause)} ${odds(cause.share)}`),
    end === null ? cell('', null) : cell(money(end, currency, ascii)),
    ...differs(delta.means.end_cash, (by) => signedMoney(by, currency, ascii)),
  ];
}

const between = (interval: readonly [number, number] | null, words: (end: number) => string): Cell =>
  cell(interval === null ? '' : `${words(interval[0])} to ${words(interval[1])}`, null, 'muted');

/** Good or bad news where the whole interval is on one side of 0; else the difference may be chance. */
function roleOf({ mean, interval }: PairedMean): Role {
  const [low, high] = interval ?? [mean, mean];
  return low > 0 ? 'good' : high < 0 ? 'bad' : 'muted';
}

/** A difference of shares in percentage points, to a tenth: `+12.3`. */
function signedPoints(by: number): string {
  const points = Number((by * 100).toFixed(1)) + 0;
  return points > 0 ? `+${points}` : String(points);
}

/** Notes that explain the columns. */
export function worldsNotes(variants: readonly WorldsVariant[]): string[] {
  const [baseline] = variants;
  if (baseline === undefined || variants.length < 2) return [];
  const files = new Set(variants.map(({ file }) => file));
  const last = nameOf(baseline.start, baseline.months - 1);
  const until = files.size === 1 ? ` through ${last}` : ' to the horizon';
  return [
    `Survives: share of ${grouped(baseline.worlds.count)} worlds that live${until}; +/- in percentage points. Helps, Same, Hurts: share of worlds in which ` +
      `the company fails later than in ${plainText(baseline.name)}, in the same month or in neither, and earlier.`,
    ...(files.size > 1
      ? [
          'The worlds of two files are not the same futures: of none of them is it known whether one file helps against the other.',
        ]
      : []),
    ...(baseline.sampler === 'random'
      ? []
      : [`There are no intervals: worlds of the sampler ${baseline.sampler} are not drawn independently.`]),
    ...currencyNotes(variants),
  ];
}

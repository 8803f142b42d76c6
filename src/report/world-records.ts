/** Worlds as records of plain values, one a world: its draws and its outcome. */
import { inEachWorld, numbersOf } from '../analysis/measure.ts';
import type { DrawnInput, Model, Numbers, NumberWanted } from '../engine/ask.ts';
import { formatMonth } from '../formula/month.ts';
import { WORLD, WORLD_NAMES, type WorldName } from '../scenario/measure-names.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { freeKey, type RecordColumn } from './column.ts';
import { monthTexts } from './compare-values.ts';
import type { RecordValue } from './csv.ts';

/** Survival is left out: for one world `failure` says the same. */
const FIGURES = WORLD_NAMES.filter((name) => name !== 'survival');
const ENDS = ['endCash', 'endOwed', 'cause', 'failure', 'lowMonth'] as const satisfies readonly NumberWanted[];

const figure = (measure: WorldName): FigureAsked => ({ measure, of: null, over: 'plain', from: null, to: null });

/** Columns of a world's outcome: every measure of the whole world, and its cash and owed at the end. */
export const WORLD_COLUMNS: readonly RecordColumn[] = [
  ...FIGURES.flatMap((key): RecordColumn[] => [
    { key, kind: WORLD[key].unit === 'month' ? 'month' : 'number' },
    ...(key === 'failure' ? [{ key: 'cause', kind: 'text' } as const] : []),
    ...(key === 'low' ? [{ key: 'low_month', kind: 'month' } as const] : []),
  ]),
  { key: 'end_cash', kind: 'number' },
  { key: 'end_owed', kind: 'number' },
];

/** The numbers that the engine must keep of each world for `worldValues`. */
export const numbersOfWorld = (scenario: Scenario): NumberWanted[] => [
  ...ENDS,
  ...FIGURES.flatMap((name) => numbersOf(scenario, figure(name))),
];

/** Gives the values of world w (counted from 0 in `numbers`) in the order of `WORLD_COLUMNS`. */
export function worldValues({ scenario, month: { causes } }: Model, numbers: Numbers): (w: number) => RecordValue[] {
  const [endCash, endOwed, cause, failure, lowMonth] = ENDS.map((_, k) => numbers.of(k)) as Float64Array[];
  const textOf = monthTexts();
  const monthly = (values: Float64Array) => (w: number) => (Number.isFinite(values[w]!) ? textOf(values[w]!) : null);
  const plain = (values: Float64Array) => (w: number) => (Number.isFinite(values[w]!) ? values[w]! : null);
  const readers: ((w: number) => RecordValue)[] = [];
  let at = ENDS.length;
  for (const name of FIGURES) {
    const values = inEachWorld(scenario, figure(name), numbers, at);
    at += numbersOf(scenario, figure(name)).length;
    readers.push(WORLD[name].unit === 'month' ? monthly(values) : plain(values));
    if (name === 'failure') readers.push((w) => (failure![w]! < 0 ? null : causes[cause![w]!]!));
    if (name === 'low') readers.push((w) => textOf(scenario.start + lowMonth![w]!));
  }
  readers.push(plain(endCash!), plain(endOwed!));
  return (w) => readers.map((read) => read(w));
}

/** A column of draws: one draw a world, or that of one month. */
export interface DrawnColumn extends RecordColumn {
  readonly input: string;
  /** Month of the draw as t; 0 for an input drawn once. */
  readonly t: number;
}

/**
 * Columns of the drawn inputs by their names in the file: `drawn_growth`, `drawn_raise_amount`; `drawn_growth_2` for
 * the second distribution of a formula, `drawn_growth_2024_05` for a monthly draw.
 */
export function drawnColumns({ start, months }: Scenario, inputs: readonly DrawnInput[]): DrawnColumn[] {
  const known = new Set<string>();
  return inputs.flatMap(({ input, name, field, order, isMonthly }) => {
    const own = ['drawn', name, field, order].filter((part) => part !== null).join('_');
    const key = own.replaceAll(' ', '_');
    return Array.from({ length: isMonthly ? months : 1 }, (_, t): DrawnColumn => {
      const month = isMonthly ? `_${formatMonth(start + t).replace('-', '_')}` : '';
      return { key: freeKey(key + month, known), kind: 'number', input, t };
    });
  });
}

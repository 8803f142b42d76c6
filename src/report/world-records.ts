/** Worlds as records of plain values, one each: what is drawn in it, and what it comes to. */
import { inEachWorld, numbersOf } from '../analysis/measure.ts';
import type { DrawnInput, Model, Numbers, NumberWanted } from '../engine/ask.ts';
import { formatMonth } from '../formula/month.ts';
import { WORLD, WORLD_NAMES, type WorldName } from '../scenario/measure-names.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { freeKey, type RecordColumn } from './column.ts';
import { monthTexts } from './compare-values.ts';
import type { RecordValue } from './csv.ts';

/** Of one world survival says what failure does. */
const FIGURES = WORLD_NAMES.filter((name) => name !== 'survival');
const ENDS = ['endCash', 'endOwed', 'cause', 'failure', 'lowMonth'] as const satisfies readonly NumberWanted[];

const figure = (measure: WorldName): FigureAsked => ({ measure, of: null, over: 'plain', from: null, to: null });

/** What each world comes to: every measure of the world as a whole, and its end. */
export const WORLD_COLUMNS: readonly RecordColumn[] = [
  ...FIGURES.flatMap((key): RecordColumn[] => [
    { key, kind: WORLD[key].unit === 'month' ? 'month' : 'number' },
    ...(key === 'failure' ? [{ key: 'cause', kind: 'text' } as const] : []),
    ...(key === 'low' ? [{ key: 'low_month', kind: 'month' } as const] : []),
  ]),
  { key: 'end_cash', kind: 'number' },
  { key: 'end_owed', kind: 'number' },
];

/** What the engine must keep of each world for `worldValues`. */
export const numbersOfWorld = (scenario: Scenario): NumberWanted[] => [
  ...ENDS,
  ...FIGURES.flatMap((name) => numbersOf(scenario, figure(name))),
];

/** The values under `WORLD_COLUMNS` of the world that is the w-th of the numbers. */
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

/** A column of what is drawn: once a world, or in one month of it. */
export interface DrawnColumn extends RecordColumn {
  readonly input: string;
  /** Which of the input's months, from 0; 0 too where it is drawn once. */
  readonly t: number;
}

/**
 * Columns of what is drawn, each called by its name in the file: `drawn_growth`, `drawn_raise_amount`, of several
 * distributions of one formula `drawn_growth_2`, and of what is drawn each month `drawn_growth_2024_05`.
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

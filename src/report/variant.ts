import { type Difference, differenceOf } from '../analysis/difference.ts';
import { type MeasureValue, wholeValue } from '../analysis/measure.ts';
import type { Measures } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { type Measure, MONTHLY, WORLD, WORLD_NAMES, type WorldName } from '../scenario/measure-names.ts';
import type { Settings } from '../scenario/override.ts';
import type { FoundFigure } from './found-figure.ts';

/** What is known of a variant before it is simulated. */
export interface Compared {
  readonly name: string;
  /** As it was given. */
  readonly file: string;
  /** The plan in force, or null. */
  readonly plan: string | null;
  readonly start: Month;
  /** Horizon. */
  readonly months: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly levers: Settings;
}

/** One of several cases that are compared. */
export interface ComparedCase extends Compared {
  /** What it is sorted by, where that is none of the figures of every comparison. */
  readonly figure: FoundFigure | null;
  readonly result: {
    readonly measures: Measures;
    /** Cash, and all that is owed, at the end of the last month simulated. */
    readonly endCash: number;
    readonly endOwed: number;
  };
}

/**
 * What variants are compared by: every measure of a world, and two balances at its end. Of one case survival says what
 * failure does.
 */
export type ComparedName = Exclude<WorldName, 'survival'> | 'end_cash' | 'end_owed';

const OF_THE_WORLD = WORLD_NAMES.filter((name): name is Exclude<WorldName, 'survival'> => name !== 'survival');
export const COMPARED: readonly ComparedName[] = [...OF_THE_WORLD, 'end_cash', 'end_owed'];

/** What the register says of it. */
export function comparedMeasure(name: ComparedName): Measure {
  if (name === 'end_cash') return MONTHLY.cash;
  return name === 'end_owed' ? MONTHLY.owed : WORLD[name];
}

/** A variant's figure; months by the calendar, null where it does not occur. */
export function figureOf(variant: ComparedCase, name: ComparedName): MeasureValue {
  const { result } = variant;
  if (name === 'end_cash') return { number: result.endCash };
  if (name === 'end_owed') return { number: result.endOwed };
  return wholeValue(variant, result.measures, name);
}

/** How a variant differs from another, by figure. */
export const deltaOf = (variant: ComparedCase, baseline: ComparedCase): Readonly<Record<ComparedName, Difference>> =>
  Object.fromEntries(
    COMPARED.map((name) => [
      name,
      differenceOf(
        comparedMeasure(name),
        { value: figureOf(variant, name), currency: variant.currency },
        { value: figureOf(baseline, name), currency: baseline.currency },
      ),
    ]),
  ) as Record<ComparedName, Difference>;

/** That money of two currencies is not subtracted. */
export function currencyNotes(variants: readonly Compared[]): string[] {
  const [baseline] = variants;
  const others = new Set(variants.map(({ currency }) => currency));
  if (baseline === undefined || others.size < 2) return [];
  others.delete(baseline.currency);
  return [
    `Money in ${[...others].join(', ')} is not compared with money in ${baseline.currency}: that would take an exchange rate.`,
  ];
}

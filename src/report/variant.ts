import { type Difference, differenceOf } from '../analysis/difference.ts';
import { type MeasureValue, wholeValue } from '../analysis/measure.ts';
import type { Measures } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { type Measure, MONTHLY, WORLD, WORLD_NAMES, type WorldName } from '../scenario/measure-names.ts';
import type { Settings } from '../scenario/override.ts';
import type { FoundFigure } from './found-figure.ts';

/** The part of a variant that does not need a simulation. */
export interface Compared {
  readonly name: string;
  /** The file's name as given. */
  readonly file: string;
  /** Name of the plan in force; null: none. */
  readonly plan: string | null;
  readonly start: Month;
  /** Months of the horizon. */
  readonly months: number;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly levers: Settings;
}

/** One of several base cases compared. */
export interface ComparedCase extends Compared {
  /** The figure that variants are sorted by, where it is not among those of every comparison; else null. */
  readonly figure: FoundFigure | null;
  readonly result: {
    readonly measures: Measures;
    /** At the end of the last month simulated: cash, and the sum of all that is owed. */
    readonly endCash: number;
    readonly endOwed: number;
  };
}

/**
 * The figures of every comparison: all measures of a whole world, and two balances at its end. Survival is left out, as
 * for one case `failure` says the same.
 */
export type ComparedName = Exclude<WorldName, 'survival'> | 'end_cash' | 'end_owed';

const OF_THE_WORLD = WORLD_NAMES.filter((name): name is Exclude<WorldName, 'survival'> => name !== 'survival');
export const COMPARED: readonly ComparedName[] = [...OF_THE_WORLD, 'end_cash', 'end_owed'];

/** The measure's entry in the register. */
export function comparedMeasure(name: ComparedName): Measure {
  if (name === 'end_cash') return MONTHLY.cash;
  return name === 'end_owed' ? MONTHLY.owed : WORLD[name];
}

/** A variant's value of a figure, dates as calendar months; null where it does not occur. */
export function figureOf(variant: ComparedCase, name: ComparedName): MeasureValue {
  const { result } = variant;
  if (name === 'end_cash') return { number: result.endCash };
  if (name === 'end_owed') return { number: result.endOwed };
  return wholeValue(variant, result.measures, name);
}

/** By figure, the variant less the baseline. */
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

/** A note that money is not subtracted where currencies differ. */
export function currencyNotes(variants: readonly Compared[]): string[] {
  const [baseline] = variants;
  const others = new Set(variants.map(({ currency }) => currency));
  if (baseline === undefined || others.size < 2) return [];
  others.delete(baseline.currency);
  return [
    `Money in ${[...others].join(', ')} is not compared with money in ${baseline.currency}: that would take an exchange rate.`,
  ];
}

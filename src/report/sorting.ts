/**
 * What variants may be sorted by: the figures of every comparison (measures of a whole world, and cash and owed at its
 * end), or any other figure, which the engine is then asked for.
 */
import { rankOf } from '../analysis/difference.ts';
import { inCase, typicalOverWorlds } from '../analysis/measure.ts';
import { type Measure, WORLD, WORLD_NAMES } from '../scenario/measure-names.ts';
import { type ComparedCase, type ComparedName, comparedMeasure, figureOf } from './variant.ts';
import type { WorldsVariant } from './worlds-variant.ts';

export type SortName = ComparedName | 'survival';
export const SORT_NAMES: readonly SortName[] = [...WORLD_NAMES, 'end_cash', 'end_owed'];
export const isSortName = (name: string): name is SortName => (SORT_NAMES as readonly string[]).includes(name);

/** The measure's entry in the register. */
export const sortMeasure = (name: SortName): Measure => (name === 'survival' ? WORLD.survival : comparedMeasure(name));

/**
 * The number to sort base cases by: the measure, or for null the figure asked for. Dates are calendar months; infinite
 * where the measure does not occur.
 */
export function rankInCase(name: SortName | null, variant: ComparedCase): number {
  if (name === null) return variant.figure!.value;
  if (name !== 'survival') return rankOf(figureOf(variant, name));
  return inCase(name, variant.result.measures, variant.months - 1)!;
}

/**
 * The number to sort by over worlds: a share, a mean or a median. Dates are calendar months; infinite where it does not
 * occur.
 */
export function rankOverWorlds(name: SortName | null, { worlds, start, months, figure }: WorldsVariant): number {
  if (name === null) return figure!.value;
  const found = name === 'end_cash' ? worlds.end.cash.p50 : name === 'end_owed' ? worlds.end.owed.p50 : ofWorld();
  return found ?? Number.POSITIVE_INFINITY;

  function ofWorld(): number | null {
    const whole = name as Exclude<SortName, 'end_cash' | 'end_owed'>;
    const typical = typicalOverWorlds(whole, worlds, months - 1);
    return typical !== null && WORLD[whole].unit === 'month' ? start + typical : typical;
  }
}

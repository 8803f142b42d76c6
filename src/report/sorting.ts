/**
 * What variants may be sorted by: the measures of the world as a whole and two balances at its end, which every
 * comparison has, or any other figure, which they are then asked for.
 */
import { rankOf } from '../analysis/difference.ts';
import { inCase, typicalOverWorlds } from '../analysis/measure.ts';
import { type Measure, WORLD, WORLD_NAMES } from '../scenario/measure-names.ts';
import { type ComparedCase, type ComparedName, comparedMeasure, figureOf } from './variant.ts';
import type { WorldsVariant } from './worlds-variant.ts';

export type SortName = ComparedName | 'survival';
export const SORT_NAMES: readonly SortName[] = [...WORLD_NAMES, 'end_cash', 'end_owed'];
export const isSortName = (name: string): name is SortName => (SORT_NAMES as readonly string[]).includes(name);

/** What the register says of it. */
export const sortMeasure = (name: SortName): Measure => (name === 'survival' ? WORLD.survival : comparedMeasure(name));

/** A base case by that measure, null for the figure that it was asked for; months by the calendar, infinite where it does not occur. */
export function rankInCase(name: SortName | null, variant: ComparedCase): number {
  if (name === null) return variant.figure!.value;
  if (name !== 'survival') return rankOf(figureOf(variant, name));
  return inCase(name, variant.result.measures, variant.months - 1)!;
}

/** The same over worlds: a share of them, a mean where that is what stands for all, else the median. */
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

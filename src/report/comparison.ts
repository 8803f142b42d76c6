/** How variants of one kind are told, to people and to machines: base cases, or many worlds each. */

import { variantJson } from './compare-json.ts';
import { compareTable } from './compare-text.ts';
import { caseRecords, type Records } from './compare-values.ts';
import type { Table } from './table.ts';
import type { Compared, Variant } from './variant.ts';

export interface Comparison<V extends Compared> {
  /** Side by side, for people, and what must be said of it; the first is the baseline. */
  table(variants: readonly V[], ascii: boolean): Table;
  notes(variants: readonly V[]): string[];
  records(levers: readonly string[]): Records<V>;
  json(variant: V, baseline: V): object;
}

export const CASES: Comparison<Variant> = {
  table: compareTable,
  notes: currencyNotes,
  records: caseRecords,
  json: variantJson,
};

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

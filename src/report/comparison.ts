/** How variants of one kind are told, to people and to machines: base cases, or many worlds each. */

import { variantJson, worldsVariantJson } from './compare-json.ts';
import { compareTable } from './compare-text.ts';
import { caseRecords, type Records } from './compare-values.ts';
import { worldsCompareTable, worldsNotes } from './compare-worlds-text.ts';
import type { Table } from './table.ts';
import { type Compared, currencyNotes, type Variant } from './variant.ts';
import { worldsRecords } from './worlds-values.ts';
import type { WorldsVariant } from './worlds-variant.ts';

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

export const WORLDS: Comparison<WorldsVariant> = {
  table: worldsCompareTable,
  notes: worldsNotes,
  records: worldsRecords,
  json: worldsVariantJson,
};

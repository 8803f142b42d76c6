/** How to report variants of one kind, base cases or many worlds each, to people and to programs. */

import type { Glyphs } from '../chart/glyphs.ts';
import { variantJson, worldsVariantJson } from './compare-json.ts';
import { compareTable } from './compare-text.ts';
import { caseRecords, type Records } from './compare-values.ts';
import { worldsCompareTable, worldsNotes } from './compare-worlds-text.ts';
import { notes, type Section } from './page.ts';
import type { PagePicture } from './picture.ts';
import type { Table } from './table.ts';
import { type Compared, type ComparedCase, currencyNotes } from './variant.ts';
import { plansPicture } from './worlds-pictures.ts';
import { worldsRecords } from './worlds-values.ts';
import type { WorldsVariant } from './worlds-variant.ts';

export interface Comparison<V extends Compared> {
  /** The variants side by side, with notes; the first is the baseline. */
  page(variants: readonly V[], glyphs: Glyphs): Section[];
  /** `figure`: the figure that variants are sorted by, as written, where it is not among those of every comparison. */
  records(levers: readonly string[], figure: string | null): Records<V>;
  json(variant: V, baseline: V): object;
}

const pageOf = (table: Table, said: readonly string[], picture?: PagePicture): Section[] => [
  { kind: 'table', title: null, table, notes: [], ...(picture === undefined ? {} : { picture }) },
  ...said.map((text) => notes({ text, role: 'muted' })),
];

export const CASES: Comparison<ComparedCase> = {
  page: (variants, glyphs) => pageOf(compareTable(variants, glyphs === 'ascii'), currencyNotes(variants)),
  records: caseRecords,
  json: variantJson,
};

export const WORLDS: Comparison<WorldsVariant> = {
  page: (variants, glyphs) =>
    pageOf(worldsCompareTable(variants, glyphs === 'ascii'), worldsNotes(variants), plansPicture(variants)),
  records: worldsRecords,
  json: worldsVariantJson,
};

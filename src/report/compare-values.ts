/** Variants as records of plain values, for CSV and NDJSON: a column for each lever, then one for each figure. */
import { formatMonth, type Month } from '../formula/month.ts';
import { freeKey, type RecordColumn, recordColumns } from './column.ts';
import type { RecordValue } from './csv.ts';
import { figureValue } from './found-figure.ts';
import { COMPARED, type Compared, type ComparedCase, comparedMeasure, deltaOf, figureOf } from './variant.ts';

/** The columns of figures, each followed by its difference from the first variant, the failure also by its cause. */
const FIGURES: readonly RecordColumn[] = COMPARED.flatMap((name): RecordColumn[] => [
  { key: name, kind: comparedMeasure(name).unit === 'month' ? 'month' : 'number' },
  { key: `${name}_delta`, kind: 'number' },
  ...(name === 'failure' ? [{ key: 'cause', kind: 'text' } as const] : []),
]);

function valuesOf(variant: ComparedCase, baseline: ComparedCase): RecordValue[] {
  const delta = variant === baseline ? null : deltaOf(variant, baseline);
  return COMPARED.flatMap((name): RecordValue[] => [
    plainValue(figureOf(variant, name)),
    delta === null ? null : delta[name].by,
    ...(name === 'failure' ? [variant.result.measures.failure?.cause ?? null] : []),
  ]);
}

/** A month as `YYYY-MM`; null for a value that does not occur. */
const plainValue = (value: ReturnType<typeof figureOf>): RecordValue =>
  value === null ? null : 'number' in value ? value.number : formatMonth(value.month);

/** Columns, and a function that gives a variant's values in their order. */
export interface Records<V> {
  readonly columns: readonly RecordColumn[];
  values(variant: V, baseline: V): RecordValue[];
}

/**
 * The column of the figure that variants are sorted by, with that figure as written for its key. No lever can have such
 * a key, as names have no such characters.
 */
export const figureRecord = (figure: string | null): RecordColumn[] =>
  figure === null ? [] : [{ key: figure, kind: 'number' }];

/** Records of base cases. `levers`: names of the levers of all files, in order of first appearance. */
export function caseRecords(levers: readonly string[], figure: string | null): Records<ComparedCase> {
  const { columns, values } = headRecords(levers, new Set(FIGURES.map(({ key }) => key)));
  return {
    columns: [...columns, ...figureRecord(figure), ...FIGURES],
    values: (variant, baseline) => [
      ...values(variant),
      ...(figure === null ? [] : [figureValue(variant)]),
      ...valuesOf(variant, baseline),
    ],
  };
}

/**
 * The columns that every record begins with: variant, file, plan, currency, and for each lever its value and first
 * month in force. A lever with the name of another column is `lever_NAME`; a field is empty where the file has no such
 * lever.
 */
export function headRecords(
  levers: readonly string[],
  taken: ReadonlySet<string>,
): { readonly columns: readonly RecordColumn[]; values(variant: Compared): RecordValue[] } {
  const own = ['variant', 'file', 'plan', 'currency'];
  const known = new Set([...own, ...taken, ...levers]);
  const columns = levers.flatMap((lever): RecordColumn[] => {
    const key = own.includes(lever) || taken.has(lever) ? freeKey(`lever_${lever}`, known) : lever;
    return [
      { key, kind: 'number' },
      { key: freeKey(`${key}_from`, known), kind: 'month' },
    ];
  });
  const monthText = monthTexts();
  return {
    columns: [...recordColumns('text', own), ...columns],
    values: ({ name, file, plan, currency, levers: settings }) => {
      const values: RecordValue[] = [name, file, plan, currency];
      for (const lever of levers) {
        const setting = settings.get(lever);
        if (setting === undefined) values.push(null, null);
        else values.push(setting.value, monthText(setting.from));
      }
      return values;
    },
  };
}

/** Formats months as `YYYY-MM`; each text is made once and kept. */
export function monthTexts(): (at: Month) => string {
  const texts = new Map<Month, string>();
  return (at) => {
    const text = texts.get(at) ?? formatMonth(at);
    texts.set(at, text);
    return text;
  };
}

/** Variants as records of plain values, for CSV and NDJSON: a column for each lever, then one for each figure. */
import { formatMonth, type Month } from '../formula/month.ts';
import { freeKey, type RecordColumn, recordColumns } from './column.ts';
import type { RecordValue } from './csv.ts';
import { figureValue } from './found-figure.ts';
import { COMPARED, type Compared, type ComparedCase, comparedMeasure, deltaOf, figureOf } from './variant.ts';

/** Figures, each with how far it is from the first variant's beside it; what ends the company stands after when. */
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

/** A month as `YYYY-MM`; null where it does not occur. */
const plainValue = (value: ReturnType<typeof figureOf>): RecordValue =>
  value === null ? null : 'number' in value ? value.number : formatMonth(value.month);

/** The columns of records, and the values of a variant under them. */
export interface Records<V> {
  readonly columns: readonly RecordColumn[];
  values(variant: V, baseline: V): RecordValue[];
}

/** The column of what variants are sorted by, under its own text; no lever is called so: no name has such signs. */
export const figureRecord = (figure: string | null): RecordColumn[] =>
  figure === null ? [] : [{ key: figure, kind: 'number' }];

/** Records of base cases: the levers are those of all files, in the order in which they first come. */
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
 * What every record begins with: the variant, its file, plan and currency, and of each lever its value and the first
 * month it is in force. A lever that is called as another column is `lever_NAME`; what a file does not have is empty.
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

/** Months as texts, each of which is made once. */
export function monthTexts(): (at: Month) => string {
  const texts = new Map<Month, string>();
  return (at) => {
    const text = texts.get(at) ?? formatMonth(at);
    texts.set(at, text);
    return text;
  };
}

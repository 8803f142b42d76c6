/** Variants as records of plain values, for CSV and NDJSON: a column for each lever, then one for each figure. */
import { formatMonth, type Month } from '../formula/month.ts';
import type { RecordValue } from './csv.ts';
import { COMPARED, type Compared, type ComparedCase, deltaOf, figureOf } from './variant.ts';

/** Figures, each with how far it is from the first variant's beside it; what ends the company stands after when. */
const KEYS: readonly string[] = COMPARED.flatMap((name) => [
  name,
  `${name}_delta`,
  ...(name === 'failure' ? ['cause'] : []),
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
  readonly keys: readonly string[];
  values(variant: V, baseline: V): RecordValue[];
}

/** Records of base cases: the levers are those of all files, in the order in which they first come. */
export function caseRecords(levers: readonly string[]): Records<ComparedCase> {
  const { keys, values } = headRecords(levers, new Set(KEYS));
  return {
    keys: [...keys, ...KEYS],
    values: (variant, baseline) => [...values(variant), ...valuesOf(variant, baseline)],
  };
}

/**
 * What every record begins with: the variant, its file, plan and currency, and of each lever its value and the first
 * month it is in force. A lever that is called as another column is `lever_NAME`; what a file does not have is empty.
 */
export function headRecords(
  levers: readonly string[],
  taken: ReadonlySet<string>,
): { readonly keys: readonly string[]; values(variant: Compared): RecordValue[] } {
  const own = ['variant', 'file', 'plan', 'currency'];
  const known = new Set([...own, ...taken, ...levers]);
  const keys = levers.flatMap((lever) => {
    const key = own.includes(lever) || taken.has(lever) ? free(`lever_${lever}`, known) : lever;
    return [key, free(`${key}_from`, known)];
  });
  const texts = new Map<Month, string>();
  const monthText = (at: Month): string => {
    const text = texts.get(at) ?? formatMonth(at);
    texts.set(at, text);
    return text;
  };
  return {
    keys: [...own, ...keys],
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

/** The name, or the first with underscores before it that nothing else has. */
function free(name: string, known: Set<string>): string {
  let own = name;
  while (known.has(own)) own = `_${own}`;
  known.add(own);
  return own;
}

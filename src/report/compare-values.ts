/** Variants as records of plain values, for CSV and NDJSON: a column for each lever, then one for each figure. */
import { formatMonth, type Month } from '../formula/month.ts';
import type { Value } from './csv.ts';
import { type Compared, type Delta, deltaOf, type Variant } from './variant.ts';

/** A figure of a variant, and what it is called. */
interface Figure {
  readonly key: string;
  readonly value: (variant: Variant, delta: Delta | null) => Value;
}

const month =
  (of: (variant: Variant) => number | null) =>
  (variant: Variant): Value => {
    const t = of(variant);
    return t === null ? null : formatMonth(variant.start + t);
  };

/** A figure, and beside it how far it is from the first variant's, of which there is none in the first itself. */
const compared = (key: string, value: Figure['value'], delta: (delta: Delta) => number | null): Figure[] => [
  { key, value },
  { key: `${key}_delta`, value: (_, found) => (found === null ? null : delta(found)) },
];

const FIGURES: readonly Figure[] = [
  ...compared(
    'zero_cash',
    month(({ result }) => result.measures.zeroCash),
    (delta) => delta.zeroCash,
  ),
  ...compared(
    'runway',
    ({ result }) => result.measures.runway,
    (delta) => delta.runway,
  ),
  ...compared(
    'failure',
    month(({ result }) => result.measures.failure?.t ?? null),
    (delta) => delta.failure,
  ),
  { key: 'cause', value: ({ result }) => result.measures.failure?.cause ?? null },
  ...compared(
    'low',
    ({ result }) => result.measures.low.cash,
    (delta) => delta.low,
  ),
  ...compared(
    'end_cash',
    ({ result }) => result.endCash,
    (delta) => delta.endCash,
  ),
  ...compared(
    'end_owed',
    ({ result }) => result.endOwed,
    (delta) => delta.endOwed,
  ),
];

/** The columns of records, and the values of a variant under them. */
export interface Records<V> {
  readonly keys: readonly string[];
  values(variant: V, baseline: V): Value[];
}

/** Records of base cases: the levers are those of all files, in the order in which they first come. */
export function caseRecords(levers: readonly string[]): Records<Variant> {
  const { keys, values } = headRecords(levers, new Set(FIGURES.map(({ key }) => key)));
  return {
    keys: [...keys, ...FIGURES.map(({ key }) => key)],
    values: (variant, baseline) => {
      const delta = variant === baseline ? null : deltaOf(variant, baseline);
      return [...values(variant), ...FIGURES.map(({ value }) => value(variant, delta))];
    },
  };
}

/**
 * What every record begins with: the variant, its file, plan and currency, and of each lever its value and the first month it is in force. A
 * lever that is called as another column is `lever_NAME`; what a file does not have is empty.
 */
export function headRecords(
  levers: readonly string[],
  taken: ReadonlySet<string>,
): { readonly keys: readonly string[]; values(variant: Compared): Value[] } {
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
      const values: Value[] = [name, file, plan, currency];
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

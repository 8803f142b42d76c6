import { jsonText } from '../diagnostic/escape.ts';

/** Objects of plain values up to this length stand on one line. */
const LINE = 110;

/**
 * The value as JSON, indented by two, lists of plain values on one line whatever their length. Numbers are the shortest
 * that read back the same, never -0; texts hold nothing that steers a terminal or cannot be seen. Takes what JSON can
 * hold; throws a RangeError for a number that is not finite.
 */
export function stringify(value: unknown): string {
  return `${write(value, '')}\n`;
}

/**
 * The same object, written piece by piece, where one of its keys holds a list that is too long to be held: what comes
 * before the list, each of its entries, which are objects or lists, and what comes after.
 */
export const longList = {
  start: (head: object, key: string): string => `${opened(head)},\n  ${jsonText(key)}: [\n`,
  entry: (value: object, isFirst: boolean): string => `${isFirst ? '' : ',\n'}    ${write(value, '    ')}`,
  end: (tail: object): string => {
    const entries = opened(tail).slice(1);
    return `\n  ]${entries === '\n' ? '' : `,${entries}`}\n}\n`;
  },
};

/** `{` and the entries of an object, each on a line of its own. */
const opened = (value: object): string =>
  `{\n${Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `  ${jsonText(key)}: ${write(entry, '  ')}`)
    .join(',\n')}`;

/** Objects of plain values under the same keys, each on a line of its own. */
export function jsonLines(keys: readonly string[]): (values: readonly (string | number | null)[]) => string {
  const labels = keys.map((key) => `${jsonText(key)}: `);
  return (values) => `{${labels.map((label, i) => label + scalar(values[i])).join(', ')}}\n`;
}

function write(value: unknown, indent: string): string {
  if (!isCompound(value)) return scalar(value);
  const deeper = `${indent}  `;
  const list = Array.isArray(value);
  const entries = list ? value : Object.values(value).filter((v) => v !== undefined);
  const heads = list ? null : Object.keys(value).filter((key) => value[key] !== undefined);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  const label = (i: number): string => (heads === null ? '' : `${jsonText(heads[i]!)}: `);
  if (!entries.some(isCompound)) {
    const line = open + entries.map((v, i) => label(i) + scalar(v)).join(', ') + close;
    if (list || line.length <= LINE) return line;
  }
  return `${open}\n${entries.map((v, i) => deeper + label(i) + write(v, deeper)).join(',\n')}\n${indent}${close}`;
}

const isCompound = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function scalar(value: unknown): string {
  if (typeof value === 'string') return jsonText(value);
  if (typeof value !== 'number') return JSON.stringify(value);
  if (!Number.isFinite(value)) throw new RangeError(`JSON has no ${value}`);
  return String(Object.is(value, -0) ? 0 : value);
}

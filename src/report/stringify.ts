import { jsonText } from '../diagnostic/escape.ts';

/** Objects of plain values stand on one line up to this length, in characters. */
const LINE = 110;

/**
 * The value as JSON text, indented by two; lists of plain values stand on one line. Numbers are the shortest decimal
 * that reads back the same, never -0; control and invisible characters are escaped. Takes JSON values; throws a
 * RangeError for a number that is not finite.
 */
export function stringify(value: unknown): string {
  return `${write(value, '')}\n`;
}

/**
 * Writes an object piece by piece, where one key holds a list too long for memory: `start` with the keys before it,
 * then each entry of the list (an object or a list), then the keys after it.
 */
export const longList = {
  start: (head: object, key: string): string => `${opened(head)},\n  ${jsonText(key)}: [\n`,
  entry: (value: object, isFirst: boolean): string => `${isFirst ? '' : ',\n'}    ${write(value, '    ')}`,
  end: (tail: object): string => {
    const entries = opened(tail).slice(1);
    return `\n  ]${entries === '\n' ? '' : `,${entries}`}\n}\n`;
  },
};

/** The opening brace and the entries of an object, each on a line of its own. */
const opened = (value: object): string =>
  `{\n${Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `  ${jsonText(key)}: ${write(entry, '  ')}`)
    .join(',\n')}`;

/** JSON lines: one object a line, all with the same keys. */
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

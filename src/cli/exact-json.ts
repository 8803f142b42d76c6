/** Numbers as JSON that gives them back to the bit: also those that JSON does not have. */

/** The key of an object that stands for what JSON does not have. */
const MARK = '#';

/** What JSON.stringify is to make of a value: numbers that JSON lacks, and arrays of doubles, as marked objects. */
export function toExact(value: unknown): unknown {
  if (typeof value === 'number')
    return isPlain(value) ? value : { [MARK]: Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Float64Array) return { [MARK]: Array.from(value, toExact) };
  if (Array.isArray(value)) return value.map(toExact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, toExact(own)]));
}

const isPlain = (x: number): boolean => Number.isFinite(x) && !Object.is(x, -0);

/** What `toExact` was given, from what JSON.parse made of it. */
export function fromExact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromExact);
  if (typeof value !== 'object' || value === null) return value;
  const marked = (value as { readonly [MARK]?: unknown })[MARK];
  if (typeof marked === 'string') return Number(marked);
  if (Array.isArray(marked)) return Float64Array.from(marked, (x) => fromExact(x) as number);
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, fromExact(own)]));
}

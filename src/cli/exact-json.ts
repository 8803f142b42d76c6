/** JSON that keeps every number to the bit, including those that JSON lacks (NaN, infinities, -0). */

/** Key of an object that represents a number or an array that JSON lacks. */
const MARK = '#';

/** Prepares a value for JSON.stringify: numbers that JSON lacks, and arrays of doubles, become marked objects. */
export function toExact(value: unknown): unknown {
  if (typeof value === 'number')
    return isPlain(value) ? value : { [MARK]: Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Float64Array) return { [MARK]: Array.from(value, toExact) };
  if (Array.isArray(value)) return value.map(toExact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, toExact(own)]));
}

const isPlain = (x: number): boolean => Number.isFinite(x) && !Object.is(x, -0);

/** Restores the value given to `toExact` from the result of JSON.parse. */
export function fromExact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromExact);
  if (typeof value !== 'object' || value === null) return value;
  const marked = (value as { readonly [MARK]?: unknown })[MARK];
  if (typeof marked === 'string') return Number(marked);
  if (Array.isArray(marked)) return Float64Array.from(marked, (x) => fromExact(x) as number);
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, fromExact(own)]));
}

/**
 * A function as `make` that keeps its results, by the texts of its arguments. When `most` are kept, they are all
 * forgotten.
 */
export function remembered<Given extends readonly unknown[], T>(
  most: number,
  make: (...given: Given) => T,
): (...given: Given) => T {
  const known = new Map<string, T>();
  return (...given) => {
    const key = given.join(' ');
    const found = known.get(key) ?? make(...given);
    if (known.size >= most) known.clear();
    known.set(key, found);
    return found;
  };
}

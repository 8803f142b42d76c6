/**
 * A function as `make` that keeps its results, by the texts of its arguments. When `most` are kept, they are all
 * forgotten.
 */
export function remembered<Given extends readonly unknown[], T extends object>(
  most: number,
  make: (...given: Given) => T,
): (...given: Given) => T {
  const known = new Map<string, T>();
  return (...given) => {
    const key = given.join(' ');
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const made = make(...given);
    known.set(key, made);
    return made;
  };
}

/**
 * What `known` has under the key, or what `make` gives. Of more than `most` results the one goes that has not been
 * asked for the longest.
 */
export function recent<K, T>(known: Map<K, T>, most: number, key: K, make: () => T): T {
  const found = known.get(key) ?? make();
  // A map keeps the order in which keys are set: the latest comes last.
  known.delete(key);
  known.set(key, found);
  if (known.size > most) known.delete(known.keys().next().value as K);
  return found;
}

/**
 * A function that keeps what it made for what it was last given, told apart by the texts of it: at most `most` of them,
 * then it begins anew.
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

/** Things one on the other, null for none. Never changed: one more is put on without copying the others, however many there are. */
export type Stack<T> = { readonly top: T; readonly below: Stack<T> } | null;

/** Each of them changed, in the same order. */
export function mapStack<T>(stack: Stack<T>, change: (each: T) => T): Stack<T> {
  const changed: T[] = [];
  for (let at = stack; at !== null; at = at.below) changed.push(change(at.top));
  return changed.reduceRight<Stack<T>>((below, top) => ({ top, below }), null);
}

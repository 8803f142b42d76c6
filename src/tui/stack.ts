/**
 * Things one on the other, null for none. Never changed: one more is put on without copying the others, however many
 * there are.
 */
export type Stack<T> = { readonly top: T; readonly below: Stack<T> } | null;

/**
 * Each of them changed, in the same order, down to the first that `change` is null for: that one and those below it
 * stay.
 */
export function mapStack<T>(stack: Stack<T>, change: (each: T) => T | null): Stack<T> {
  const changed: T[] = [];
  let at = stack;
  for (; at !== null; at = at.below) {
    const next = change(at.top);
    if (next === null) break;
    changed.push(next);
  }
  return changed.reduceRight<Stack<T>>((below, top) => ({ top, below }), at);
}

/** A stack as an immutable list; null: it is empty. Adding to it copies nothing. */
export type Stack<T> = { readonly top: T; readonly below: Stack<T> } | null;

/** The stack with `change` applied from the top down to the first for which it is null: from there on all stay. */
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

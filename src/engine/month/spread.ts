/** Amounts that come over several months. */
import type { Program, Value } from '../program/program.ts';

/** What comes this month, and what is to come as the month opens for the first time and as it closes. */
export interface Spreading {
  readonly now: Value;
  readonly open: Value;
  readonly close: Value;
}

/** `opening[j]` comes in month j; of every month `parts[j]` comes j months on. */
export function spread(p: Program, opening: readonly Value[], parts: readonly Value[]): Spreading {
  const length = Math.max(parts.length - 1, opening.length, 0);
  const pipeline = Array.from({ length }, (_, j) => p.register(opening[j] ?? p.zero));
  pipeline.forEach((register, j) => {
    register.next = p.add(pipeline[j + 1]?.value ?? p.zero, parts[j + 1] ?? p.zero);
  });
  return {
    now: p.add(pipeline[0]?.value ?? p.zero, parts[0] ?? p.zero),
    open: p.sum(opening),
    close: p.sum(pipeline.map(({ next }) => next!)),
  };
}

/** Adds b to a, entry by entry. */
export function addTo(p: Program, a: Value[], b: readonly Value[]): void {
  b.forEach((value, j) => {
    a[j] = p.add(a[j] ?? p.zero, value);
  });
}

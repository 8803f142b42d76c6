/** Amounts that come over several months. */
import type { Register, Value } from '../program/program.ts';
import type { Books } from './books.ts';

/** What comes this month (`now`), and what is still to come: as the scenario opens, and as this month closes. */
export interface Spreading {
  readonly now: Value;
  readonly open: Value;
  readonly close: Value;
  /** By months until it comes, as a month opens: the j-th comes j months from then. */
  readonly pipeline: readonly Register[];
}

/**
 * Spreads amounts over months: `opening[j]` comes in month j, and `parts[j]`, this month's, comes j months from now.
 * `name` begins the names of its registers, of which there are `least` at least.
 */
export function spread(
  books: Books,
  name: string,
  opening: readonly Value[],
  parts: readonly Value[],
  least = 0,
): Spreading {
  const { program: p } = books;
  const length = Math.max(parts.length - 1, opening.length, least);
  const pipeline = Array.from({ length }, (_, j) => books.carry(`${name} ${j}`, opening[j] ?? p.zero));
  pipeline.forEach((register, j) => {
    register.next = p.add(pipeline[j + 1]?.value ?? p.zero, parts[j + 1] ?? p.zero);
  });
  return {
    now: p.add(pipeline[0]?.value ?? p.zero, parts[0] ?? p.zero),
    open: p.sum(pipeline.map(({ init }) => init)),
    close: p.sum(pipeline.map(({ next }) => next!)),
    pipeline,
  };
}

/** Adds b to a, entry by entry; a grows to the length of b. */
export function addTo({ program: p }: Books, a: Value[], b: readonly Value[]): void {
  b.forEach((value, j) => {
    a[j] = p.add(a[j] ?? p.zero, value);
  });
}

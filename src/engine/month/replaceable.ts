/** Numbers and formulas in place of those of a scenario, without another model. */
import type { Formula } from '../../formula/tree.ts';

/** What stands in place of what the scenario says. */
export interface Replacing {
  /** In place of assumptions, by name, and of draws, by the name of their input; each holds in every month. */
  readonly replaced?: ReadonlyMap<string, number>;
  /**
   * In place of the formulas of assumptions, by name. Their distributions are drawn as those of the formulas that they
   * replace: by the assumption's name and the order in the formula.
   */
  readonly formulas?: ReadonlyMap<string, Formula>;
}

/** What may be replaced in a model: what a variant of it may give, beside its levers. */
export interface Replaceable {
  /** Assumptions, by name, and draws, by the name of their input, in whose place numbers may be given. */
  readonly numbers: ReadonlySet<string>;
  /** By assumption, the formulas that may be given in the place of its own, by their text. */
  readonly formulas: ReadonlyMap<string, ReadonlyMap<string, Formula>>;
}

export const NOTHING_REPLACEABLE: Replaceable = { numbers: new Set(), formulas: new Map() };

/** What these variants replace, and what was replaceable before. */
export function replaceableIn(variants: Iterable<Replacing>, before = NOTHING_REPLACEABLE): Replaceable {
  const numbers = new Set(before.numbers);
  const formulas = new Map([...before.formulas].map(([name, known]) => [name, new Map(known)]));
  for (const { replaced, formulas: own } of variants) {
    if (replaced !== undefined) for (const name of replaced.keys()) numbers.add(name);
    if (own === undefined) continue;
    for (const [name, formula] of own) {
      const known = formulas.get(name) ?? new Map<string, Formula>();
      formulas.set(name, known.set(formula.text, formula));
    }
  }
  return { numbers, formulas };
}

/** A name that two share only where they are the same. */
export const replaceableKey = ({ numbers, formulas }: Replaceable): string =>
  JSON.stringify([[...numbers].sort(), [...formulas].map(([name, known]) => [name, ...known.keys()])]);

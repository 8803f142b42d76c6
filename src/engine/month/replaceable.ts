/** Numbers and formulas that a variant puts in place of those of the scenario. */
import type { Formula } from '../../formula/tree.ts';

/** What a variant replaces; left out: nothing. */
export interface Replacing {
  /** By name of an assumption, or of a draw's input: the number that it is in every month. */
  readonly replaced?: ReadonlyMap<string, number>;
  /**
   * By name of an assumption: the formula in place of its own. Its distributions are drawn under the assumption's name
   * and their order in the formula, and so have the ranks of those that they replace.
   */
  readonly formulas?: ReadonlyMap<string, Formula>;
}

/** What variants of a model may replace. */
export interface Replaceable {
  /** Names of assumptions, and of inputs of draws, in whose place numbers may stand. */
  readonly numbers: ReadonlySet<string>;
  /** By name of an assumption, the formulas that may stand in place of its own, by their text. */
  readonly formulas: ReadonlyMap<string, ReadonlyMap<string, Formula>>;
}

export const NOTHING_REPLACEABLE: Replaceable = { numbers: new Set(), formulas: new Map() };

/** What these variants replace, together with what was replaceable before. */
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

/** A key: two have the same one only where they allow the same. */
export const replaceableKey = ({ numbers, formulas }: Replaceable): string =>
  JSON.stringify([[...numbers].sort(), [...formulas].map(([name, known]) => [name, ...known.keys()])]);

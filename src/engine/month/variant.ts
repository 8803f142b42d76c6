import type { Formula } from '../../formula/tree.ts';
import type { Settings } from '../../scenario/override.ts';
import {
  isReplaced,
  LATE_INPUT,
  leverFrom,
  leverUntil,
  leverValueInput,
  replacement,
  untilAsT,
  whichFormula,
} from './inputs.ts';
import type { Model } from './model.ts';

/** One of the cases that are asked about: the levers as set, and numbers in place of what the file says. */
export interface Variant {
  readonly settings: Settings;
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
export function replaceableIn(variants: Iterable<Variant>, before = NOTHING_REPLACEABLE): Replaceable {
  const numbers = new Set(before.numbers);
  const formulas = new Map([...before.formulas].map(([name, known]) => [name, new Map(known)]));
  for (const variant of variants) {
    for (const name of variant.replaced?.keys() ?? []) numbers.add(name);
    for (const [name, formula] of variant.formulas ?? []) {
      const known = formulas.get(name) ?? new Map<string, Formula>();
      formulas.set(name, known.set(formula.text, formula));
    }
  }
  return { numbers, formulas };
}

/** A name that two share only where they are the same. */
export const replaceableKey = ({ numbers, formulas }: Replaceable): string =>
  JSON.stringify([[...numbers].sort(), [...formulas].map(([name, known]) => [name, ...known.keys()])]);

/** By input, its numbers over the variants: those of each lever, and of what may be replaced. */
export function variantNumbers(
  model: Model,
  variants: readonly Variant[],
  replaceable: Replaceable,
): Map<string, Float64Array> {
  const { levers, start } = model.scenario;
  const numbers = new Map<string, Float64Array>();
  const fill = (input: string, number: (variant: Variant) => number): void => {
    const column = new Float64Array(variants.length);
    for (let i = 0; i < variants.length; i++) column[i] = number(variants[i]!);
    numbers.set(input, column);
  };
  for (const lever of levers.values()) {
    fill(leverValueInput(lever.name), ({ settings }) => (settings.get(lever.name) ?? lever).value);
    fill(leverFrom(lever.name), ({ settings }) => (settings.get(lever.name) ?? lever).from - start);
    fill(leverUntil(lever.name), ({ settings }) => untilAsT((settings.get(lever.name) ?? lever).until, start));
  }
  for (const [name, known] of replaceable.formulas) {
    const texts = [...known.keys()];
    fill(whichFormula(name), ({ formulas }) => texts.indexOf(formulas?.get(name)?.text ?? '') + 1);
  }
  for (const name of replaceable.numbers) {
    fill(isReplaced(name), ({ replaced }) => Number(replaced?.has(name) === true));
    fill(replacement(name), ({ replaced }) => replaced?.get(name) ?? 0);
  }
  return numbers;
}

/**
 * Every input where no world differs: those of one variant, draws at their medians, and whether later money arrives.
 */
export function uniformInputs(
  model: Model,
  numbers: ReadonlyMap<string, Float64Array>,
  variant: number,
  later: boolean,
): Float64Array {
  return Float64Array.from(model.month.program.inputs, ({ name }) =>
    name === LATE_INPUT ? Number(later) : (numbers.get(name)?.[variant] ?? model.defaults.get(name)!.value),
  );
}

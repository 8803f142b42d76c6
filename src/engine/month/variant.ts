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
import type { Replaceable, Replacing } from './replaceable.ts';

/** What a question is asked of: the levers as set, and numbers and formulas in place of those of the file. */
export interface Variant extends Replacing {
  readonly settings: Settings;
}

/**
 * By name of an input that variants set, its numbers, one a variant: of every lever, and of all that may be replaced.
 */
export function variantNumbers(
  model: Model,
  variants: readonly Variant[],
  replaceable: Replaceable,
): Map<string, Float64Array> {
  const numbers = leverNumbers(model, variants);
  const fill = (input: string, number: (variant: Variant) => number): void => {
    const column = new Float64Array(variants.length);
    for (let i = 0; i < variants.length; i++) column[i] = number(variants[i]!);
    numbers.set(input, column);
  };
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
 * The numbers of levers. Goes through the variants once: thousands of settings are more than the processor's cache
 * holds.
 */
function leverNumbers({ scenario }: Model, variants: readonly Variant[]): Map<string, Float64Array> {
  const { start } = scenario;
  const levers = [...scenario.levers.values()];
  const column = () => new Float64Array(variants.length);
  const columns = levers.map((lever) => ({ lever, value: column(), from: column(), until: column() }));
  for (let i = 0; i < variants.length; i++) {
    const { settings } = variants[i]!;
    for (const { lever, value, from, until } of columns) {
      const own = settings.get(lever.name) ?? lever;
      value[i] = own.value;
      from[i] = own.from - start;
      until[i] = untilAsT(own.until, start);
    }
  }
  return new Map(
    columns.flatMap(({ lever: { name }, value, from, until }): [string, Float64Array][] => [
      [leverValueInput(name), value],
      [leverFrom(name), from],
      [leverUntil(name), until],
    ]),
  );
}

/**
 * Prepares the numbers of all inputs, in the program's order, that do not differ by world: by variant's index those
 * that it sets, medians for draws, and `later`, whether money comes after month 0. It fills and returns one array for
 * all.
 */
export function uniformInputs(
  model: Model,
  numbers: ReadonlyMap<string, Float64Array>,
  later: boolean,
): (variant: number) => Float64Array {
  const { inputs } = model.month.program;
  const columns = inputs.map(({ name }) => numbers.get(name) ?? null);
  const filled = Float64Array.from(inputs, ({ name }, i) =>
    name === LATE_INPUT ? Number(later) : columns[i] === null ? model.defaults.get(name)!.value : 0,
  );
  return (variant) => {
    for (let i = 0; i < filled.length; i++) if (columns[i] !== null) filled[i] = columns[i]![variant]!;
    return filled;
  };
}

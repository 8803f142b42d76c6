import type { Settings } from '../../scenario/override.ts';
import { leverFrom, leverValue } from './lower-formula.ts';
import type { Model } from './model.ts';
import { LATE_INPUT } from './month.ts';

/** The numbers of each lever's inputs over the variants. */
export function leverNumbers(model: Model, variants: readonly Settings[]): Map<string, Float64Array> {
  const { levers, start } = model.scenario;
  const numbers = new Map<string, Float64Array>();
  for (const lever of levers.values()) {
    const values = new Float64Array(variants.length);
    const months = new Float64Array(variants.length);
    for (let i = 0; i < variants.length; i++) {
      const { value, from } = variants[i]!.get(lever.name) ?? lever;
      values[i] = value;
      months[i] = from - start;
    }
    numbers.set(leverValue(lever.name), values).set(leverFrom(lever.name), months);
  }
  return numbers;
}

/** Every input where no world differs: the levers as set, draws at their medians, and whether later money arrives. */
export function uniformInputs(model: Model, levers: ReadonlyMap<string, Float64Array>, later: boolean): Float64Array {
  return Float64Array.from(model.month.program.inputs, ({ name }) =>
    name === LATE_INPUT ? Number(later) : (levers.get(name)?.[0] ?? model.defaults.get(name)!.value),
  );
}

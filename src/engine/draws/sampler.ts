/**
 * Samplers: worlds drawn independently by the generator of philox.ts, or as the points of a scrambled Sobol' sequence.
 */
import { DIMENSIONS } from '../../numeric/direction-numbers.ts';
import { lawOfUniform, lawSampler } from '../../numeric/laws.ts';
import { streamOf } from '../../numeric/philox.ts';
import { type FillRange, sobolUniforms } from '../../numeric/sobol.ts';
import { drawInput, type Variable } from '../month/inputs.ts';

/** Names of samplers; the first is the default. */
export const SAMPLERS = ['random', 'sobol'] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** Whether there are worlds, and they are drawn independently, as intervals require; a sampler left out is `random`. */
export const areIndependent = (worlds: { readonly sampler?: SamplerName } | null): boolean =>
  worlds !== null && (worlds.sampler ?? 'random') === 'random';

/**
 * Prepares the draws of a variable, then those of a month, 0 for what is drawn once. The random bits depend on the
 * variable's name and `k` alone, not on its law: with another law it has other numbers of the same ranks.
 */
export type Sampler = (variable: Variable) => (month: number) => FillRange;

/** A sampler under a seed; `variables` are all that the scenario draws, by which Sobol' dimensions are dealt out. */
export function samplerOf(name: SamplerName, seed: number, variables: readonly Variable[]): Sampler {
  return name === 'random' ? randomSampler(seed) : sobolSampler(seed, variables);
}

function randomSampler(seed: number): Sampler {
  return ({ name, k, law, params }) => {
    const stream = streamOf(seed, name, k);
    const fill = lawSampler(law, params);
    return (month) => (out, offset, firstWorld, worlds) => fill(out, offset, 1, firstWorld, worlds, stream, month);
  };
}

/** World i is point i. Variables beyond the last dimension are drawn independently. */
function sobolSampler(seed: number, variables: readonly Variable[]): Sampler {
  const dimensionOf = dimensions(variables);
  const random = randomSampler(seed);
  return (variable) => {
    const stream = streamOf(seed, variable.name, variable.k);
    const ofUniform = lawOfUniform(variable.law, variable.params);
    return (month) => {
      const dimension = dimensionOf(variable, month);
      if (dimension >= DIMENSIONS) return random(variable)(month);
      const fill = sobolUniforms(dimension, stream, month);
      return (out, offset, firstWorld, worlds) => {
        fill(out, offset, firstWorld, worlds);
        for (let o = offset; o < offset + worlds; o++) out[o] = ofUniform(out[o]!);
      };
    };
  };
}

/**
 * The dimension of a variable in a month, from 0. What is drawn once comes first, in the order of names and calls; then
 * month by month what is drawn monthly, in the same order. The order in the file does not matter, but a variable more
 * moves those after it.
 */
export function dimensions(variables: readonly Variable[]): (variable: Variable, month: number) => number {
  const inOrder = [...variables].sort((a, b) => (a.name === b.name ? a.k - b.k : a.name < b.name ? -1 : 1));
  const key = ({ name, k }: Variable): string => drawInput(name, k);
  // An assumption for which variants give other formulas is several variables of one name: they share a dimension.
  const once = [...new Set(inOrder.filter(({ monthly }) => !monthly).map(key))];
  const monthly = [...new Set(inOrder.filter(({ monthly }) => monthly).map(key))];
  return (variable, month) =>
    variable.monthly
      ? once.length + month * monthly.length + monthly.indexOf(key(variable))
      : once.indexOf(key(variable));
}

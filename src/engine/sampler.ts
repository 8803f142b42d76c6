/** Where draws come from: the generator, each world for itself, or points of low discrepancy, all worlds together. */

import { DIMENSIONS } from '../numeric/direction-numbers.ts';
import type { Fill } from '../numeric/laws/law.ts';
import { lawOfUniform, lawSampler } from '../numeric/laws.ts';
import { normalQuantile } from '../numeric/normal.ts';
import { streamOf } from '../numeric/philox.ts';
import { type FillRange, sobolUniforms } from '../numeric/sobol.ts';
import { fillNormals } from '../numeric/ziggurat.ts';
import type { SamplerName } from './kept.ts';
import { drawInput, type Variable } from './lower-formula.ts';

/** Draws of a variable, by month; of what is drawn once, month 0 alone. */
export interface Sampler {
  /** Prepares numbers of the variable's own distribution. */
  draws(variable: Variable): (month: number) => FillRange;
  /** Prepares standard normal numbers in their place, for correlated draws to be made of. */
  normals(variable: Variable): (month: number) => FillRange;
}

/** Prepares draws under a seed; `variables` are all that the scenario draws. */
export function samplerOf(name: SamplerName, seed: number, variables: readonly Variable[]): Sampler {
  return name === 'random' ? randomSampler(seed) : sobolSampler(seed, variables);
}

function randomSampler(seed: number): Sampler {
  const byMonth = (fill: Fill, { name, k }: Variable) => {
    const stream = streamOf(seed, name, k);
    return (month: number): FillRange =>
      (out, offset, firstWorld, worlds) =>
        fill(out, offset, 1, firstWorld, worlds, stream, month);
  };
  return {
    draws: (variable) => byMonth(lawSampler(variable.law, variable.params), variable),
    normals: (variable) => byMonth(fillNormals, variable),
  };
}

/** World i is the i-th point. What has no dimension left is drawn independently. */
function sobolSampler(seed: number, variables: readonly Variable[]): Sampler {
  const dimensionOf = dimensions(variables);
  const random = randomSampler(seed);
  const byMonth = (kind: keyof Sampler, variable: Variable, ofUniform: (u: number) => number) => {
    const stream = streamOf(seed, variable.name, variable.k);
    return (month: number): FillRange => {
      const dimension = dimensionOf(variable, month);
      if (dimension >= DIMENSIONS) return random[kind](variable)(month);
      const fill = sobolUniforms(dimension, stream, month);
      return (out, offset, firstWorld, worlds) => {
        fill(out, offset, firstWorld, worlds);
        for (let o = offset; o < offset + worlds; o++) out[o] = ofUniform(out[o]!);
      };
    };
  };
  return {
    draws: (variable) => byMonth('draws', variable, lawOfUniform(variable.law, variable.params)),
    normals: (variable) => byMonth('normals', variable, normalQuantile),
  };
}

/**
 * The dimension of a variable in a month, from 0. What is drawn once comes first, in the order of names and k; then month by month what
 * is drawn monthly, in the same order. The order in the file does not matter, but a variable more moves those after it.
 */
export function dimensions(variables: readonly Variable[]): (variable: Variable, month: number) => number {
  const inOrder = [...variables].sort((a, b) => (a.name === b.name ? a.k - b.k : a.name < b.name ? -1 : 1));
  const key = ({ name, k }: Variable): string => drawInput(name, k);
  const once = inOrder.filter(({ monthly }) => !monthly).map(key);
  const monthly = inOrder.filter(({ monthly }) => monthly).map(key);
  return (variable, month) =>
    variable.monthly
      ? once.length + month * monthly.length + monthly.indexOf(key(variable))
      : once.indexOf(key(variable));
}

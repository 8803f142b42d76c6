import { type CorrelatedGroup, mixNormals } from '../../numeric/copula.ts';
import { lawOfNormal } from '../../numeric/laws.ts';
import { drawInput, type Variable } from '../month/inputs.ts';
import type { Model } from '../month/model.ts';

/**
 * The variables of one group of correlated assumptions. Each is first drawn as an independent standard normal number
 * under its own name (`standardOf`); then those of a group are correlated, and made into draws of their laws. So a draw
 * depends on seed, month, world, and the names and correlations of its group alone.
 */
export interface CorrelatedVariables {
  readonly group: CorrelatedGroup;
  /**
   * Names of the inputs: one for each name of the group, in their order, then those of other formulas that may stand in
   * an assumption's place.
   */
  readonly inputs: readonly string[];
  /** By input, its variable. */
  readonly variables: readonly Variable[];
  /** By input, the index of its assumption among the group's names. */
  readonly of: readonly number[];
}

/** The scenario's groups of correlated variables. An assumption of a group has one distribution, its first. */
export const correlatedVariables = ({ scenario, defaults }: Model): CorrelatedVariables[] =>
  scenario.groups.map((group) => {
    const own = group.names.map((name) => drawInput(name, 0));
    // The distribution of another formula in an assumption's place is drawn from the assumption's normal numbers.
    const others = [...defaults.values()].filter(
      ({ name, draw }) => draw !== null && draw.k === 0 && group.names.includes(draw.name) && !own.includes(name),
    );
    const inputs = [...own, ...others.map(({ name }) => name)];
    const variables = inputs.map((input) => defaults.get(input)!.draw!);
    return { group, inputs, variables, of: variables.map(({ name }) => group.names.indexOf(name)) };
  });

/** The standard normal variable from which a correlated one is made. */
export const standardOf = (variable: Variable): Variable => ({ ...variable, law: 'normal', params: [0, 1] });

/**
 * Turns independent standard normal numbers into draws, in place: one column for each input, of which the first
 * `numbers` count. `between` is called once the normal numbers are correlated, and may change them.
 */
export type FromNormals = (columns: readonly Float64Array[], numbers: number, between?: () => void) => void;

/** Prepares it for a group. */
export function fromNormals({ group, variables, of }: CorrelatedVariables): FromNormals {
  const laws = variables.map(({ law, params }) => lawOfNormal(law, params));
  return (columns, numbers, between) => {
    mixNormals(group, columns, 0, 1, numbers);
    between?.();
    // From the last to the first: the columns of the names, whose normal numbers others are made of, come last.
    for (let i = laws.length - 1; i >= 0; i--) {
      const [law, column, normals] = [laws[i]!, columns[i]!, columns[of[i]!]!];
      for (let o = 0; o < numbers; o++) column[o] = law(normals[o]!);
    }
  };
}

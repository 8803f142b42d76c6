import { type CorrelatedGroup, mixNormals } from '../../numeric/copula.ts';
import { lawOfNormal } from '../../numeric/laws.ts';
import { drawInput, type Variable } from '../month/inputs.ts';
import type { Model } from '../month/model.ts';

/**
 * Variables that are correlated. Each is first drawn as a standard normal number of its own name (`standardOf`), and
 * all are then made into draws of their laws at once; so a draw depends on seed, month, world and the names of its
 * group alone.
 */
export interface Together {
  readonly group: CorrelatedGroup;
  /** The inputs that are drawn: one a name of the group, in their order, then those in the place of one of these. */
  readonly inputs: readonly string[];
  /** Their variables. */
  readonly variables: readonly Variable[];
  /** For each of them, which name of the group it is of. */
  readonly of: readonly number[];
}

/** The variables that the scenario draws together. An assumption of a group has one distribution, its first. */
export const drawnTogether = ({ scenario, defaults }: Model): Together[] =>
  scenario.groups.map((group) => {
    const own = group.names.map((name) => drawInput(name, 0));
    // Another formula in an assumption's place has its distribution drawn as the assumption's own.
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
 * Turns independent standard normal numbers into draws, in place: a column a variable, of which the first `numbers`
 * count. `between` may change the numbers once they are correlated.
 */
export type FromNormals = (columns: readonly Float64Array[], numbers: number, between?: () => void) => void;

export function fromNormals({ group, variables, of }: Together): FromNormals {
  const laws = variables.map(({ law, params }) => lawOfNormal(law, params));
  return (columns, numbers, between) => {
    mixNormals(group, columns, 0, 1, numbers);
    between?.();
    // The last first: those in the place of a name are made of its normal numbers.
    for (let i = laws.length - 1; i >= 0; i--) {
      const [law, column, normals] = [laws[i]!, columns[i]!, columns[of[i]!]!];
      for (let o = 0; o < numbers; o++) column[o] = law(normals[o]!);
    }
  };
}

import { type Group, mixNormals } from '../../numeric/copula.ts';
import { lawOfNormal } from '../../numeric/laws.ts';
import { drawInput, type Variable } from '../month/inputs.ts';
import type { Model } from '../month/model.ts';

/**
 * Variables that are correlated. Each is first drawn as a standard normal number of its own name (`standardOf`), and
 * all are then made into draws of their laws at once; so a draw depends on seed, month, world and the names of its
 * group alone.
 */
export interface Together {
  readonly group: Group;
  /** The variables, in the order of the group's names. */
  readonly variables: readonly Variable[];
}

/** The variables that the scenario draws together. An assumption of a group has one distribution, its first. */
export const drawnTogether = ({ scenario, defaults }: Model): Together[] =>
  scenario.groups.map((group) => ({
    group,
    variables: group.names.map((name) => defaults.get(drawInput(name, 0))!.draw!),
  }));

/** The standard normal variable from which a correlated one is made. */
export const standardOf = (variable: Variable): Variable => ({ ...variable, law: 'normal', params: [0, 1] });

/**
 * Turns independent standard normal numbers into draws, in place: a column a variable, of which the first `numbers`
 * count. `between` may change the numbers once they are correlated.
 */
export type FromNormals = (columns: readonly Float64Array[], numbers: number, between?: () => void) => void;

export function fromNormals({ group, variables }: Together): FromNormals {
  const laws = variables.map(({ law, params }) => lawOfNormal(law, params));
  return (columns, numbers, between) => {
    mixNormals(group, columns, 0, 1, numbers);
    between?.();
    laws.forEach((law, i) => {
      const column = columns[i]!;
      for (let o = 0; o < numbers; o++) column[o] = law(column[o]!);
    });
  };
}

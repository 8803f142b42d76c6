import { mixNormals } from '../numeric/copula.ts';
import { lawOfNormal } from '../numeric/laws.ts';
import { drawInput, type Variable } from './lower-formula.ts';
import type { Model } from './model.ts';

/**
 * Variables that are correlated. Each is first drawn as `standard` says, a standard normal number of its own, and all are then made
 * into draws of their laws at once; so a draw depends on seed, month, world and the names of its group alone.
 */
export interface Together {
  /** Places of the variables among the program's inputs. */
  readonly inputs: readonly number[];
  /** Each as a standard normal variable of the same name. */
  readonly standard: readonly Variable[];
  /** Turns independent standard normal numbers into draws, in place: a column an input, of which the first `numbers` count. */
  fromNormals(columns: readonly Float64Array[], numbers: number): void;
}

/** The inputs that the scenario draws together, a group each. */
export function drawnTogether({ scenario, month, defaults }: Model): Together[] {
  const { inputs } = month.program;
  return scenario.groups.map((group) => {
    const variables = group.names.map((name) => {
      // An assumption of a group has one distribution, its first.
      const input = inputs.findIndex((given) => given.name === drawInput(name, 0));
      return { input, variable: defaults.get(drawInput(name, 0))!.draw! };
    });
    const laws = variables.map(({ variable: { law, params } }) => lawOfNormal(law, params));
    return {
      inputs: variables.map(({ input }) => input),
      standard: variables.map(({ variable }) => ({ ...variable, law: 'normal', params: [0, 1] })),
      fromNormals(columns, numbers) {
        mixNormals(group, columns, 0, 1, numbers);
        laws.forEach((law, i) => {
          const column = columns[i]!;
          for (let o = 0; o < numbers; o++) column[o] = law(column[o]!);
        });
      },
    };
  });
}

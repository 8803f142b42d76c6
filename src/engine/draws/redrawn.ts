/** Draws that are made anew while the rest of each world stays as it is: by them the worth of an input is measured. */
import { keepingWeights, mixNormals } from '../../numeric/copula.ts';
import { drawInput, type Variable } from '../month/inputs.ts';
import type { CorrelatedVariables } from './correlated.ts';

/**
 * Inputs that are drawn under another seed. A redrawn variable that is correlated with others that are not has its
 * conditional distribution, given the numbers of those.
 */
export interface Redrawn {
  readonly seed: number;
  /** Names of inputs. */
  readonly inputs: readonly string[];
}

/** Whether a variable is among those that are redrawn. */
export const isRedrawn = (redrawn: Redrawn | null, { name, k }: Variable): boolean =>
  redrawn?.inputs.includes(drawInput(name, k)) ?? false;

/** In a group of which some variables are redrawn and some not, the places of the latter; null in any other group. */
export function keptOf(redrawn: Redrawn | null, { group, variables }: CorrelatedVariables): readonly number[] | null {
  const kept = group.names.flatMap((_, i) => (isRedrawn(redrawn, variables[i]!) ? [] : [i]));
  return kept.length === 0 || kept.length === group.names.length ? null : kept;
}

/**
 * Prepares to redraw a group but for the variables at the places `kept`. `own` has its standard normal numbers, already
 * correlated; `fresh` has others, independent of these and of each other. Columns of `own` that are not kept are
 * replaced; `fresh` is overwritten. The first `numbers` of each column count. See `keepingWeights`.
 */
export function redrawGroup(
  { group }: CorrelatedVariables,
  kept: readonly number[],
): (own: readonly Float64Array[], fresh: readonly Float64Array[], numbers: number) => void {
  const weights = keepingWeights(group, kept);
  const others = group.names.flatMap((_, i) => (kept.includes(i) ? [] : [i]));
  return (own, fresh, numbers) => {
    mixNormals(group, fresh, 0, 1, numbers);
    others.forEach((other, row) => {
      const column = own[other]!;
      for (let o = 0; o < numbers; o++) column[o] = fresh[other]![o]!;
      kept.forEach((i, j) => {
        const weight = weights[row]![j]!;
        const [as, was] = [own[i]!, fresh[i]!];
        for (let o = 0; o < numbers; o++) column[o] = column[o]! + weight * (as[o]! - was[o]!);
      });
    });
  };
}

/** Draws that are made afresh while the rest of each world stays as it is. */
import { keepingWeights, mixNormals } from '../../numeric/copula.ts';
import { drawInput, type Variable } from '../month/inputs.ts';
import type { Together } from './correlated.ts';

/**
 * What is drawn as it would be under another seed. Of variables that are correlated, those that are redrawn have the
 * law that they have where the others are what they are.
 */
export interface Redrawn {
  readonly seed: number;
  /** By the names of their inputs. */
  readonly inputs: readonly string[];
}

/** Whether a variable is among those that are redrawn. */
export const isRedrawn = (redrawn: Redrawn | null, { name, k }: Variable): boolean =>
  redrawn?.inputs.includes(drawInput(name, k)) ?? false;

/** The places in a group of the variables that keep their numbers where others of it are redrawn; else null. */
export function keptOf(redrawn: Redrawn | null, { group, variables }: Together): readonly number[] | null {
  const kept = group.names.flatMap((_, i) => (isRedrawn(redrawn, variables[i]!) ? [] : [i]));
  return kept.length === 0 || kept.length === group.names.length ? null : kept;
}

/**
 * Prepares for a group of which some are kept: `own` has the group's standard normal numbers, correlated, `fresh`
 * others, independent of them and of each other; those of `own` that are not kept are replaced, and `fresh` is used up.
 */
export function redrawGroup(
  { group }: Together,
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

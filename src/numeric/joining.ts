/** Sets of players as the bits of a number, and the weights with which Shapley's value counts them. */

/**
 * Weights of Shapley's value for n players, by s from 0 to n - 1: the share of all orders of the players in which a
 * given player comes right after a given set of s others, s! (n - 1 - s)! / n! (L. S. Shapley, A value for n-person
 * games, 1953).
 */
export function joinWeights(n: number): number[] {
  const weights = [1 / n];
  for (let s = 1; s < n; s++) weights.push((weights[s - 1]! * s) / (n - s));
  return weights;
}

/** How many players are in a set: the bits of its number that are 1. */
export const bits = (set: number): number => {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
};

/** Sets of players as the bits of a number, and the weights with which Shapley's value counts them. */

/**
 * By the size of the set that it joins, the share of the orders in which a player joins a given set of that size: s! (n
 * - 1 - s)! / n!.
 */
export function joinWeights(n: number): number[] {
  const weights = [1 / n];
  for (let s = 1; s < n; s++) weights.push((weights[s - 1]! * s) / (n - s));
  return weights;
}

/** How many players are in a set. */
export const bits = (set: number): number => {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
};

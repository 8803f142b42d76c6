/**
 * Shapley values: how much each of n players contributes to a change, in parts that sum to the whole. A player's part
 * is its marginal contribution when it joins, averaged over all orders of joining. L. S. Shapley, A value for n-person
 * games, 1953. Here the value of a set of players is one number a world, and so are the parts.
 */
import { bits, joinWeights } from '../numeric/joining.ts';
import { philox4x32, streamOf } from '../numeric/philox.ts';

/** Most players for whom all 2^n sets are valued. */
export const MOST_EXACT = 12;

/**
 * The exact parts of n players, by player one number a world. `values` has `worlds` numbers for each of the 2^n sets,
 * one set after the other; player i is bit i of the set's number.
 */
export function exactParts(n: number, worlds: number, values: Float64Array): Float64Array[] {
  const weights = joinWeights(n);
  return Array.from({ length: n }, (_, i) => {
    const part = new Float64Array(worlds);
    for (let set = 0; set < 2 ** n; set++) {
      if ((set >> i) & 1) continue;
      const weight = weights[bits(set)]!;
      const [without, joined] = [set * worlds, (set | (1 << i)) * worlds];
      for (let w = 0; w < worlds; w++) part[w] = part[w]! + weight * (values[joined + w]! - values[without + w]!);
    }
    return part;
  });
}

/**
 * Random orders in which n players join, each followed by its reverse (antithetic sampling: what an order favours, its
 * reverse disfavours). 2 × `pairs` orders; the same seed gives the same orders.
 */
export function ordersInPairs(n: number, pairs: number, seed: number): number[][] {
  const { key0, key1 } = streamOf(seed, 'orders of joining', 0);
  const block = new Int32Array(4);
  return Array.from({ length: pairs }, (_, pair) => {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      block.set([pair, i, 0, 0]);
      philox4x32(block, key0, key1);
      // The remainder of a 32-bit word by some dozens of players is uniform to within 1e-8.
      const j = (block[0]! >>> 0) % (i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return [order, [...order].reverse()];
  }).flat();
}

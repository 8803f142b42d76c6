/**
 * How much of a change each of several players has brought, in parts that sum to the whole: L. S. Shapley, A value for
 * n-person games, 1953. A player's part is what it adds when it joins, averaged over every order in which the players
 * can join. `values` are those of the sets of players, a world each; parts are per world.
 */
import { bits, joinWeights } from '../numeric/joining.ts';
import { philox4x32, streamOf } from '../numeric/philox.ts';

/** Players up to which every set is valued: 2^n of them. */
export const MOST_EXACT = 12;

/**
 * The parts of n players from the values of all 2^n sets: `values` has `worlds` numbers a set, set after set, player i
 * being bit i of the set's number.
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

/** Orders in which n players join, each followed by its reverse: what one order favours its reverse disfavours. */
export function ordersInPairs(n: number, pairs: number, seed: number): number[][] {
  const { key0, key1 } = streamOf(seed, 'orders of joining', 0);
  const block = new Int32Array(4);
  return Array.from({ length: pairs }, (_, pair) => {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      block.set([pair, i, 0, 0]);
      philox4x32(block, key0, key1);
      // Of 2^32 words to at most some dozens of players: the remainder is even to within a hundred millionth.
      const j = (block[0]! >>> 0) % (i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return [order, [...order].reverse()];
  }).flat();
}

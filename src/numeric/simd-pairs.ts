import { type Code, f64x2, get, i32, loop, set, v128, when } from '../wasm/code.ts';

/**
 * Locals of a loop over a column: address of the next pair, pairs that are left, the pair, and a mask of lanes with
 * NaN.
 */
interface PairLocals {
  readonly values: number;
  readonly pairs: number;
  readonly pair: number;
  readonly nan: number;
}

/** A loop over the values of a column, two at a time: notes NaN in its mask, and runs `each` on the pair. */
export const eachPair = ({ values, pairs, pair, nan }: PairLocals, each: Code): Code =>
  when(
    get(pairs),
    loop(
      [
        ...set(pair, v128.load(get(values))),
        ...set(nan, v128.or(get(nan), f64x2.ne(get(pair), get(pair)))),
        ...each,
        ...set(values, i32.add(get(values), i32.const(16))),
        ...set(pairs, i32.sub(get(pairs), i32.const(1))),
      ],
      get(pairs),
    ),
  );

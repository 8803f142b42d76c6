import { type Code, f64x2, get, i32, loop, set, v128, when } from '../wasm/code.ts';

/** Locals of a loop over a column: where its values stand, how many pairs are left, the pair, and a mask of NaN. */
interface PairLocals {
  readonly values: number;
  readonly pairs: number;
  readonly pair: number;
  readonly nan: number;
}

/** Goes through the values of a column, two at once: notes which are NaN, and does what `each` says with the pair. */
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

/**
 * Counts the values of long columns by the shares of `share-cut.ts`, and picks out values by their shares, as
 * WebAssembly with vectors. The share of each value is written down as 16 bits, so that picking out reads a quarter of
 * what counting reads.
 */
import { both, type Code, f64, f64x2, get, i16x8, i32, i64x2, loop, set, tee, v128, when } from '../wasm/code.ts';
import type { FunctionMaker, ModuleMaker } from '../wasm/module.ts';
import { MOST_COMMON, ROUNDER } from './share-cut.ts';

/** Most shares, those of common values among them. */
export const MOST_SHARES = 2048;
/**
 * Tables of counts, used by turns for one value and the next: neighbours often have one share, and the second would
 * wait for the first to be stored.
 */
const TABLES = 2;
const TABLE_BYTES = 4 * MOST_SHARES;
/** Values that one turn of a loop takes: as many as a vector holds shares. */
export const OCTET = 8;
/** Shares that one call of `gather` looks for. */
export const MOST_WANTED = 8;
/** Bytes of the tables, and of the shares that `gather` looks for. */
export const SHARE_TABLES = TABLES * TABLE_BYTES;
export const WANTED_BYTES = 2 * MOST_WANTED;

/** Adds `countN` for N common values (0 to 2), `locate` and `gather` to a module. */
export function addShares(module: ModuleMaker): void {
  for (let common = 0; common <= MOST_COMMON; common++) {
    const params = ['i32', 'i32', 'f64', 'f64', 'f64', 'f64', 'f64', 'i32', 'i32'] as const;
    module.add(`count${common}`, params, ['i32'], (fn) => writeCount(fn, common));
  }
  module.add('locate', ['i32', 'i32', 'i32'], [], writeLocate);
  module.add('gather', ['i32', 'i32', 'i32', 'i32', 'i32'], ['i32'], writeGather);
}

/**
 * The function (values, octets, low, scale, last, first, second, tables, shares): of `octets` times 8 values it writes
 * the share of each, and counts them in the tables; returns 1 where a value is NaN, else 0. `low`, `scale` and `last`
 * are those of `Cut`, `first` and `second` the common values; the others but `octets` are addresses.
 */
function writeCount(fn: FunctionMaker, common: number): Code {
  const [values, octets, low, scale, last, first, second, tables, shares] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [nan, pair, eight] = fn.locals('v128', 3);
  const found = fn.locals('v128', 4);
  const at = fn.local('i32');
  const [lows, scales, lasts, firsts, seconds] = fn.locals('v128', 5);
  const isOne = (value: number): Code => i64x2.eq(get(pair), get(value));
  const share = (i: number): Code => {
    const place = f64x2.mul(f64x2.sub(get(pair), get(lows)), get(scales));
    const kept = f64x2.pmin(get(lasts), f64x2.pmax(both(0), place));
    return [
      ...set(pair, v128.load(get(values), 16 * i)),
      ...set(nan, v128.or(get(nan), f64x2.ne(get(pair), get(pair)))),
      ...set(found[i]!, f64x2.add(kept, both(ROUNDER + MOST_COMMON))),
      ...(common > 0 ? set(found[i]!, v128.andNot(get(found[i]!), isOne(firsts))) : []),
      // A lane of a mask is -1 or 0: the second one's share is 1.
      ...(common > 1
        ? [
            ...set(pair, isOne(seconds)),
            ...set(found[i]!, i64x2.sub(v128.andNot(get(found[i]!), get(pair)), get(pair))),
          ]
        : []),
    ];
  };
  const lower = (i: number): Code => v128.shuffle32([0, 2, 4, 6], get(found[i]!), get(found[i + 1]!));
  const addOne = (i: number): Code => {
    const table = (i % TABLES) * TABLE_BYTES;
    return [
      ...set(at, i32.add(get(tables), i32.shl(i16x8.lane(i, get(eight)), i32.const(2)))),
      ...i32.store(get(at), i32.add(i32.load(get(at), table), i32.const(1)), table),
    ];
  };
  return [
    ...set(lows, f64x2.splat(get(low))),
    ...set(scales, f64x2.splat(get(scale))),
    ...set(lasts, f64x2.splat(get(last))),
    ...set(firsts, f64x2.splat(get(first))),
    ...set(seconds, f64x2.splat(get(second))),
    ...when(
      get(octets),
      loop(
        [
          ...[0, 1, 2, 3].flatMap(share),
          ...set(eight, i16x8.ofI32x4(lower(0), lower(2))),
          ...v128.store(get(shares), get(eight)),
          ...Array.from({ length: OCTET }, (_, i) => addOne(i)).flat(),
          ...set(values, i32.add(get(values), i32.const(8 * OCTET))),
          ...set(shares, i32.add(get(shares), i32.const(2 * OCTET))),
          ...set(octets, i32.sub(get(octets), i32.const(1))),
        ],
        get(octets),
      ),
    ),
    ...v128.anyTrue(get(nan)),
  ];
}

/**
 * The function (tables, ranks, end), addresses: each rank takes 8 bytes, of which it fills the first 4; in their place
 * it writes the share in which the rank falls, and how many values lie below that share. Ranks rise.
 */
function writeLocate(fn: FunctionMaker): Code {
  const [tables, ranks, end] = [0, 1, 2];
  const [at, below, rank, above] = fn.locals('i32', 4);
  const count = i32.add(i32.load(get(at)), i32.load(get(at), TABLE_BYTES));
  return [
    ...set(at, i32.add(get(tables), i32.const(4 * MOST_COMMON))),
    ...set(above, count),
    ...loop(
      [
        ...set(rank, i32.load(get(ranks))),
        ...when(
          i32.le(get(above), get(rank)),
          loop(
            [
              ...set(below, get(above)),
              ...set(at, i32.add(get(at), i32.const(4))),
              ...set(above, i32.add(get(above), count)),
            ],
            i32.le(get(above), get(rank)),
          ),
        ),
        ...i32.store(get(ranks), i32.shrU(i32.sub(get(at), get(tables)), i32.const(2))),
        ...i32.store(get(ranks), get(below), 4),
        ...set(ranks, i32.add(get(ranks), i32.const(8))),
      ],
      i32.ltU(get(ranks), get(end)),
    ),
  ];
}

/**
 * The function (shares, octets, values, wanted, out), addresses but for `octets`: copies the values whose share is one
 * of the `MOST_WANTED` at `wanted` to `out`; returns the end of what it wrote.
 */
function writeGather(fn: FunctionMaker): Code {
  const [shares, octets, values, wanted, out] = [0, 1, 2, 3, 4];
  const isWanted = fn.locals('v128', MOST_WANTED);
  const eight = fn.local('v128');
  const bits = fn.local('i32');
  const is = isWanted.map((one) => i16x8.eq(get(eight), get(one)));
  return [
    ...isWanted.flatMap((one, i) => set(one, i16x8.loadSplat(get(wanted), 2 * i))),
    ...when(
      get(octets),
      loop(
        [
          ...set(eight, v128.load(get(shares))),
          ...set(
            eight,
            is.reduce((a, b) => v128.or(a, b)),
          ),
          ...when(
            tee(bits, i16x8.signs(get(eight))),
            loop(
              [
                ...f64.store(
                  get(out),
                  f64.load(i32.add(get(values), i32.shl(i32.trailingZeros(get(bits)), i32.const(3)))),
                ),
                ...set(out, i32.add(get(out), i32.const(8))),
              ],
              // Clears its lowest bit that is set.
              tee(bits, i32.and(get(bits), i32.sub(get(bits), i32.const(1)))),
            ),
          ),
          ...set(values, i32.add(get(values), i32.const(8 * OCTET))),
          ...set(shares, i32.add(get(shares), i32.const(2 * OCTET))),
          ...set(octets, i32.sub(get(octets), i32.const(1))),
        ],
        get(octets),
      ),
    ),
    ...get(out),
  ];
}

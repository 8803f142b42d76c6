/** The generator of `philox.ts` as WebAssembly: eight worlds at a time, and one word of one draw. */
import {
  both,
  type Code,
  call,
  f64,
  f64x2,
  get,
  i32,
  i32x4,
  i64,
  i64x2,
  loop,
  set,
  tee,
  v128,
  when,
} from '../wasm/code.ts';
import type { FunctionMaker, ModuleMaker } from '../wasm/module.ts';
import { MULTIPLIER_0, MULTIPLIER_1, ROUNDS, WEYL_0, WEYL_1 } from './philox.ts';

/** Worlds in a group, which one turn of a loop draws. */
export const GROUP = 8;

const all = (x: number): Code => v128.ofI32([x, x, x, x]);

/** Parameters of every function that fills a column with draws of one month, before those of its law. */
export const FILL = {
  params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  /** Address of the first draw, 8 bytes each. */
  out: 0,
  /** Half the number of the first world, which is even. */
  first: 1,
  /** How many groups of eight worlds are drawn. */
  groups: 2,
  key0: 3,
  key1: 4,
  month: 5,
  /** The law's own parameters from here on. */
  law: 6,
} as const;

/** Bytes of a group's draws. */
const EIGHT = 8 * GROUP;

/** Adds a function that fills a column with word 0, 64 bits, of each draw: two groups of eight worlds at a time. */
export function addBits(module: ModuleMaker): number {
  const { params, out, first, groups } = FILL;
  return module.add(null, params, [], (fn) => {
    const [multiplier0, multiplier1] = fn.locals('v128', 2);
    const some = (count: number): Code => [
      ...draws(fn, count, [multiplier0, multiplier1]),
      ...set(out, i32.add(get(out), i32.const(EIGHT * count))),
      ...set(first, i32.add(get(first), i32.const((GROUP / 2) * count))),
      ...set(groups, i32.sub(get(groups), i32.const(count))),
    ];
    const areTwo = i32.lt(i32.const(1), get(groups));
    return [
      ...set(multiplier0, all(MULTIPLIER_0)),
      ...set(multiplier1, all(MULTIPLIER_1)),
      ...when(areTwo, loop(some(2), areTwo)),
      ...when(get(groups), some(1)),
    ];
  });
}

/** Stores the bits of some groups; their rounds are interleaved, so that one computes while another waits. */
function draws(fn: FunctionMaker, groups: number, [multiplier0, multiplier1]: readonly [number, number]): Code {
  const { out, first, key0, key1, month } = FILL;
  const [k0, k1] = fn.locals('v128', 2);
  const states = Array.from({ length: groups }, () => fn.locals('v128', 6));
  const each = (write: (state: (typeof states)[number], group: number) => Code): Code => states.flatMap(write);
  /** The high 32 bits of the 64-bit products of four words and the multiplier. */
  const highWords = (x: number, multiplier: number): Code =>
    v128.shuffle32(
      [1, 3, 5, 7],
      i32x4.productsLow(get(x), get(multiplier)),
      i32x4.productsHigh(get(x), get(multiplier)),
    );
  const round: Code = [
    ...each(([a, , c, , x, y]) => [...set(x, highWords(a, multiplier0)), ...set(y, highWords(c, multiplier1))]),
    // a and c are read by the products before they are written.
    ...each(([a, b, c, d, x, y]) => [
      ...set(x, v128.xor(v128.xor(get(x), get(d)), get(k1))),
      ...set(y, v128.xor(v128.xor(get(y), get(b)), get(k0))),
      ...set(b, i32x4.mul(get(c), get(multiplier1))),
      ...set(d, i32x4.mul(get(a), get(multiplier0))),
      ...set(a, get(y)),
      ...set(c, get(x)),
    ]),
    ...set(k0, i32x4.add(get(k0), all(WEYL_0))),
    ...set(k1, i32x4.add(get(k1), all(WEYL_1))),
  ];
  return [
    ...each(([a, b, c, d], group) => [
      ...set(a, i32x4.add(i32x4.splat(get(first)), v128.ofI32([0, 1, 2, 3].map((i) => 4 * group + i)))),
      ...set(b, i32x4.splat(get(month))),
      ...set(c, all(0)),
      ...set(d, all(0)),
    ]),
    ...set(k0, i32x4.splat(get(key0))),
    ...set(k1, i32x4.splat(get(key1))),
    ...Array.from({ length: ROUNDS }, () => round),
    // Each of a to d has one word of four blocks, a block a lane: they are woven to the 64 bits of world after world.
    ...each(([a, b, c, d, x, y], group) => {
      const put = (place: number, lanes: readonly number[], from: number, other: number): Code =>
        v128.store(get(out), v128.shuffle32(lanes, get(from), get(other)), EIGHT * group + 16 * place);
      return [
        ...set(x, v128.shuffle32([0, 4, 1, 5], get(a), get(b))),
        ...set(y, v128.shuffle32([0, 4, 1, 5], get(c), get(d))),
        ...set(a, v128.shuffle32([2, 6, 3, 7], get(a), get(b))),
        ...set(c, v128.shuffle32([2, 6, 3, 7], get(c), get(d))),
        ...put(0, [0, 1, 4, 5], x, y),
        ...put(1, [2, 3, 6, 7], x, y),
        ...put(2, [0, 1, 4, 5], a, c),
        ...put(3, [2, 3, 6, 7], a, c),
      ];
    }),
  ];
}

/**
 * Fills a column: first with the bits of its draws, by the function `bits`; then, pair by pair and in place, with the
 * two numbers that `law` makes of them, given the locals of the pair and of its address.
 */
export function eachDrawnPair(fn: FunctionMaker, bits: number, law: (pair: number, at: number) => Code): Code {
  const { out, first, groups, key0, key1, month } = FILL;
  const pair = fn.local('v128');
  const [at, end] = fn.locals('i32', 2);
  return [
    ...call(bits, ...[out, first, groups, key0, key1, month].map(get)),
    ...set(at, get(out)),
    ...set(end, i32.add(get(out), i32.mul(get(groups), i32.const(EIGHT)))),
    ...when(
      get(groups),
      loop(
        [
          ...set(pair, v128.load(get(at))),
          ...v128.store(get(at), law(pair, at)),
          ...set(at, i32.add(get(at), i32.const(16))),
        ],
        i32.ltU(get(at), get(end)),
      ),
    ),
  ];
}

/** Both lanes' 64 bits without their lowest `dropped`, 12 or more, as doubles that are whole numbers. */
export const upper = (pair: number, dropped: number): Code =>
  f64x2.sub(v128.or(i64x2.shrU(get(pair), i32.const(dropped)), both(2 ** 52)), both(2 ** 52));

/** The upper 52 bits of both lanes as the middles of 2^52 intervals: 0.5, 1.5, … */
export const middles = (pair: number): Code => f64x2.add(upper(pair, 12), both(0.5));

/** The upper 52 bits of one draw as the middle of one of 2^52 intervals. */
export const middle = (bits: Code): Code => f64.add(f64.ofI64(i64.shrU(bits, i64.const(12n))), f64.const(0.5));

const low32 = (x: Code): Code => i64.and(x, i64.const(0xffffffffn));

/**
 * Adds the function (half the world's number, rounded down; 0 for an even world, 1 for an odd one; n; key0; key1;
 * month) that returns word n of a draw: 64 bits, of which the lower 32 are `Words.low`.
 */
export function addWord(module: ModuleMaker): number {
  return module.add(null, ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ['i64'], (fn) => {
    const [block, odd, word, key0, key1, month] = [0, 1, 2, 3, 4, 5];
    const [a, b, c, d] = [fn.local('i64'), fn.local('i64'), fn.local('i64'), fn.local('i64')];
    const [k0, k1, p, q] = [fn.local('i64'), fn.local('i64'), fn.local('i64'), fn.local('i64')];
    const n = fn.local('i32');
    const high = (x: number): Code => i64.shrU(get(x), i64.const(32n));
    const next = (k: number, weyl: number): Code => low32(i64.add(get(k), i64.const(BigInt(weyl))));
    return [
      ...set(a, i64.extendU(get(block))),
      ...set(b, i64.extendU(get(month))),
      ...set(c, i64.extendU(get(word))),
      ...set(d, i64.const(0n)),
      ...set(k0, i64.extendU(get(key0))),
      ...set(k1, i64.extendU(get(key1))),
      ...set(n, i32.const(ROUNDS)),
      ...loop(
        [
          ...set(p, i64.mul(get(a), i64.const(BigInt(MULTIPLIER_0)))),
          ...set(q, i64.mul(get(c), i64.const(BigInt(MULTIPLIER_1)))),
          ...set(a, i64.xor(i64.xor(high(q), get(b)), get(k0))),
          ...set(b, low32(get(q))),
          ...set(c, i64.xor(i64.xor(high(p), get(d)), get(k1))),
          ...set(d, low32(get(p))),
          ...set(k0, next(k0, WEYL_0)),
          ...set(k1, next(k1, WEYL_1)),
        ],
        tee(n, i32.sub(get(n), i32.const(1))),
      ),
      // A block of 128 bits is two draws: an odd world has the second.
      ...set(p, i64.or(get(a), i64.shl(get(b), i64.const(32n)))),
      ...set(q, i64.or(get(c), i64.shl(get(d), i64.const(32n)))),
      ...i64.xor(get(p), i64.and(i64.xor(get(p), get(q)), i64.sub(i64.const(0n), i64.extendU(get(odd))))),
    ];
  });
}

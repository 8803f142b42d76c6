/**
 * Draws as WebAssembly with vectors: the same bytes as the samplers of `laws/`, several times faster. A module of its
 * own, for the laws that a scenario has.
 */
import {
  both,
  type Code,
  call,
  f64,
  f64x2,
  get,
  giveBack,
  i32,
  i64,
  i64x2,
  lookUp,
  loop,
  set,
  toI32,
  v128,
  when,
} from '../wasm/code.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { EXP } from './elementary.ts';
import { HEIGHT_SHIFT, STEPS, STRIP_SHIFT, STRIPS, type Strips, stripsOf } from './laws/beta-strips.ts';
import { shareOf } from './laws/law.ts';
import { pertShape } from './laws/pert.ts';
import { shares } from './laws/whole.ts';
import type { LawName } from './laws.ts';
import { addExp, addExpPair, addLog } from './simd-elementary.ts';
import { addWord, EIGHT, eachEight, FILL, middle, middles, upper } from './simd-philox.ts';
import { ZIGGURAT } from './ziggurat.ts';

/** Where the tables lie in the memory, in bytes. */
const LAYERS = ZIGGURAT.width.length - 1;
const WIDTH = 64;
const INNER = WIDTH + 8 * LAYERS;
const HEIGHT = INNER + 8 * LAYERS;
/** `EXP.roots`, then `EXP.rests`. */
export const ROOTS = HEIGHT + 8 * (LAYERS + 1);
/** The first byte after them. */
export const TABLES_END = ROOTS + 16 * EXP.roots.length;

/** Half of the range of the numbers of a normal draw, whole numbers and a half. */
const UNIT = 2 ** 51;

/** Writes the tables that the module reads. */
export function writeTables(memory: ArrayBufferLike): void {
  const put = (at: number, values: ArrayLike<number>, factor = 1) =>
    new Float64Array(memory, at, values.length).set(Array.from(values, (x) => x * factor));
  put(WIDTH, ZIGGURAT.width.subarray(0, LAYERS), 1 / UNIT);
  put(INNER, ZIGGURAT.inner, UNIT);
  put(HEIGHT, ZIGGURAT.height);
  put(ROOTS, EXP.roots);
  put(ROOTS + 8 * EXP.roots.length, EXP.rests);
}

const splat = (param: number): Code => f64x2.splat(get(param));

/** Functions that those of the laws call. */
interface Parts {
  /** Powers of e, two in a vector. */
  readonly exps: number;
  readonly repair: number;
}

/** How a variable is drawn by vectors. */
export interface SimdDraw {
  /** The function, and what it is given after the parameters of `FILL`; of `beta` the address of its strips first. */
  readonly name: SimdLaw;
  readonly params: readonly number[];
  /** What has to lie at that address; null where nothing has. */
  readonly strips: Strips | null;
}

/** How a law with such parameters is drawn here; null where its sampler alone draws it. */
export function simdDraw(law: LawName, params: readonly number[], stripsAt = 0): SimdDraw | null {
  const beta = (a: number, b: number, low: number, high: number): SimdDraw => {
    const strips = stripsOf(a, b);
    return { name: 'beta', params: [stripsAt, strips.mode, low, high], strips };
  };
  switch (law) {
    case 'beta': {
      const [a, b] = params as [number, number];
      return a < 1 || b < 1 ? null : beta(a, b, 0, 1);
    }
    case 'pert': {
      const [low, mode, high] = params as [number, number, number];
      return beta(...pertShape(low, mode, high), low, high);
    }
    case 'triangular': {
      const [low, mode, high] = params as [number, number, number];
      return { name: law, params: [low, high, shareOf(mode, low, high)], strips: null };
    }
    case 'whole': {
      const [a, b] = params as [number, number];
      return { name: law, params: [a, ...shares(a, b)], strips: null };
    }
    default:
      return { name: law, params, strips: null };
  }
}

/** The tables of a beta distribution: where strips begin, how wide they are, and the steps that are sure. */
const [START, SPAN, SURE] = [0, 8 * STRIPS, 16 * STRIPS];
/** Bytes of them. */
export const STRIP_BYTES = 24 * STRIPS;

/** Writes the tables of a beta distribution, which its function reads. */
export function writeStrips(memory: ArrayBufferLike, at: number, { start, width, sure }: Strips): void {
  const put = (table: number, values: ArrayLike<number>) => new Float64Array(memory, at + table, STRIPS).set(values);
  put(START, start);
  put(SPAN, width);
  put(SURE, sure);
}

interface LawFunction {
  readonly params: number;
  readonly write: (fn: FunctionMaker, parts: Parts) => Code;
}

/**
 * How many parameters a law's function has, and what it does. Those of `whole` and `beta` leave NaN where the first 64
 * bits of a draw do not decide: the law's `alone` has to draw it.
 */
const FUNCTIONS = {
  normal: { params: 2, write: writeNormals },
  lognormal: { params: 2, write: writeLognormals },
  uniform: { params: 2, write: writeUniforms },
  bernoulli: { params: 1, write: writeBernoullis },
  triangular: { params: 3, write: writeTriangulars },
  whole: { params: 3, write: writeWholes },
  beta: { params: 4, write: writeBetas },
} as const satisfies Record<string, LawFunction>;
export type SimdLaw = keyof typeof FUNCTIONS;

/** The module: a function for each of the names. */
export function drawsModule(memory: MemoryKind, laws: readonly SimdLaw[]): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  const exp = addExp(module, ROOTS);
  const parts = {
    exps: addExpPair(module, ROOTS, exp),
    repair: addRepair(module, addDecide(module, exp, addLog(module), addWord(module))),
  };
  for (const law of laws) {
    const { params, write } = FUNCTIONS[law];
    module.add(law, [...FILL.params, ...Array.from({ length: params }, () => 'f64' as const)], [], (fn) =>
      write(fn, parts),
    );
  }
  return module.bytes();
}

/** From a to b by u, as `between` of law.ts, for u in a local. */
function betweenBounds(u: number, a: Code, b: Code): Code {
  const mixed = f64x2.add(f64x2.mul(f64x2.sub(both(1), get(u)), a), f64x2.mul(get(u), b));
  return f64x2.max(a, f64x2.min(mixed, b));
}

/** Uniform numbers of a pair of draws. */
const units = (pair: number): Code => f64x2.mul(middles(pair), both(2 ** -52));

function writeUniforms(fn: FunctionMaker): Code {
  const u = fn.local('v128');
  const [a, b] = [splat(FILL.law), splat(FILL.law + 1)];
  return eachEight(fn, (pair, offset) => [
    ...set(u, units(pair)),
    ...v128.store(get(FILL.out), betweenBounds(u, a, b), offset),
  ]);
}

function writeBernoullis(fn: FunctionMaker): Code {
  return eachEight(fn, (pair, offset) => {
    const isOne = f64x2.lt(f64x2.sub(both(1), units(pair)), splat(FILL.law));
    return v128.store(get(FILL.out), v128.and(isOne, both(1)), offset);
  });
}

function writeTriangulars(fn: FunctionMaker): Code {
  const [u, position] = [fn.local('v128'), fn.local('v128')];
  const [low, high, peak] = [splat(FILL.law), splat(FILL.law + 1), splat(FILL.law + 2)];
  const rising = f64x2.sqrt(f64x2.mul(get(u), peak));
  const falling = f64x2.sub(both(1), f64x2.sqrt(f64x2.mul(f64x2.sub(both(1), get(u)), f64x2.sub(both(1), peak))));
  return eachEight(fn, (pair, offset) => [
    ...set(u, units(pair)),
    ...set(position, v128.select(rising, falling, f64x2.le(get(u), peak))),
    ...v128.store(get(FILL.out), betweenBounds(position, low, high), offset),
  ]);
}

function writeWholes(fn: FunctionMaker): Code {
  const r = fn.local('v128');
  const [first, share, end] = [splat(FILL.law), splat(FILL.law + 1), splat(FILL.law + 2)];
  return eachEight(fn, (pair, offset) => {
    const drawn = f64x2.add(first, f64x2.floor(f64x2.div(get(r), share)));
    const isDecided = f64x2.lt(get(r), end);
    return [
      ...set(r, upper(pair, 12)),
      ...v128.store(get(FILL.out), v128.select(drawn, both(Number.NaN), isDecided), offset),
    ];
  });
}

/** `drawStrips` of beta-strips.ts, as far as the first rectangle goes. */
function writeBetas(fn: FunctionMaker): Code {
  const [tables, x] = [fn.local('i32'), fn.local('v128')];
  const strips = [fn.local('i32'), fn.local('i32')] as const;
  const [mode, low, high] = [splat(FILL.law + 1), splat(FILL.law + 2), splat(FILL.law + 3)];
  const strip = (pair: number, lane: number): Code =>
    i32.add(get(tables), i32.shl(i32.and(i32.wrap(i64x2.lane(lane, get(pair))), i32.const(STRIPS - 1)), i32.const(3)));
  const looked = (table: number): Code => lookUp(get(strips[0]), get(strips[1]), table);
  return [
    ...set(tables, toI32(get(FILL.law))),
    ...eachEight(fn, (pair, offset) => {
      const along = f64x2.mul(f64x2.add(upper(pair, HEIGHT_SHIFT), both(0.5)), both(2 ** (HEIGHT_SHIFT - 64)));
      const steps = v128.and(i64x2.shrU(get(pair), i32.const(STRIP_SHIFT)), both64(STEPS - 1));
      const step = f64x2.sub(v128.or(steps, both(2 ** 52)), both(2 ** 52));
      const inside = f64x2.add(mode, f64x2.add(looked(START), f64x2.mul(looked(SPAN), along)));
      return [
        ...set(strips[0], strip(pair, 0)),
        ...set(strips[1], strip(pair, 1)),
        ...set(x, f64x2.max(both(0), f64x2.min(inside, both(1)))),
        ...v128.store(
          get(FILL.out),
          v128.select(betweenBounds(x, low, high), both(Number.NaN), f64x2.lt(step, looked(SURE))),
          offset,
        ),
      ];
    }),
  ];
}

/** The same 32 bits in both lanes, and 0 above them. */
const both64 = (x: number): Code => v128.ofI32([x, 0, x, 0]);

/**
 * What the ziggurat makes of a pair of draws: signed numbers, layers as offsets of bytes, and which lanes are inside of
 * their layer.
 */
function ziggurat(fn: FunctionMaker) {
  const [u, inside] = [fn.local('v128'), fn.local('v128')];
  const layers = [fn.local('i32'), fn.local('i32')] as const;
  const SIGN = -(2 ** 31);
  /** The upper 52 bits of the draw as a whole number and a half, from -2^51 to 2^51. */
  const signed = (pair: number): Code =>
    f64x2.add(
      f64x2.sub(
        v128.or(i64x2.shrU(v128.xor(get(pair), v128.ofI32([0, SIGN, 0, SIGN])), i32.const(12)), both(2 ** 52)),
        both(2 ** 52 + UNIT),
      ),
      both(0.5),
    );
  const layer = (pair: number, lane: number): Code =>
    i32.shl(i32.and(i32.wrap(i64x2.lane(lane, get(pair))), i32.const(LAYERS - 1)), i32.const(3));
  const looked = (table: number): Code => lookUp(get(layers[0]), get(layers[1]), table);
  const take = (pair: number): Code => [
    ...set(layers[0], layer(pair, 0)),
    ...set(layers[1], layer(pair, 1)),
    ...set(u, signed(pair)),
    ...set(inside, f64x2.lt(f64x2.abs(get(u)), looked(INNER))),
  ];
  return { u, inside, layers, looked, take };
}

/**
 * Normal numbers by the ziggurat, mean + sd · x where they are given. All are taken to be inside of their layers; one
 * call sees to the few that are not, so that nothing need be held over it.
 */
function writeNumbers(fn: FunctionMaker, { repair }: Parts, mean?: Code, sd?: Code): Code {
  const { out, first, key0, key1, month } = FILL;
  const { u, inside, looked, take } = ziggurat(fn);
  const allInside = fn.local('v128');
  const shaped = (x: Code): Code =>
    mean === undefined || sd === undefined ? x : f64x2.add(f64x2.splat(mean), f64x2.mul(f64x2.splat(sd), x));
  return eachEight(
    fn,
    (pair, offset) => [
      ...take(pair),
      ...set(allInside, offset % EIGHT === 0 ? get(inside) : v128.and(get(allInside), get(inside))),
      ...v128.store(get(out), shaped(f64x2.mul(get(u), looked(WIDTH))), offset),
    ],
    (pairs, offset) =>
      when(
        i32.eqz(i64x2.allTrue(get(allInside))),
        call(
          repair,
          i32.add(get(out), i32.const(offset)),
          i32.add(get(first), i32.const(offset / 16)),
          ...[key0, key1, month, ...pairs].map((local) => get(local)),
          mean ?? f64.const(0),
          sd ?? f64.const(1),
        ),
      ),
  );
}

function writeNormals(fn: FunctionMaker, parts: Parts): Code {
  return writeNumbers(fn, parts, get(FILL.law), get(FILL.law + 1));
}

/** Normal numbers first, then a second loop that takes their exponentials. */
function writeLognormals(fn: FunctionMaker, parts: Parts): Code {
  const [median, sigma] = [FILL.law, FILL.law + 1];
  const [at, left] = [fn.local('i32'), fn.local('i32')];
  const powers = call(parts.exps, f64x2.mul(splat(sigma), v128.load(get(at))));
  return [
    ...set(at, get(FILL.out)),
    ...set(left, i32.shl(get(FILL.groups), i32.const(2))),
    ...writeNumbers(fn, parts),
    ...loop(
      [
        ...v128.store(get(at), f64x2.mul(splat(median), powers)),
        ...set(at, i32.add(get(at), i32.const(16))),
        ...set(left, i32.sub(get(left), i32.const(1))),
      ],
      get(left),
    ),
  ];
}

/**
 * Stores anew those of eight normal numbers that are not inside of their layers:
 * (out, first world over 2, key, key, month, four pairs of draws, mean, standard deviation).
 */
function addRepair(module: ModuleMaker, decide: number): number {
  const params = [...Array(5).fill('i32'), ...Array(4).fill('v128'), 'f64', 'f64'] as const;
  return module.add(null, params, [], (fn) => {
    const [out, first, key0, key1, month] = [0, 1, 2, 3, 4];
    const [mean, sd] = [9, 10];
    const { u, inside, layers, take } = ziggurat(fn);
    const decided = (lane: number, index: number): Code =>
      call(
        decide,
        f64x2.lane(lane, get(u)),
        get(layers[lane]!),
        i32.add(get(first), i32.const(index)),
        i32.const(lane),
        get(key0),
        get(key1),
        get(month),
      );
    return [0, 1, 2, 3].flatMap((index) => [
      ...take(5 + index),
      ...[0, 1].flatMap((lane) =>
        when(
          i64.eqz(i64x2.lane(lane, get(inside))),
          f64.store(get(out), f64.add(get(mean), f64.mul(get(sd), decided(lane, index))), 16 * index + 8 * lane),
        ),
      ),
    ]);
  });
}

/**
 * The rest of a normal draw, where its first word does not decide: `decide` of ziggurat.ts. Takes (signed middle, layer
 * as an offset of bytes, world over 2, odd, key, key, month).
 */
function addDecide(module: ModuleMaker, exp: number, log: number, word: number): number {
  return module.add(null, ['f64', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ['f64'], (fn) => {
    const [u, layer, world, odd, key0, key1, month] = [0, 1, 2, 3, 4, 5, 6];
    const n = fn.local('i32');
    const [x, base] = [fn.local('f64'), fn.local('f64')];
    const bits = fn.local('i64');
    const next: Code = [
      ...set(n, i32.add(get(n), i32.const(1))),
      ...call(word, get(world), get(odd), get(n), get(key0), get(key1), get(month)),
    ];
    const unit = f64.mul(middle(next), f64.const(2 ** -52));
    const tail = loop(
      [
        ...set(x, f64.div(f64.neg(call(log, unit)), f64.const(ZIGGURAT.tail))),
        ...when(f64.gt(f64.mul(f64.const(-2), call(log, unit)), f64.mul(get(x), get(x))), [
          ...set(x, f64.add(f64.const(ZIGGURAT.tail), get(x))),
          ...when(f64.lt(get(u), f64.const(0)), giveBack(f64.neg(get(x)))),
          ...giveBack(get(x)),
        ]),
      ],
      i32.const(1),
    );
    const height = f64.sub(f64.load(get(layer), HEIGHT + 8), get(base));
    const density = call(exp, f64.mul(f64.mul(f64.const(-0.5), get(x)), get(x)));
    return [
      ...loop(
        [
          ...set(x, f64.mul(get(u), f64.load(get(layer), WIDTH))),
          ...when(f64.lt(f64.abs(get(u)), f64.load(get(layer), INNER)), giveBack(get(x))),
          ...when(i32.eqz(get(layer)), tail),
          ...set(base, f64.load(get(layer), HEIGHT)),
          ...when(f64.lt(f64.add(get(base), f64.mul(unit, height)), density), giveBack(get(x))),
          ...set(bits, next),
          ...set(layer, i32.shl(i32.and(i32.wrap(get(bits)), i32.const(LAYERS - 1)), i32.const(3))),
          ...set(u, f64.add(f64.ofI64(i64.shr(get(bits), i64.const(12n))), f64.const(0.5))),
        ],
        i32.const(1),
      ),
      ...f64.const(0),
    ];
  });
}

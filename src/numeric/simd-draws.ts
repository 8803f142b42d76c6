/**
 * Draws as WebAssembly with vectors: the same bytes as the samplers of `laws/`, several times faster. A module has
 * functions for the laws of one scenario alone.
 */
import {
  both,
  type Code,
  call,
  f64x2,
  get,
  i32,
  i64x2,
  lanes,
  lookUp,
  set,
  type Type,
  v128,
  when,
} from '../wasm/code.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { HEIGHT_SHIFT, STEPS, STRIP_SHIFT, STRIPS, type Strips, stripsOf } from './laws/beta-strips.ts';
import { shareOf } from './laws/law.ts';
import { pertShape } from './laws/pert.ts';
import { shares } from './laws/whole.ts';
import type { LawName } from './laws.ts';
import { INNER, ROOTS, STRIP, UNIT, WIDTH } from './simd-draw-tables.ts';
import { addExp, addLogs, expPair, type Logs } from './simd-elementary.ts';
import { addBits, addWord, eachDrawnPair, FILL, middles, upper } from './simd-philox.ts';
import { addBelow, addBeta, addNormal } from './simd-single-draws.ts';
import { LAYERS } from './ziggurat.ts';

/** A parameter of the function, in both lanes. */
const splat = (param: number): Code => f64x2.splat(get(param));

/** How a variable is drawn by vectors. */
export interface SimdDraw {
  /**
   * The function of the module, and its arguments after those of `FILL`; of `beta` the first is its table's address.
   */
  readonly name: SimdLaw;
  readonly params: readonly number[];
  /** The table that `writeStrips` must have written at that address; null for other laws. */
  readonly strips: Strips | null;
}

/** How a law with these parameters is drawn by vectors; null where only its sampler draws it. */
export function simdDraw(law: LawName, params: readonly number[], stripsAt = 0): SimdDraw | null {
  const beta = (a: number, b: number, low: number, high: number): SimdDraw => {
    const strips = stripsOf(a, b);
    return { name: 'beta', params: [stripsAt, strips.a, strips.b, strips.mode, low, high], strips };
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

/** Functions that the laws' functions call: each is added to the module when it is first asked for; gives its index. */
class Parts {
  constructor(private readonly module: ModuleMaker) {}

  private readonly made = new Map<string, unknown>();

  private once<T>(name: string, make: () => T): T {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name) as T;
  }

  /** The first 64 bits of a column's draws. */
  bits = (): number => this.once('bits', () => addBits(this.module));
  exp = (): number => this.once('exp', () => addExp(this.module, ROOTS));
  private logs = (): Logs => this.once('logs', () => addLogs(this.module));
  private word = (): number => this.once('word', () => addWord(this.module));
  // Draws of one world: simd-single-draws.ts.
  normal = (): number => this.once('normal', () => addNormal(this.module, this.exp(), this.logs(), this.word()));
  below = (): number => this.once('below', () => addBelow(this.module, this.word()));
  beta = (): number => this.once('beta', () => addBeta(this.module, this.exp(), this.logs(), this.word()));
}

interface LawFunction {
  readonly params: readonly Type[];
  readonly write: (fn: FunctionMaker, parts: Parts) => Code;
}

/** The parameters of a law's function, and what it does. */
const FUNCTIONS = {
  normal: { params: ['f64', 'f64'], write: writeNormals },
  lognormal: { params: ['f64', 'f64'], write: writeLognormals },
  uniform: { params: ['f64', 'f64'], write: writeUniforms },
  bernoulli: { params: ['f64'], write: writeBernoullis },
  triangular: { params: ['f64', 'f64', 'f64'], write: writeTriangulars },
  whole: { params: ['f64', 'f64', 'f64'], write: writeWholes },
  beta: { params: ['i32', 'f64', 'f64', 'f64', 'f64', 'f64'], write: writeBetas },
} as const satisfies Record<string, LawFunction>;
export type SimdLaw = keyof typeof FUNCTIONS;

/** A module with a function for each of the laws, under its name, with the parameters of `FILL` and its own. */
export function drawsModule(memory: MemoryKind, laws: readonly SimdLaw[]): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  const parts = new Parts(module);
  for (const law of laws) {
    const { params, write } = FUNCTIONS[law];
    module.add(law, [...FILL.params, ...params], [], (fn) => write(fn, parts));
  }
  return module.bytes();
}

/** `between` of law.ts in each lane; `u` is a local. */
function betweenBounds(u: number, a: Code, b: Code): Code {
  const mixed = f64x2.add(f64x2.mul(f64x2.sub(both(1), get(u)), a), f64x2.mul(get(u), b));
  return f64x2.max(a, f64x2.min(mixed, b));
}

/** Uniform numbers made of the bits of a pair of draws: `unit` of philox.ts. */
const units = (pair: number): Code => f64x2.mul(middles(pair), both(2 ** -52));

function writeUniforms(fn: FunctionMaker, parts: Parts): Code {
  const u = fn.local('v128');
  const [a, b] = [splat(FILL.law), splat(FILL.law + 1)];
  return eachDrawnPair(fn, parts.bits(), (pair) => [...set(u, units(pair)), ...betweenBounds(u, a, b)]);
}

function writeBernoullis(fn: FunctionMaker, parts: Parts): Code {
  return eachDrawnPair(fn, parts.bits(), (pair) => {
    const isOne = f64x2.lt(f64x2.sub(both(1), units(pair)), splat(FILL.law));
    return v128.and(isOne, both(1));
  });
}

function writeTriangulars(fn: FunctionMaker, parts: Parts): Code {
  const [u, position] = fn.locals('v128', 2);
  const [low, high, peak] = [splat(FILL.law), splat(FILL.law + 1), splat(FILL.law + 2)];
  const rising = f64x2.sqrt(f64x2.mul(get(u), peak));
  const falling = f64x2.sub(both(1), f64x2.sqrt(f64x2.mul(f64x2.sub(both(1), get(u)), f64x2.sub(both(1), peak))));
  return eachDrawnPair(fn, parts.bits(), (pair) => [
    ...set(u, units(pair)),
    ...set(position, v128.select(rising, falling, f64x2.le(get(u), peak))),
    ...betweenBounds(position, low, high),
  ]);
}

/** How a pair of draws is made of its first 64 bits each. */
interface Decided {
  readonly before: Code;
  readonly numbers: Code;
  /** A mask: lanes whose number stands; in the others the bits are rejected, or more are needed to decide. */
  readonly sure: Code;
}

/**
 * Fills a column with draws that their first 64 bits may leave open. Where they do in either lane, both draws of the
 * pair are made one by one by `single`, a function of simd-single-draws.ts, with the arguments `own` after its common
 * ones. `shaped` turns the numbers in a local into draws of the law.
 */
function eachDecided(
  fn: FunctionMaker,
  bits: number,
  decide: (pair: number) => Decided,
  [single, ...own]: readonly [number, ...Code[]],
  shaped: (x: number) => Code,
): Code {
  const { out, first, key0, key1, month } = FILL;
  const x = fn.local('v128');
  const world = fn.local('i32');
  return eachDrawnPair(fn, bits, (pair, at) => {
    const { before, numbers, sure } = decide(pair);
    const alone = (lane: number): Code =>
      call(
        single,
        i64x2.lane(lane, get(pair)),
        get(world),
        i32.const(lane),
        ...[key0, key1, month].map((local) => get(local)),
        ...own,
      );
    return [
      ...before,
      ...set(x, numbers),
      ...when(i32.eqz(i64x2.allTrue(sure)), [
        ...set(world, i32.add(get(first), i32.shrU(i32.sub(get(at), get(out)), i32.const(4)))),
        ...set(x, lanes(alone(0), alone(1))),
      ]),
      ...shaped(x),
    ];
  });
}

/**
 * Looks up tables of `entries` doubles by the lowest bits of both draws of a pair: `look` sets the offsets (`from` is
 * the table's address), `looked` reads a table at them.
 */
function looking(fn: FunctionMaker, entries: number) {
  const at = fn.locals('i32', 2);
  const entry = (pair: number, lane: number): Code =>
    i32.shl(i32.and(i32.wrap(i64x2.lane(lane, get(pair))), i32.const(entries - 1)), i32.const(3));
  const look = (pair: number, from: Code = i32.const(0)): Code =>
    [0, 1].flatMap((lane) => set(at[lane]!, i32.add(from, entry(pair, lane))));
  const looked = (table: number): Code => lookUp(get(at[0]), get(at[1]), table);
  return { look, looked };
}

/** Fills a column with standard normal numbers, each `shaped`: `fillNormals` of ziggurat.ts. */
function writeNumbers(fn: FunctionMaker, parts: Parts, shaped: (x: number) => Code): Code {
  const u = fn.local('v128');
  const { look, looked } = looking(fn, LAYERS);
  const SIGN = -(2 ** 31);
  /** The upper 52 bits of a draw as a signed whole number and a half, from -2^51 to 2^51. */
  const signed = (pair: number): Code =>
    f64x2.add(
      f64x2.sub(
        v128.or(i64x2.shrU(v128.xor(get(pair), v128.ofI32([0, SIGN, 0, SIGN])), i32.const(12)), both(2 ** 52)),
        both(2 ** 52 + UNIT),
      ),
      both(0.5),
    );
  return eachDecided(
    fn,
    parts.bits(),
    (pair) => ({
      before: [...look(pair), ...set(u, signed(pair))],
      numbers: f64x2.mul(get(u), looked(WIDTH)),
      sure: f64x2.lt(f64x2.abs(get(u)), looked(INNER)),
    }),
    [parts.normal()],
    shaped,
  );
}

function writeNormals(fn: FunctionMaker, parts: Parts): Code {
  const [mean, sd] = [splat(FILL.law), splat(FILL.law + 1)];
  return writeNumbers(fn, parts, (x) => f64x2.add(mean, f64x2.mul(sd, get(x))));
}

function writeLognormals(fn: FunctionMaker, parts: Parts): Code {
  const [median, sigma] = [splat(FILL.law), splat(FILL.law + 1)];
  const power = fn.local('v128');
  const powers = expPair(fn, power, ROOTS, parts.exp());
  return writeNumbers(fn, parts, (x) => [...set(power, f64x2.mul(sigma, get(x))), ...f64x2.mul(median, powers)]);
}

function writeWholes(fn: FunctionMaker, parts: Parts): Code {
  const [first, share, end] = [splat(FILL.law), splat(FILL.law + 1), splat(FILL.law + 2)];
  return eachDecided(
    fn,
    parts.bits(),
    (pair) => ({ before: [], numbers: upper(pair, 12), sure: f64x2.lt(upper(pair, 12), end) }),
    [parts.below(), get(FILL.law + 2)],
    (r) => f64x2.add(first, f64x2.floor(f64x2.div(get(r), share))),
  );
}

/** `drawStrips` of beta-strips.ts. */
function writeBetas(fn: FunctionMaker, parts: Parts): Code {
  const { law } = FILL;
  const [table, a, b, mode] = [get(law), get(law + 1), get(law + 2), get(law + 3)];
  const { look, looked } = looking(fn, STRIPS);
  return eachDecided(
    fn,
    parts.bits(),
    (pair) => {
      const along = f64x2.mul(f64x2.add(upper(pair, HEIGHT_SHIFT), both(0.5)), both(2 ** (HEIGHT_SHIFT - 64)));
      const distance = f64x2.add(looked(STRIP.start), f64x2.mul(looked(STRIP.width), along));
      const steps = v128.and(i64x2.shrU(get(pair), i32.const(STRIP_SHIFT)), v128.ofI32([STEPS - 1, 0, STEPS - 1, 0]));
      const step = f64x2.sub(v128.or(steps, both(2 ** 52)), both(2 ** 52));
      return {
        before: look(pair, table),
        numbers: f64x2.max(both(0), f64x2.min(f64x2.add(f64x2.splat(mode), distance), both(1))),
        sure: f64x2.lt(step, looked(STRIP.sure)),
      };
    },
    [parts.beta(), table, a, b, mode],
    (x) => betweenBounds(x, splat(law + 4), splat(law + 5)),
  );
}

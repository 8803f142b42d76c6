/**
 * Draws of one world as WebAssembly, for draws that their word 0 leaves open: word after word, as the samplers of
 * `laws/` and `ziggurat.ts` make them. Each function takes (word 0, 64 bits; half the world's number, rounded down; 0
 * for an even world, 1 for an odd one; key0; key1; month), then its law's parameters.
 */
import { type Code, call, f64, get, giveBack, i32, i64, loop, set, when } from '../wasm/code.ts';
import type { ModuleMaker } from '../wasm/module.ts';
import { HEIGHT_SHIFT, STEPS, STRIP_SHIFT, STRIPS } from './laws/beta-strips.ts';
import { HEIGHT, INNER, STRIP, WIDTH } from './simd-draw-tables.ts';
import type { Logs } from './simd-elementary.ts';
import { middle } from './simd-philox.ts';
import { LAYERS, TAIL } from './ziggurat.ts';

const PARAMS = ['i64', 'i32', 'i32', 'i32', 'i32', 'i32'] as const;
/** The local of the draw's current word, at first word 0; and the law's first parameter. */
const [BITS, LAW] = [0, PARAMS.length];

/** Reads the next word of the draw, by the function of `addWord`; the local `n` is its number. */
const nextWord = (word: number, n: number): Code => [
  ...set(n, i32.add(get(n), i32.const(1))),
  ...call(word, get(1), get(2), get(n), get(3), get(4), get(5)),
];

/** `unit` of philox.ts. */
const unitOf = (word: Code): Code => f64.mul(middle(word), f64.const(2 ** -52));

/** The lowest bits of the current word as an offset in a table of `entries` doubles. */
const entry = (entries: number): Code => i32.shl(i32.and(i32.wrap(get(BITS)), i32.const(entries - 1)), i32.const(3));

/** Runs `draw` on word after word; it returns from the function when it accepts one. */
const rejecting = (draw: Code, next: Code): Code => [
  ...loop([...draw, ...set(BITS, next)], i32.const(1)),
  ...f64.const(0),
];

/** Adds the draw of a standard normal number: `decide` of ziggurat.ts. */
export function addNormal(module: ModuleMaker, exp: number, { log }: Logs, word: number): number {
  return module.add(null, PARAMS, ['f64'], (fn) => {
    const [n, layer] = fn.locals('i32', 2);
    const [u, x, base] = fn.locals('f64', 3);
    const next = nextWord(word, n);
    const logUnit = call(log, unitOf(next), f64.const(0));
    const tail = loop(
      [
        ...set(x, f64.div(f64.neg(logUnit), f64.const(TAIL))),
        ...when(f64.gt(f64.mul(f64.const(-2), logUnit), f64.mul(get(x), get(x))), [
          ...set(x, f64.add(f64.const(TAIL), get(x))),
          ...when(f64.lt(get(u), f64.const(0)), giveBack(f64.neg(get(x)))),
          ...giveBack(get(x)),
        ]),
      ],
      i32.const(1),
    );
    const height = f64.sub(f64.load(get(layer), HEIGHT + 8), get(base));
    const density = call(exp, f64.mul(f64.mul(f64.const(-0.5), get(x)), get(x)));
    return rejecting(
      [
        ...set(layer, entry(LAYERS)),
        ...set(u, f64.add(f64.ofI64(i64.shr(get(BITS), i64.const(12n))), f64.const(0.5))),
        ...set(x, f64.mul(get(u), f64.load(get(layer), WIDTH))),
        ...when(f64.lt(f64.abs(get(u)), f64.load(get(layer), INNER)), giveBack(get(x))),
        ...when(i32.eqz(get(layer)), tail),
        ...set(base, f64.load(get(layer), HEIGHT)),
        ...when(f64.lt(f64.add(get(base), f64.mul(unitOf(next), height)), density), giveBack(get(x))),
      ],
      next,
    );
  });
}

/** Adds the draw of a whole number from 0 to `end` - 1, `end` being the law's parameter: `again` of whole.ts. */
export function addBelow(module: ModuleMaker, word: number): number {
  return module.add(null, [...PARAMS, 'f64'], ['f64'], (fn) => {
    const [n, r] = [fn.local('i32'), fn.local('f64')];
    return rejecting(
      [...set(r, f64.ofI64(i64.shrU(get(BITS), i64.const(12n)))), ...when(f64.lt(get(r), get(LAW)), giveBack(get(r)))],
      nextWord(word, n),
    );
  });
}

/**
 * Adds the draw of a beta distribution, from 0 to 1: `drawStrips` of beta-strips.ts. The law's parameters are the
 * address of its table, a, b, and the mode.
 */
export function addBeta(module: ModuleMaker, exp: number, { log1p }: Logs, word: number): number {
  return module.add(null, [...PARAMS, 'i32', 'f64', 'f64', 'f64'], ['f64'], (fn) => {
    const [table, a, b, mode] = [LAW, LAW + 1, LAW + 2, LAW + 3];
    const [n, strip] = fn.locals('i32', 2);
    const [step, d, power] = fn.locals('f64', 3);
    const next = nextWord(word, n);
    const of = (field: keyof typeof STRIP): Code => f64.load(get(strip), STRIP[field]);
    const along = f64.mul(
      f64.add(f64.ofI64(i64.shrU(get(BITS), i64.const(BigInt(HEIGHT_SHIFT)))), f64.const(0.5)),
      f64.const(2 ** (HEIGHT_SHIFT - 64)),
    );
    const steps = i32.and(i32.shrU(i32.wrap(get(BITS)), i32.const(STRIP_SHIFT)), i32.const(STEPS - 1));
    const x = f64.max(f64.const(0), f64.min(f64.add(get(mode), get(d)), f64.const(1)));
    /** Adds (parameter - 1) ln(1 + distance) to `power`, where the parameter is not 1. */
    const factor = (parameter: number, distance: Code): Code =>
      when(
        f64.ne(get(parameter), f64.const(1)),
        set(
          power,
          f64.add(
            get(power),
            f64.mul(f64.sub(get(parameter), f64.const(1)), call(log1p, f64.max(f64.const(-1), distance))),
          ),
        ),
      );
    const height = f64.div(f64.mul(of('height'), f64.add(get(step), unitOf(next))), f64.const(STEPS));
    return rejecting(
      [
        ...set(strip, i32.add(get(table), entry(STRIPS))),
        ...set(step, f64.ofI32(steps)),
        ...set(d, f64.add(of('start'), f64.mul(of('width'), along))),
        ...when(f64.lt(get(step), of('sure')), giveBack(x)),
        ...set(power, f64.const(0)),
        ...factor(a, f64.div(get(d), get(mode))),
        ...factor(b, f64.div(f64.neg(get(d)), f64.sub(f64.const(1), get(mode)))),
        ...when(f64.lt(height, call(exp, get(power))), giveBack(x)),
      ],
      next,
    );
  });
}

/** `Brackets` of long columns in WebAssembly memory: vectors count values by cuts, and copy those that are kept. */
import { type Code, f64, f64x2, get, i32, i64x2, set, v128, when } from '../wasm/code.ts';
import type { WasmFunction } from '../wasm/host.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { BRACKETS, Brackets, type Cuts, MOST_CUTS, REGION, SCORE } from './brackets.ts';
import { NOT_A_NUMBER } from './select.ts';
import { eachPair } from './simd-pairs.ts';
import type { ColumnSelect } from './simd-select.ts';
import { pairwise, pairwiseOfFinite, SUM_BLOCK } from './sum.ts';

/** Bytes of a vector. */
const VECTOR = 16;
// Offsets in the room, in bytes. One vector a cut, the same number in both lanes: the cuts from 0 on, then TURNS, masks
// of cuts at which keeping begins or ends, and one more for below all cuts; then COUNTS, and a mask of NaN.
const TURNS = MOST_CUTS * VECTOR;
const COUNTS = 2 * TURNS + VECTOR;
const NAN = COUNTS + TURNS;
/** Where, as 32 bits, stands how many pairs were left when there was no room for more kept values. */
const LEFT = NAN + VECTOR;

/** Bytes of room that `ColumnBrackets` needs. */
export const BRACKET_ROOM = LEFT + VECTOR;
/** Bytes in which the brackets of a column stand. */
export const BRACKET_BYTES = 8 * BRACKETS;
/** Numbers to leave free behind the kept values: of a pair of which one is kept, both are written. */
export const KEPT_SLACK = 2;
/** The least number of kept values to make room for. */
export const LEAST_KEPT = 2048;

/** Numbers of cuts for which there is a function; fewer cuts are filled up with NaN, which no value reaches. */
const SIZES = [0, 2, 4, 6, 8, 10, 14, 20, 32, MOST_CUTS];

/**
 * The module of the functions `keepN` and `turnN` for each size N: `turnN` is for cuts at each of which keeping begins
 * or ends, and quicker; `keepN` for any.
 */
export function bracketsModule(memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  for (const size of SIZES) {
    for (const name of ['keep', 'turn'] as const) {
      const write = (fn: FunctionMaker): Code => writeKeep(fn, size, name === 'turn');
      module.add(`${name}${size}`, ['i32', 'i32', 'i32', 'i32', 'i32'], ['i32'], write);
    }
  }
  return module.bytes();
}

/**
 * The function (values, pairs, tables, out, last), all addresses but `pairs`: goes through pairs of values, counts for
 * each cut the values at it or above, and copies those that are kept to `out`; returns the end of what it wrote. When
 * that is beyond `last` it stops, and leaves at LEFT how many pairs are left. Whether a value is kept changes at each
 * cut, at or below the value, at which keeping begins or ends.
 */
function writeKeep(fn: FunctionMaker, size: number, turnsAtAll: boolean): Code {
  const [values, pairs, tables, out, last] = [0, 1, 2, 3, 4];
  const [pair, reached, kept, nan] = [fn.local('v128'), fn.local('v128'), fn.local('v128'), fn.local('v128')];
  const left = fn.local('i32');
  const turned = (at: number): Code =>
    turnsAtAll ? get(reached) : v128.and(get(reached), v128.load(get(tables), TURNS + at));
  const cuts = Array.from({ length: size }, (_, i) => ({ at: VECTOR * i, count: fn.local('v128') }));
  const copy = (lane: number): Code => [
    ...f64.store(get(out), f64x2.lane(lane, get(pair))),
    // A lane of a mask is -1 or 0.
    ...set(out, i32.sub(get(out), i32.shl(i32.wrap(i64x2.lane(lane, get(kept))), i32.const(3)))),
  ];
  return [
    ...eachPair({ values, pairs, pair, nan }, [
      // Whether what lies below all cuts is kept.
      ...set(kept, v128.load(get(tables), TURNS + VECTOR * size)),
      ...cuts.flatMap(({ at, count }) => [
        ...set(reached, f64x2.ge(get(pair), v128.load(get(tables), at))),
        ...set(count, i64x2.sub(get(count), get(reached))),
        ...set(kept, v128.xor(get(kept), turned(at))),
      ]),
      ...when(v128.anyTrue(get(kept)), [
        ...copy(0),
        ...copy(1),
        // Ends the loop as if this were the last pair.
        ...when(i32.ltU(get(last), get(out)), [
          ...set(left, i32.sub(get(pairs), i32.const(1))),
          ...set(pairs, i32.const(1)),
        ]),
      ]),
    ]),
    ...cuts.flatMap(({ at, count }) => v128.store(get(tables), get(count), COUNTS + at)),
    ...v128.store(get(tables), get(nan), NAN),
    ...i32.store(get(tables), get(left), LEFT),
    ...get(out),
  ];
}

/** Where a column's brackets and kept values stand in the memory, in bytes; how many kept values there is room for. */
export interface BracketPlaces {
  readonly brackets: number;
  readonly kept: number;
  readonly capacity: number;
}

/** How many values there will be of a column, and whether its brackets are narrowed as they come. */
export interface Narrowing {
  readonly total: number;
  /** Standard deviations that a rank may still move, by which brackets are narrowed; null: they stay as they begin. */
  readonly score: number | null;
}

/**
 * `n` values at address `at` to go through; the address `out` for those that are kept, with room for `free`, two at
 * least.
 */
interface Keeping {
  readonly at: number;
  readonly n: number;
  readonly out: number;
  readonly free: number;
}

/** Brackets of columns in one memory. Addresses are bytes; `n` values of 8 bytes lie at `at`. */
export class ColumnBrackets {
  /**
   * @param functions those of `bracketsModule`; null: JavaScript does it
   * @param sums those of `selectModule`; null: JavaScript does it
   * @param room address where `BRACKET_ROOM` bytes are free
   */
  constructor(
    private readonly buffer: () => ArrayBufferLike,
    private readonly functions: Readonly<Record<string, WasmFunction>> | null,
    private readonly sums: Readonly<Record<string, WasmFunction>> | null,
    private readonly select: ColumnSelect,
    private readonly room: number,
    private readonly percents: readonly number[],
  ) {}

  /** The sum of each block of `SUM_BLOCK` values, as `sumOf` or, `ofFinite`, as `sumOfFinite` adds it. */
  sumBlocks(at: number, n: number, ofFinite: boolean): Float64Array {
    const out = new Float64Array(Math.ceil(n / SUM_BLOCK));
    for (let i = 0; i < out.length; i++) {
      const [from, size] = [at + 8 * SUM_BLOCK * i, Math.min(SUM_BLOCK, n - SUM_BLOCK * i)];
      if (this.sums !== null) out[i] = ofFinite ? this.sums.sumOfFinite!(from, size) : this.sums.sum!(from, size);
      else out[i] = (ofFinite ? pairwiseOfFinite : pairwise)(this.numbers(from, size));
    }
    return out;
  }

  /**
   * Begins brackets at address `brackets` with cuts found by the first `n` of `total` values, which are not added yet.
   */
  begin(brackets: number, at: number, n: number, { total, score }: Narrowing): void {
    const own = this.at(brackets);
    own.holdAll(n);
    own.begin(own.plan(total, score ?? SCORE, n, (ranks) => this.select.orderStatistics(at, n, ranks)));
  }

  /** Adds `n` values of a column. Throws a RangeError where one of them is NaN. */
  add({ brackets, kept, capacity }: BracketPlaces, at: number, n: number, { total, score }: Narrowing): void {
    const own = this.at(brackets);
    for (let from = 0; from < n; ) {
      if (score !== null && capacity - own.kept < Math.min(n - from, capacity / 4)) {
        this.narrow(own, kept, total, score, capacity / 2);
      }
      const free = capacity - own.kept;
      if (free < Math.min(2, n - from)) throw new Error(`no room for more than ${own.kept} values that are kept`);
      const out = kept + 8 * own.kept;
      const { end, size } = this.keep(own.cuts, own.counts, { at: at + 8 * from, n: n - from, out, free });
      own.added(size, (end - kept) / 8);
      from += size;
    }
  }

  /** The percentiles of the values added; NaN where a rank that one needs was lost. */
  percentiles({ brackets, kept }: BracketPlaces): Float64Array {
    const own = this.at(brackets);
    return own.percentiles((ranks) => this.select.orderStatistics(kept, own.kept, ranks));
  }

  /** Cuts around the wanted ranks of `total` values, by the values added so far. */
  plan({ brackets, kept }: BracketPlaces, total: number, score: number): Cuts {
    const own = this.at(brackets);
    return own.plan(total, score, Infinity, (ranks) => this.select.orderStatistics(kept, own.kept, ranks));
  }

  /** A copy of the kept values, which are then no longer kept; the counts by cut stay. */
  takeKept({ brackets, kept }: BracketPlaces): Float64Array {
    const own = this.at(brackets);
    const taken = this.numbers(kept, own.kept).slice();
    own.added(0, 0);
    return taken;
  }

  /** The brackets at an address. */
  at(brackets: number): Brackets {
    return new Brackets(this.numbers(brackets, BRACKETS), this.percents);
  }

  private numbers(at: number, length: number): Float64Array {
    return new Float64Array(this.buffer(), at, length);
  }

  /** Narrows brackets so that at most `most` of the values at address `kept` stay, and moves these together. */
  private narrow(own: Brackets, kept: number, total: number, score: number, most: number): void {
    const n = own.kept;
    const cuts = own.plan(total, score, most, (ranks) => this.select.orderStatistics(kept, n, ranks));
    own.narrow(cuts, (to, atLeast) => (this.keep(to, atLeast, { at: kept, n, out: kept, free: n }).end - kept) / 8);
  }

  /**
   * Adds values to `atLeast` of cuts, and copies those that are kept, until there is no room for two more; `out` may be
   * `at`. Returns the address of the end of what it wrote, and how many values it has gone through: one at least.
   * Throws a RangeError where a value is NaN.
   */
  private keep(cuts: Cuts, atLeast: Float64Array, { at, n, out, free }: Keeping): { end: number; size: number } {
    const { functions } = this;
    let end = out;
    let done = 0;
    if (functions !== null) {
      const left = this.keepPairs(functions, cuts, atLeast, { at, n, out, free });
      end = left.end;
      done = n - (n % 2) - 2 * left.pairs;
      if (left.pairs > 0) return { end, size: done };
    }
    const room = free - (end - out) / 8;
    const rest = this.numbers(at + 8 * done, Math.min(n - done, room)).slice();
    for (const x of rest) {
      if (Number.isNaN(x)) throw new RangeError(NOT_A_NUMBER);
      let i = 0;
      for (; i < cuts.places.length && x >= cuts.places[i]!; i++) atLeast[i] = atLeast[i]! + 1;
      if (cuts.regions[i] !== REGION.kept) continue;
      this.numbers(end, 1)[0] = x;
      end += 8;
    }
    return { end, size: done + rest.length };
  }

  private keepPairs(
    functions: Readonly<Record<string, WasmFunction>>,
    { places, regions }: Cuts,
    atLeast: Float64Array,
    { at, n, out, free }: Keeping,
  ): { end: number; pairs: number } {
    const size = SIZES.find((one) => one >= places.length)!;
    const cuts = this.numbers(this.room, 2 * size);
    const turns = new Int32Array(this.buffer(), this.room + TURNS, 4 * (size + 1));
    let isTurnAtAll = true;
    for (let i = 0; i < size; i++) {
      cuts[2 * i] = cuts[2 * i + 1] = places[i] ?? Number.NaN;
      const isTurn = (regions[i] === REGION.kept) !== (regions[i + 1] === REGION.kept);
      if (i < places.length && !isTurn) isTurnAtAll = false;
      turns.fill(isTurn ? -1 : 0, 4 * i, 4 * i + 4);
    }
    turns.fill(regions[0] === REGION.kept ? -1 : 0, 4 * size);
    const keep = functions[`${isTurnAtAll ? 'turn' : 'keep'}${size}`]!;
    const end = keep(at, n >>> 1, this.room, out, out + 8 * free - 16) >>> 0;
    const nan = new Int32Array(this.buffer(), this.room + NAN, 4);
    if (nan.some((word) => word !== 0)) throw new RangeError(NOT_A_NUMBER);
    // Each lane counts its values in 64 bits, of which the lower 32 suffice.
    const counts = new Uint32Array(this.buffer(), this.room + COUNTS, 4 * size);
    for (let i = 0; i < places.length; i++) atLeast[i] = atLeast[i]! + counts[4 * i]! + counts[4 * i + 2]!;
    return { end, pairs: new Int32Array(this.buffer(), this.room + LEFT, 1)[0]! };
  }
}

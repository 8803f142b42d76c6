/**
 * Order statistics and means of long columns as WebAssembly with vectors, to the bit those of `select.ts`. One pass
 * counts values by even shares of a sample's range, a second picks out those of the few shares that hold a wanted rank;
 * these are sorted.
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
  i32x4,
  i64,
  i64x2,
  loop,
  set,
  v128,
  when,
} from '../wasm/code.ts';
import type { WasmFunction } from '../wasm/host.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { NOT_A_NUMBER, newScratch, orderStatistics } from './select.ts';
import { eachPair } from './simd-pairs.ts';
import { ExactSum, LEAF, SUM_BLOCK, sumOf, sumOfFinite } from './sum.ts';

const MOST_SHARES = 2048;
/**
 * Two tables of counts, for the lanes of a vector: neighbours often fall into one share, and would wait for each other.
 */
const COUNT_BYTES = 4 * MOST_SHARES;

/** Where `compare` leaves its counts: a vector of those below, one of the equal ones, one of those of the same bits. */
const COMPARED = 2 * COUNT_BYTES + MOST_SHARES;
const TABLES = COMPARED + 3 * 16;

/** Bytes of room that `ColumnSelect` needs for columns of so many values. */
export const selectBytes = (values: number): number => TABLES + 16 * (values + 8);

/** The module: `count`, `gather`, `compare`, `without`, `sum` and `sumOfFinite`. */
export function selectModule(memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  module.add('count', ['i32', 'i32', 'f64', 'f64', 'f64', 'i32'], ['i32'], writeCount);
  module.add('gather', ['i32', 'i32', 'f64', 'f64', 'f64', 'i32', 'i32'], ['i32'], writeGather);
  module.add('compare', ['i32', 'i32', 'f64', 'i32'], ['i32'], writeCompare);
  module.add('without', ['i32', 'i32', 'i64', 'i32'], ['i32'], writeWithout);
  addSum(module, 'sum');
  addSum(module, 'sumOfFinite');
  return module.bytes();
}

/** Added to a number from 0 to 2^31, it leaves the nearest whole number in the lower half of the bits. */
const ROUNDER = 2 ** 52;

/**
 * The shares of a pair of values: monotone, so a higher value is never in a lower share, whatever lies outside the
 * sample's range. Each is the lower half of a lane. What is no number is in the first.
 */
const shares = (pair: number, low: number, scale: number, last: number): Code => {
  const place = f64x2.mul(f64x2.sub(get(pair), f64x2.splat(get(low))), f64x2.splat(get(scale)));
  const kept = f64x2.pmin(f64x2.splat(get(last)), f64x2.pmax(both(0), place));
  return f64x2.add(kept, both(ROUNDER));
};

/** The share of the value in one lane, as a number of 32 bits. */
const share = (lane: number, found: number): Code => i32x4.lane(2 * lane, get(found));

/** (values, pairs, low, scale, last, counts): adds to the counts; gives 1 where a value is NaN. */
function writeCount(fn: FunctionMaker): Code {
  const [values, pairs, low, scale, last, counts] = [0, 1, 2, 3, 4, 5];
  const [pair, found, nan] = [fn.local('v128'), fn.local('v128'), fn.local('v128')];
  const at = fn.local('i32');
  const addOne = (lane: number): Code => [
    ...set(at, i32.add(get(counts), i32.shl(share(lane, found), i32.const(2)))),
    ...i32.store(get(at), i32.add(i32.load(get(at), lane * COUNT_BYTES), i32.const(1)), lane * COUNT_BYTES),
  ];
  return [
    ...eachPair({ values, pairs, pair, nan }, [
      ...set(found, shares(pair, low, scale, last)),
      ...addOne(0),
      ...addOne(1),
    ]),
    ...v128.anyTrue(get(nan)),
  ];
}

/**
 * (values, pairs, low, scale, last, flags, out): copies the values whose share has a flag; gives the end of what it
 * wrote.
 */
function writeGather(fn: FunctionMaker): Code {
  const [values, pairs, low, scale, last, flags, out] = [0, 1, 2, 3, 4, 5, 6];
  const [pair, found] = [fn.local('v128'), fn.local('v128')];
  const [first, second] = [fn.local('i32'), fn.local('i32')];
  const flag = (lane: number): Code => i32.load8(i32.add(get(flags), share(lane, found)));
  const copy = (lane: number, isWanted: number): Code => [
    ...f64.store(get(out), f64x2.lane(lane, get(pair))),
    ...set(out, i32.add(get(out), i32.shl(get(isWanted), i32.const(3)))),
  ];
  return [
    ...when(
      get(pairs),
      loop(
        [
          ...set(pair, v128.load(get(values))),
          ...set(found, shares(pair, low, scale, last)),
          // Every value is written, and the place moves on only where it is wanted: the processor could not foresee a
          // branch.
          ...set(first, flag(0)),
          ...set(second, flag(1)),
          ...copy(0, first),
          ...copy(1, second),
          ...set(values, i32.add(get(values), i32.const(16))),
          ...set(pairs, i32.sub(get(pairs), i32.const(1))),
        ],
        get(pairs),
      ),
    ),
    ...get(out),
  ];
}

/**
 * (values, pairs, x, out): counts at `out` the values that are less than x, equal to it, and of the same bits, each by
 * lanes of 64 bits; gives 1 where a value is NaN.
 */
function writeCompare(fn: FunctionMaker): Code {
  const [values, pairs, x, out] = [0, 1, 2, 3];
  const [pair, nan] = [fn.local('v128'), fn.local('v128')];
  const counts = [fn.local('v128'), fn.local('v128'), fn.local('v128')];
  const given = f64x2.splat(get(x));
  const found = [f64x2.lt(get(pair), given), f64x2.eq(get(pair), given), i64x2.eq(get(pair), given)];
  return [
    ...eachPair(
      { values, pairs, pair, nan },
      // A lane of a mask is -1 or 0.
      counts.flatMap((count, i) => set(count, i64x2.sub(get(count), found[i]!))),
    ),
    ...counts.flatMap((count, i) => v128.store(get(out), get(count), 16 * i)),
    ...v128.anyTrue(get(nan)),
  ];
}

/** (values, n, bits, out): copies the values that are not the one of these bits; gives the end of what it wrote. */
function writeWithout(fn: FunctionMaker): Code {
  const [values, n, bits, out] = [0, 1, 2, 3];
  const found = fn.local('i64');
  return [
    ...when(
      get(n),
      loop(
        [
          ...set(found, i64.load(get(values))),
          ...i64.store(get(out), get(found)),
          ...set(out, i32.add(get(out), i32.shl(i64.ne(get(found), get(bits)), i32.const(3)))),
          ...set(values, i32.add(get(values), i32.const(8))),
          ...set(n, i32.sub(get(n), i32.const(1))),
        ],
        get(n),
      ),
    ),
    ...get(out),
  ];
}

/** (values, n): the sum of a block as `pairwise` has it; of finite values, what is not counts as 0. */
function addSum(module: ModuleMaker, name: 'sum' | 'sumOfFinite'): void {
  const own = module.next;
  module.add(name, ['i32', 'i32'], ['f64'], (fn) => {
    const [values, n] = [0, 1];
    const [half, end] = [fn.local('i32'), fn.local('i32')];
    const parts = Array.from({ length: 4 }, () => fn.local('v128'));
    const a = fn.local('f64');
    const lane = (part: number, k: number): Code => f64x2.lane(k, get(parts[part]!));
    const pair = fn.local('v128');
    // x - x is 0 where x is finite, else NaN.
    const counted: Code =
      name === 'sum' ? get(pair) : v128.and(get(pair), f64x2.eq(f64x2.sub(get(pair), get(pair)), both(0)));
    return [
      ...when(i32.lt(i32.const(LEAF), get(n)), [
        ...set(half, i32.and(i32.shrU(get(n), i32.const(1)), i32.const(-8))),
        ...giveBack(
          f64.add(
            call(own, get(values), get(half)),
            call(own, i32.add(get(values), i32.shl(get(half), i32.const(3))), i32.sub(get(n), get(half))),
          ),
        ),
      ]),
      ...set(end, i32.add(get(values), i32.shl(i32.and(get(n), i32.const(-8)), i32.const(3)))),
      ...when(
        i32.ltU(get(values), get(end)),
        loop(
          [
            ...parts.flatMap((part, i) => [
              ...set(pair, v128.load(get(values), 16 * i)),
              ...set(part, f64x2.add(get(part), counted)),
            ]),
            ...set(values, i32.add(get(values), i32.const(64))),
          ],
          i32.ltU(get(values), get(end)),
        ),
      ),
      ...set(end, i32.add(get(end), i32.shl(i32.and(get(n), i32.const(7)), i32.const(3)))),
      ...set(a, lane(0, 0)),
      ...when(
        i32.ltU(get(values), get(end)),
        loop(
          [
            ...set(pair, f64x2.splat(f64.load(get(values)))),
            ...set(a, f64.add(get(a), f64x2.lane(0, counted))),
            ...set(values, i32.add(get(values), i32.const(8))),
          ],
          i32.ltU(get(values), get(end)),
        ),
      ),
      ...f64.add(
        f64.add(f64.add(get(a), lane(0, 1)), f64.add(lane(1, 0), lane(1, 1))),
        f64.add(f64.add(lane(2, 0), lane(2, 1)), f64.add(lane(3, 0), lane(3, 1))),
      ),
    ];
  });
}

/** Values from which on columns are worth the module. */
const LONG = 256;
const SAMPLE = 64;
/** As many gathered values as these are sorted at once. */
const FEW = 1024;

/** Selects from columns that lie in one memory. */
export class ColumnSelect {
  /**
   * @param functions those of `selectModule`, or null: then columns are read by `select.ts`
   * @param room where `selectBytes` bytes are free
   * @param most values of the longest column
   */
  constructor(
    private readonly buffer: () => ArrayBufferLike,
    private readonly functions: Readonly<Record<string, WasmFunction>> | null,
    private readonly room: number,
    private readonly most: number,
  ) {}

  /** The sum, of which `mean` is the n-th part. */
  sum(at: number, n: number): number {
    return this.functions === null ? sumOf(this.column(at, n)) : byBlocks(this.functions.sum!, at, n);
  }

  /** The sum of the values that are finite, as `sumOfFinite` gives it. */
  sumOfFinite(at: number, n: number): number {
    return this.functions === null ? sumOfFinite(this.column(at, n)) : byBlocks(this.functions.sumOfFinite!, at, n);
  }

  /** The values of the given ranks, as `orderStatistics` gives them. */
  orderStatistics(at: number, n: number, ranks: readonly number[]): Float64Array {
    if (this.functions === null || n < LONG) return orderStatistics(this.column(at, n), ranks, newScratch(n));
    return this.select(at, n, ranks, this.room + TABLES);
  }

  private column(at: number, n: number): Float64Array {
    return new Float64Array(this.buffer(), at, n);
  }

  /** Selects from values at `at`; from `free` on there is room for as many. */
  private select(at: number, n: number, ranks: readonly number[], free: number): Float64Array {
    const column = this.column(at, n);
    const last = Math.min(MOST_SHARES, n >>> 3) - 1;
    const range = sampled(column, last);
    if (free + 8 * n > this.room + selectBytes(this.most)) return orderStatistics(column, ranks, newScratch(n));
    if (range === null) return this.besideCommon(at, n, ranks, free);
    const counts = this.count(column, at, range);
    const found = new Float64Array(ranks.length);
    const few: Wanted = {
      places: [],
      at: [],
      flags: new Uint8Array(this.buffer(), this.room + 2 * COUNT_BYTES, MOST_SHARES),
    };
    few.flags.fill(0);
    const many = wantedShares(counts, ranks, last, few);
    if (few.places.length > 0) {
      const gathered = this.column(free, this.gather(column, at, range, free));
      gathered.sort();
      few.places.forEach((place, i) => {
        found[few.at[i]!] = gathered[place]!;
      });
    }
    for (const { share, below, from, to } of many) {
      if (this.areCommon(column, at, repeatedIn(column, range, share), { ranks, from, to, found })) continue;
      few.flags.fill(0);
      few.flags[share] = 1;
      const size = this.gather(column, at, range, free);
      const own = ranks.slice(from, to).map((rank) => rank - below);
      // Where one share holds every value, shares tell nothing apart.
      const inShare = size === n ? this.besideCommon(at, n, own, free) : this.select(free, size, own, free + 8 * size);
      found.set(inShare, from);
    }
    return found;
  }

  /** Whether each of the ranks is that of one of a few values, which are then their answers. */
  private areCommon(column: Float64Array, at: number, values: readonly number[], answer: Answer): boolean {
    const { ranks, from, to, found } = answer;
    let left = to - from;
    for (const x of values) {
      if (left === 0) break;
      const { before, same } = this.compare(column, at, x);
      for (let i = from; i < to; i++) {
        if (ranks[i]! < before || ranks[i]! >= before + same) continue;
        found[i] = x;
        left--;
      }
    }
    return left === 0;
  }

  /** How many values stand before this one in order, where -0 comes before 0, and how many are the same. */
  private compare(column: Float64Array, at: number, x: number): { before: number; same: number } {
    const n = column.length;
    const isAtFault = this.functions!.compare!(at, n >>> 1, x, this.room + COMPARED) !== 0;
    // A count is below 2^32: the lower words of both lanes hold it.
    const words = new Uint32Array(this.buffer(), this.room + COMPARED, 12);
    let [less, equal, same] = [words[0]! + words[2]!, words[4]! + words[6]!, words[8]! + words[10]!];
    const odd = n % 2 === 1 ? column[n - 1]! : null;
    if (isAtFault || Number.isNaN(odd)) throw new RangeError(NOT_A_NUMBER);
    if (odd !== null && odd < x) less++;
    if (odd === x) equal++;
    if (Object.is(odd, x)) same++;
    return { before: Object.is(x, -0) ? less : less + equal - same, same };
  }

  /** How many values are in each share: the tables of both lanes. */
  private count(column: Float64Array, at: number, { low, scale, last }: Range): Int32Array {
    const n = column.length;
    const counts = new Int32Array(this.buffer(), this.room, 2 * MOST_SHARES);
    counts.fill(0);
    const odd = n % 2 === 1 ? column[n - 1]! : 0;
    if (this.functions!.count!(at, n >>> 1, low, scale, last, this.room) !== 0 || Number.isNaN(odd))
      throw new RangeError(NOT_A_NUMBER);
    if (n % 2 === 1) counts[shareOf(odd, low, scale, last)]!++;
    return counts;
  }

  /** Copies the values of the flagged shares to `out`; gives how many there are. */
  private gather(column: Float64Array, at: number, { low, scale, last }: Range, out: number): number {
    const n = column.length;
    const flagsAt = this.room + 2 * COUNT_BYTES;
    const flags = new Uint8Array(this.buffer(), flagsAt, MOST_SHARES);
    const end = this.functions!.gather!(at, n >>> 1, low, scale, last, flagsAt, out) >>> 0;
    if (n % 2 === 0 || flags[shareOf(column[n - 1]!, low, scale, last)] === 0) return (end - out) / 8;
    this.column(end, 1)[0] = column[n - 1]!;
    return (end - out) / 8 + 1;
  }

  /** Selects from values of which most are the same one: the others are picked out, and selected from. */
  private besideCommon(at: number, n: number, ranks: readonly number[], free: number): Float64Array {
    const values = this.column(at, n);
    const common = values[n >>> 1]!;
    if (!Number.isNaN(common)) {
      const found = new Float64Array(ranks.length);
      if (this.areCommon(values, at, [common], { ranks, from: 0, to: ranks.length, found })) return found;
    }
    const end = this.functions!.without!(at, n, bitsOf(common), free) >>> 0;
    const others = this.column(free, (end - free) / 8);
    // At least half of the values must go each time, or this would go on for ever.
    if (others.length > n / 2 || Number.isNaN(common)) return orderStatistics(values, ranks, newScratch(n));
    const isBelow = (x: number): boolean => x < common || (x === common && Object.is(x, -0));
    let below = 0;
    for (const x of others) if (isBelow(x)) below++;
    const repeated = n - others.length;
    const placeOf = (rank: number): number => (rank < below ? rank : rank < below + repeated ? -1 : rank - repeated);
    const places = ranks.map(placeOf).filter((place) => place >= 0);
    const found = this.among(free, others, places, end);
    let next = 0;
    return Float64Array.from(ranks, (rank) => (placeOf(rank) < 0 ? common : found[next++]!));
  }

  /** The values of the given ranks among some that may be few. Throws a RangeError where one of them is NaN. */
  private among(at: number, values: Float64Array, ranks: readonly number[], free: number): Float64Array {
    if (values.length > FEW) return this.select(at, values.length, ranks, free);
    values.sort();
    if (Number.isNaN(values.at(-1))) throw new RangeError(NOT_A_NUMBER);
    return Float64Array.from(ranks, (rank) => values[rank]!);
  }
}

function byBlocks(sum: WasmFunction, at: number, n: number): number {
  if (n <= SUM_BLOCK) return sum(at, n);
  const all = new ExactSum();
  for (let from = 0; from < n; from += SUM_BLOCK) all.add(sum(at + 8 * from, Math.min(SUM_BLOCK, n - from)));
  return all.value();
}

const cell = new Float64Array(1);
const cellBits = new BigInt64Array(cell.buffer);

function bitsOf(x: number): bigint {
  cell[0] = x;
  return cellBits[0]!;
}

/** Even shares of a sample's range, 0 to `last`: a value's is its distance from `low` times `scale`. */
interface Range {
  readonly low: number;
  readonly scale: number;
  readonly last: number;
}

/** Null where a sample has no range, or one that overflows. */
function sampled(values: Float64Array, last: number): Range | null {
  const step = Math.floor(values.length / SAMPLE);
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += step) {
    const x = values[i]!;
    if (x < low && x !== -Infinity) low = x;
    if (x > high && x !== Infinity) high = x;
  }
  const scale = last / (high - low);
  return high > low && scale > 0 && scale < Infinity ? { low, scale, last } : null;
}

/** Ranks from the `from`-th to before the `to`-th, and where their values go. */
interface Answer {
  readonly ranks: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly found: Float64Array;
}

/** Values that are met more than once in a sample of those that lie in a share; -0 counts as 0. */
function repeatedIn(column: Float64Array, { low, scale, last }: Range, share: number): number[] {
  const step = Math.floor(column.length / SAMPLE);
  const met = new Set<number>();
  const repeated = new Set<number>();
  for (let i = 0; i < column.length; i += step) {
    const x = column[i]!;
    if (shareOf(x, low, scale, last) !== share) continue;
    if (met.has(x)) repeated.add(x);
    else met.add(x);
  }
  return [...repeated];
}

/** The share of one value, as `shares` has it for a pair. */
function shareOf(x: number, low: number, scale: number, last: number): number {
  const place = (x - low) * scale;
  const kept = place > 0 ? Math.min(place, last) : 0;
  return kept + ROUNDER - ROUNDER;
}

/** Ranks that are found among the values of flagged shares: their places there, and among the ranks asked for. */
interface Wanted {
  readonly places: number[];
  readonly at: number[];
  readonly flags: Uint8Array;
}

/** A share of many values: how many lie below it, and which of the ranks fall in it. */
interface Large {
  readonly share: number;
  readonly below: number;
  readonly from: number;
  readonly to: number;
}

/** Finds the shares that hold a wanted rank: those of few values are added to `few`, the others given back. */
function wantedShares(counts: Int32Array, ranks: readonly number[], last: number, few: Wanted): Large[] {
  const large: Large[] = [];
  let below = 0;
  let left = 0;
  let next = 0;
  for (let share = 0; share <= last && next < ranks.length; share++) {
    const count = counts[share]! + counts[MOST_SHARES + share]!;
    const end = below + count;
    const from = next;
    while (next < ranks.length && ranks[next]! < end) next++;
    const isFlagged = next > from && count <= FEW;
    if (isFlagged) {
      few.flags[share] = 1;
      for (let i = from; i < next; i++) {
        few.places.push(ranks[i]! - left);
        few.at.push(i);
      }
    } else {
      left += count;
      if (next > from) large.push({ share, below, from, to: next });
    }
    below = end;
  }
  return large;
}

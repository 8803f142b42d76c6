/**
 * Order statistics and means of long columns as WebAssembly with vectors, to the bit those of `select.ts`. One pass counts values by even
 * shares of a sample's range, a second picks out those of the few shares that hold a wanted rank; these are sorted.
 */
import { type Code, call, f64, f64x2, get, giveBack, i32, i32x4, loop, set, v128, when } from '../wasm/code.ts';
import type { WasmFunction } from '../wasm/host.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { LEAF, mean, NOT_A_NUMBER, newScratch, orderStatistics } from './select.ts';

const MOST_SHARES = 8192;
/** Two tables of counts, for the lanes of a vector: neighbours often fall into one share, and would wait for each other. */
const COUNT_BYTES = 4 * MOST_SHARES;

/** Bytes of room that `ColumnSelect` needs for columns of so many values. */
export const selectBytes = (values: number): number => 2 * COUNT_BYTES + MOST_SHARES + 8 * (values + 2);

/** The module: `count`, `gather` and `sum`. */
export function selectModule(memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  module.add('count', ['i32', 'i32', 'f64', 'f64', 'i32', 'i32'], ['i32'], writeCount);
  module.add('gather', ['i32', 'i32', 'f64', 'f64', 'i32', 'i32', 'i32'], ['i32'], writeGather);
  addSum(module);
  return module.bytes();
}

/** The shares of a pair of values: monotone, so a higher value is never in a lower share, whatever lies outside the sample's range. */
const shares = (pair: number, low: number, scale: number, last: number): Code =>
  i32x4.minS(
    i32x4.maxS(
      i32x4.ofF64x2(f64x2.mul(f64x2.sub(get(pair), f64x2.splat(get(low))), f64x2.splat(get(scale)))),
      v128.ofI32([0, 0, 0, 0]),
    ),
    i32x4.splat(get(last)),
  );

/** (values, pairs, low, scale, last, counts): adds to the counts; gives 1 where a value is NaN. */
function writeCount(fn: FunctionMaker): Code {
  const [values, pairs, low, scale, last, counts] = [0, 1, 2, 3, 4, 5];
  const [pair, share, nan] = [fn.local('v128'), fn.local('v128'), fn.local('v128')];
  const at = fn.local('i32');
  const addOne = (lane: number): Code => [
    ...set(at, i32.add(get(counts), i32.shl(i32x4.lane(lane, get(share)), i32.const(2)))),
    ...i32.store(get(at), i32.add(i32.load(get(at), lane * COUNT_BYTES), i32.const(1)), lane * COUNT_BYTES),
  ];
  return [
    ...when(
      get(pairs),
      loop(
        [
          ...set(pair, v128.load(get(values))),
          ...set(nan, v128.or(get(nan), f64x2.ne(get(pair), get(pair)))),
          ...set(share, shares(pair, low, scale, last)),
          ...addOne(0),
          ...addOne(1),
          ...set(values, i32.add(get(values), i32.const(16))),
          ...set(pairs, i32.sub(get(pairs), i32.const(1))),
        ],
        get(pairs),
      ),
    ),
    ...v128.anyTrue(get(nan)),
  ];
}

/** (values, pairs, low, scale, last, flags, out): copies the values whose share has a flag; gives the end of what it wrote. */
function writeGather(fn: FunctionMaker): Code {
  const [values, pairs, low, scale, last, flags, out] = [0, 1, 2, 3, 4, 5, 6];
  const [pair, share] = [fn.local('v128'), fn.local('v128')];
  const [first, second] = [fn.local('i32'), fn.local('i32')];
  const flag = (lane: number): Code => i32.load8(i32.add(get(flags), i32x4.lane(lane, get(share))));
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
          ...set(share, shares(pair, low, scale, last)),
          ...set(first, flag(0)),
          ...set(second, flag(1)),
          ...when(i32.or(get(first), get(second)), [...copy(0, first), ...copy(1, second)]),
          ...set(values, i32.add(get(values), i32.const(16))),
          ...set(pairs, i32.sub(get(pairs), i32.const(1))),
        ],
        get(pairs),
      ),
    ),
    ...get(out),
  ];
}

/** (values, n): the pairwise sum of `mean`, in the same order. */
function addSum(module: ModuleMaker): void {
  const own = module.next;
  module.add('sum', ['i32', 'i32'], ['f64'], (fn) => {
    const [values, n] = [0, 1];
    const [half, end] = [fn.local('i32'), fn.local('i32')];
    const parts = Array.from({ length: 4 }, () => fn.local('v128'));
    const a = fn.local('f64');
    const lane = (part: number, k: number): Code => f64x2.lane(k, get(parts[part]!));
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
            ...parts.flatMap((part, i) => set(part, f64x2.add(get(part), v128.load(get(values), 16 * i)))),
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
          [...set(a, f64.add(get(a), f64.load(get(values)))), ...set(values, i32.add(get(values), i32.const(8)))],
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
const FEW = 4096;

/** Selects from columns that lie in one memory. */
export class ColumnSelect {
  /**
   * @param functions those of `selectModule`, or null: then columns are read by `select.ts`
   * @param room where `selectBytes` bytes are free
   */
  constructor(
    private readonly buffer: () => ArrayBufferLike,
    private readonly functions: Readonly<Record<string, WasmFunction>> | null,
    private readonly room: number,
  ) {}

  /** The mean, as `mean` gives it. */
  mean(at: number, n: number): number {
    return this.functions === null ? mean(this.column(at, n)) : this.functions.sum!(at, n) / n;
  }

  /** The values of the given ranks, as `orderStatistics` gives them. */
  orderStatistics(at: number, n: number, ranks: readonly number[]): Float64Array {
    const column = this.column(at, n);
    if (this.functions === null || n < LONG) return orderStatistics(column, ranks, newScratch(n));
    const most = Math.min(MOST_SHARES, n >>> 3);
    const { low, scale } = sampled(column, most - 1);
    if (scale === 0) return orderStatistics(column, ranks, newScratch(n));
    return this.select(column, at, ranks, low, scale, most - 1);
  }

  private column(at: number, n: number): Float64Array {
    return new Float64Array(this.buffer(), at, n);
  }

  private select(
    column: Float64Array,
    at: number,
    ranks: readonly number[],
    low: number,
    scale: number,
    last: number,
  ): Float64Array {
    const n = column.length;
    const pairs = n >>> 1;
    const tables = new Int32Array(this.buffer(), this.room, 2 * MOST_SHARES);
    tables.fill(0);
    const flagsAt = this.room + 2 * COUNT_BYTES;
    const flags = new Uint8Array(this.buffer(), flagsAt, MOST_SHARES);
    flags.fill(0);
    if (this.functions!.count!(at, pairs, low, scale, last, this.room) !== 0) throw new RangeError(NOT_A_NUMBER);
    const odd = n % 2 === 1 ? column[n - 1]! : null;
    if (Number.isNaN(odd)) throw new RangeError(NOT_A_NUMBER);
    const oddShare = odd === null ? -1 : shareOf(odd, low, scale, last);
    if (odd !== null) tables[oddShare]!++;
    const places = wantedShares(tables, ranks, last, flags);
    const out = flagsAt + MOST_SHARES;
    let end = this.functions!.gather!(at, pairs, low, scale, last, flagsAt, out) >>> 0;
    if (odd !== null && flags[oddShare] === 1) {
      new Float64Array(this.buffer(), end, 1)[0] = odd;
      end += 8;
    }
    const gathered = new Float64Array(this.buffer(), out, (end - out) / 8);
    if (gathered.length > FEW) return orderStatistics(gathered, places, newScratch(gathered.length));
    gathered.sort();
    return Float64Array.from(places, (place) => gathered[place]!);
  }
}

/** The lowest of a sample, and what turns the distance from it into one of the shares 0 to `last`; 0 where there is no range. */
function sampled(values: Float64Array, last: number): { low: number; scale: number } {
  const step = Math.floor(values.length / SAMPLE);
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += step) {
    const x = values[i]!;
    if (x < low && x !== -Infinity) low = x;
    if (x > high && x !== Infinity) high = x;
  }
  const scale = last / (high - low);
  return high > low && scale > 0 && scale < Infinity ? { low, scale } : { low: 0, scale: 0 };
}

/** The same as `shares`, of one value. */
function shareOf(x: number, low: number, scale: number, last: number): number {
  const share = (x - low) * scale;
  return share >= last ? last : share > 0 ? Math.trunc(share) : 0;
}

/** Flags the shares that hold a wanted rank; gives the ranks among the values of these shares alone. */
function wantedShares(tables: Int32Array, ranks: readonly number[], last: number, flags: Uint8Array): number[] {
  const places: number[] = [];
  let below = 0;
  let left = 0;
  for (let share = 0; share <= last && places.length < ranks.length; share++) {
    const count = tables[share]! + tables[MOST_SHARES + share]!;
    const end = below + count;
    if (ranks[places.length]! < end) {
      flags[share] = 1;
      while (places.length < ranks.length && ranks[places.length]! < end) places.push(ranks[places.length]! - left);
    } else {
      left += count;
    }
    below = end;
  }
  return places;
}

/**
 * Order statistics and sums of long columns as WebAssembly with vectors, with the bits of `select.ts` and `sum.ts`. One
 * pass counts values by the shares of `share-cut.ts`, a second picks out those of the few shares that hold a wanted
 * rank; these are sorted.
 */
import type { WasmFunction } from '../wasm/host.ts';
import { type MemoryKind, ModuleMaker } from '../wasm/module.ts';
import { NOT_A_NUMBER, newScratch, orderStatistics } from './select.ts';
import { type Cut, cutBy, MOST_COMMON } from './share-cut.ts';
import { addShares, MOST_SHARES, MOST_WANTED, OCTET, SHARE_TABLES, WANTED_BYTES } from './simd-shares.ts';
import { addSum, byBlocks } from './simd-sum.ts';
import { sumOf, sumOfFinite } from './sum.ts';

// Offsets in the room, in bytes: tables of counts from 0 on, then shares that are looked for, the last values of a
// column (fewer than 8), and the share of each value.
const WANTED = SHARE_TABLES;
const TAIL = WANTED + WANTED_BYTES;
const SHARES = TAIL + 8 * OCTET;
/** The offset at which the shares of so many values end, in whole vectors. */
const sharesEnd = (values: number): number => SHARES + 2 * OCTET * Math.ceil(values / OCTET);

/** Bytes of room that `ColumnSelect` needs for columns of so many values. */
export const selectBytes = (values: number): number => sharesEnd(values) + 16 * (values + OCTET);

/** A module of the functions of `addShares`, and `sum` and `sumOfFinite`. */
export function selectModule(memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  addShares(module);
  addSum(module, 'sum');
  addSum(module, 'sumOfFinite');
  return module.bytes();
}

/** Selects from columns in one memory: `n` doubles at the address `at`. */
export class ColumnSelect {
  private byShares: ShareSelect | null = null;

  /**
   * @param functions those of `selectModule`; null: all is done by `select.ts` and `sum.ts`
   * @param room address where `selectBytes(most)` bytes are free
   * @param most values of the longest column that there is room for; `select.ts` reads longer ones
   */
  constructor(
    private readonly buffer: () => ArrayBufferLike,
    private readonly functions: Functions | null,
    private readonly room: number,
    private readonly most: number,
  ) {}

  /** The sum of the values, as `sumOf` gives it. */
  sum(at: number, n: number): number {
    return this.functions === null ? sumOf(this.column(at, n)) : byBlocks(this.functions.sum!, at, n);
  }

  /** The sum of the values that are finite, as `sumOfFinite` gives it. */
  sumOfFinite(at: number, n: number): number {
    return this.functions === null ? sumOfFinite(this.column(at, n)) : byBlocks(this.functions.sumOfFinite!, at, n);
  }

  /** The values of the given ranks, as `orderStatistics` of select.ts gives them. Throws as that does. */
  orderStatistics(at: number, n: number, ranks: readonly number[]): Float64Array {
    if (this.functions === null || n < LONG) return orderStatistics(this.column(at, n), ranks, newScratch(n));
    const buffer = this.buffer();
    if (this.byShares?.buffer !== buffer) {
      this.byShares = new ShareSelect(buffer, this.functions, this.room, this.most);
    }
    return this.byShares.select(at, n, ranks, this.room + sharesEnd(this.most));
  }

  private column(at: number, n: number): Float64Array {
    return new Float64Array(this.buffer(), at, n);
  }
}

type Functions = Readonly<Record<string, WasmFunction>>;

/** Values of a column from which on the module is quicker. */
const LONG = 256;
/** Values of a column that are sampled. */
const SAMPLE = 64;
/** Shares with at most so many values are gathered and sorted together; the values of larger ones are selected from. */
const FEW = 1024;

/** A share in which wanted ranks fall, together with the common values that would have it if they were not common. */
interface ShareGroup {
  readonly share: number;
  /** How many values of the column lie below the group. */
  readonly below: number;
  /** How many of its values are not common. */
  readonly others: number;
  /** The common values, rising, and how often the column has each. */
  readonly common: readonly { readonly value: number; readonly count: number }[];
  /** The wanted ranks with the indices `first` to `end` - 1 fall in it. */
  readonly first: number;
  readonly end: number;
}

const isFew = ({ others }: ShareGroup): boolean => others <= FEW;

/** Selects by shares in a buffer; when the memory grows, it has another buffer, and needs another of these. */
class ShareSelect {
  private readonly sample = new Float64Array(SAMPLE);
  private readonly doubles: Float64Array;
  private readonly words: Int32Array;
  private readonly halves: Uint16Array;
  private readonly counts: Int32Array;

  /** The address at which the room ends. */
  private readonly end: number;

  /** @param most values of the longest column that there is room for */
  constructor(
    readonly buffer: ArrayBufferLike,
    private readonly functions: Functions,
    private readonly room: number,
    private readonly most: number,
  ) {
    this.end = room + selectBytes(most);
    this.doubles = new Float64Array(buffer);
    this.words = new Int32Array(buffer);
    this.halves = new Uint16Array(buffer);
    this.counts = new Int32Array(buffer, room, SHARE_TABLES / 4);
  }

  /** The values of the given ranks; from the address `free` on the room is free. */
  select(at: number, n: number, ranks: readonly number[], free: number): Float64Array {
    const hasRoom = n <= this.most && free + 8 * (n + OCTET) <= this.end;
    if (n < LONG || !hasRoom) return this.plainly(at, n, ranks);
    const cut = this.cut(at, n);
    this.count(at, n, cut);
    const groups = this.locate(ranks, cut, free);
    const found = new Float64Array(ranks.length);
    const few = groups.filter(isFew);
    const large = groups.filter((group) => !isFew(group));
    const end = this.gather(at, n, few, free);
    const sorted = this.column(free, (end - free) / 8).sort();
    let start = 0;
    for (const group of few) {
      pickSorted(group, ranks, sorted, start, found);
      start += group.others;
    }
    this.selectLarge(at, n, ranks, large, end, found);
    return found;
  }

  /** Finds the ranks that fall in shares of many values: the values of each are copied, and selected from. */
  private selectLarge(
    at: number,
    n: number,
    ranks: readonly number[],
    groups: readonly ShareGroup[],
    free: number,
    found: Float64Array,
  ): void {
    let end = free;
    const copies = groups.map((group) => {
      const start = end;
      end = this.gather(at, n, [group], start);
      return { group, start };
    });
    for (const { group, start } of copies) {
      const { others } = group;
      const select = (places: readonly number[]): Float64Array =>
        // Where one share holds every value, another cut would do no better.
        others === n ? this.plainly(start, others, places) : this.select(start, others, places, end);
      pick(group, ranks, this.column(start, others), select, found);
    }
  }

  private plainly(at: number, n: number, ranks: readonly number[]): Float64Array {
    return orderStatistics(this.column(at, n), ranks, newScratch(n));
  }

  private column(at: number, n: number): Float64Array {
    return new Float64Array(this.buffer, at, n);
  }

  /** The shares for a column, by a sample of it. */
  private cut(at: number, n: number): Cut {
    const step = Math.floor(n / SAMPLE);
    for (let i = 0; i < SAMPLE; i++) this.sample[i] = this.doubles[at / 8 + i * step]!;
    return cutBy(this.sample.sort(), Math.min(MOST_SHARES - MOST_COMMON, n >>> 3) - 1);
  }

  /** Writes the share of each value, and counts values by share. Throws a RangeError where a value is NaN. */
  private count(at: number, n: number, { low, scale, last, common }: Cut): void {
    const { room, doubles, counts } = this;
    const [first, second] = [common[0]?.value ?? 0, common[1]?.value ?? 0];
    const count = this.functions[`count${common.length}`]!;
    const tail = n % OCTET;
    const whole = n - tail;
    const shares = MOST_COMMON + last + 1;
    const tailShares = room + SHARES + 2 * whole;
    for (let table = 0; table < counts.length; table += MOST_SHARES) counts.fill(0, table, table + shares);
    let nan = count(at, whole / OCTET, low, scale, last, first, second, room, room + SHARES);
    if (tail > 0) {
      // The last octet is filled up with the last value, whose surplus is then taken off its count.
      for (let i = 0; i < OCTET; i++) doubles[(room + TAIL) / 8 + i] = doubles[at / 8 + Math.min(whole + i, n - 1)]!;
      nan += count(room + TAIL, 1, low, scale, last, first, second, room, tailShares);
      counts[this.halves[tailShares / 2 + OCTET - 1]!]! -= OCTET - tail;
    }
    if (nan > 0) throw new RangeError(NOT_A_NUMBER);
  }

  /** The groups in which ranks fall, rising; changes the counts. */
  private locate(ranks: readonly number[], { common }: Cut, free: number): ShareGroup[] {
    const { room, counts, words } = this;
    const countOf = (share: number): number => counts[share]! + counts[MOST_SHARES + share]!;
    const counted = common.map(({ value, share }, i) => ({ value, share, count: countOf(i) }));
    for (const { share, count } of counted) counts[share]! += count;
    const at = free / 4;
    for (let i = 0; i < ranks.length; i++) words[at + 2 * i] = ranks[i]!;
    this.functions.locate!(room, free, free + 8 * ranks.length);
    const groups: ShareGroup[] = [];
    for (let first = 0, end = 0; first < ranks.length; first = end) {
      const share = words[at + 2 * first]!;
      while (end < ranks.length && words[at + 2 * end] === share) end++;
      const own = counted.filter((one) => one.share === share);
      const others = own.reduce((rest, { count }) => rest - count, countOf(share));
      groups.push({ share, below: words[at + 2 * first + 1]!, others, common: own, first, end });
    }
    return groups;
  }

  /** Copies the values of some groups, but for common ones, to the address `to`; returns where they end. */
  private gather(at: number, n: number, groups: readonly ShareGroup[], to: number): number {
    const { room, halves } = this;
    const filled = groups.filter(({ others }) => others > 0);
    let end = to;
    for (let i = 0; i < filled.length; i += MOST_WANTED) {
      const some = filled.slice(i, i + MOST_WANTED);
      for (let k = 0; k < MOST_WANTED; k++) {
        halves[(room + WANTED) / 2 + k] = some[Math.min(k, some.length - 1)]!.share;
      }
      this.functions.gather!(room + SHARES, Math.ceil(n / OCTET), at, room + WANTED, end);
      // The filled-up octet may match behind the last value; what is copied of it comes last, and is overwritten.
      for (const { others } of some) end += 8 * others;
    }
    return end;
  }
}

/** Finds the ranks of a group whose values that are not common stand sorted in `sorted`, from index `start` on. */
function pickSorted(
  group: ShareGroup,
  ranks: readonly number[],
  sorted: Float64Array,
  start: number,
  found: Float64Array,
): void {
  const { below, others, common, first, end } = group;
  if (common.length === 0) for (let i = first; i < end; i++) found[i] = sorted[start + ranks[i]! - below]!;
  else {
    const own = sorted.subarray(start, start + others);
    pick(group, ranks, own, (places) => places.map((place) => own[place]!), found);
  }
}

/**
 * Finds the ranks of a group, and writes their values to `found` at the ranks' indices. `others` has its values that
 * are not common, in any order; `select` gives the values of ranks among these.
 */
function pick(
  { below, common, first, end }: ShareGroup,
  ranks: readonly number[],
  others: Float64Array,
  select: (places: readonly number[]) => ArrayLike<number>,
  found: Float64Array,
): void {
  const placed = common.map(({ value, count }) => ({ value, count, lower: countBelow(others, value) }));
  const places: number[] = [];
  const at: number[] = [];
  for (let i = first; i < end; i++) {
    let place = ranks[i]! - below;
    const reached = placed.find(({ lower, count }) => {
      if (place < lower + count) return true;
      place -= count;
      return false;
    });
    if (reached !== undefined && place >= reached.lower) found[i] = reached.value;
    else {
      places.push(place);
      at.push(i);
    }
  }
  if (places.length === 0) return;
  const values = select(places);
  for (let k = 0; k < at.length; k++) found[at[k]!] = values[k]!;
}

/** How many values sort before x, which is none of them. */
function countBelow(values: Float64Array, x: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < x || (value === x && Object.is(value, -0))) count++;
  }
  return count;
}

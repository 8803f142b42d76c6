/**
 * Percentiles of more values than memory holds, in one pass, with the bits that sorting would give. Cuts part the real
 * line into regions: values in the regions around a wanted rank are kept, of the other regions only their number is
 * counted. As more values come, the kept regions are narrowed, for the value at a wanted rank moves by about the square
 * root of their number (J. I. Munro and M. S. Paterson, Theoretical Computer Science 12, 1980, select from values in
 * random order likewise). Where a wanted rank falls into a region that is counted, it is lost: its percentile is NaN,
 * and the values have to be gone through again.
 */
import { nextUp } from './double.ts';
import { interpolation } from './select.ts';

/**
 * What is known of the values of a region: `counted`, how many they are; `single`, how many they are, and that each is
 * the region's lower end; `kept`, each of them.
 */
export const REGION = { counted: 0, single: 1, kept: 2 } as const;
type Region = (typeof REGION)[keyof typeof REGION];

/** Most places at which the line is cut. */
export const MOST_CUTS = 64;

// Where the fields of a `Brackets` stand among its numbers.
const SEEN = 0;
const CUTS = 1;
const KEPT = 2;
const EXPECTED = 3;
const PLACES = 4;
const COUNTS = PLACES + MOST_CUTS;
const REGIONS = COUNTS + MOST_CUTS;

/** How many numbers the fields of a `Brackets` take. */
export const BRACKETS = REGIONS + MOST_CUTS + 4;

/**
 * Standard deviations that a wanted rank may move before it is lost: it moves farther once in about two million times.
 */
export const SCORE = 5;

/** Where the line is cut, and what is to be known of each region. */
export interface Cuts {
  /** Rising; a cut is the least number of the region above it. */
  readonly places: readonly number[];
  /** One more than places: the first lies below the first cut. */
  readonly regions: readonly Region[];
  /** How many of the values by which the cuts were found lie in regions that are kept. */
  readonly kept: number;
}

/** Gives the kept values of the given ranks, which rise: ranks among the kept values alone, 0 for the lowest. */
export type SelectKept = (ranks: readonly number[]) => ArrayLike<number>;

/** Adds to `atLeast`, by cut, how many values lie at it or above; gives how many of the values stay kept. */
export type CountKept = (cuts: Cuts, atLeast: Float64Array) => number;

/** The ranks around a wanted one whose values are to be kept, and the regions that their values may lie in. */
interface RankSpan {
  /** Lowest and highest rank, from 0. */
  readonly low: number;
  readonly high: number;
  /** Indices of the first and last region around them that is not merely counted. */
  readonly first: number;
  readonly last: number;
}

/** One column's cuts and counts, in an array that threads may share. The values that are kept are the caller's. */
export class Brackets {
  constructor(
    private readonly cells: Float64Array,
    private readonly percents: readonly number[],
  ) {}

  /** How many values have been added. */
  get seen(): number {
    return this.cells[SEEN]!;
  }

  /** How many of them are kept. */
  get kept(): number {
    return this.cells[KEPT]!;
  }

  /** `Cuts.kept` of the cuts that it began with. */
  get expected(): number {
    return this.cells[EXPECTED]!;
  }

  get cuts(): Cuts {
    const size = this.cells[CUTS]!;
    return {
      places: [...this.cells.subarray(PLACES, PLACES + size)],
      regions: [...this.cells.subarray(REGIONS, REGIONS + size + 1)] as Region[],
      kept: this.kept,
    };
  }

  /** By cut, how many of the values lie at it or above. */
  get counts(): Float64Array {
    return this.cells.subarray(COUNTS, COUNTS + this.cells[CUTS]!);
  }

  /** Begins anew with `n` values, all of which are kept, and no cut. */
  holdAll(n: number): void {
    this.cells.fill(0);
    this.cells[SEEN] = n;
    this.cells[KEPT] = n;
    this.cells[REGIONS] = REGION.kept;
  }

  /** Begins anew with no value, and with these cuts. */
  begin(cuts: Cuts): void {
    this.cells.fill(0);
    this.cells[EXPECTED] = cuts.kept;
    this.setCuts(cuts);
  }

  /** Notes that `n` more values have come, which are in `counts` already, and that `kept` are kept in all. */
  added(n: number, kept: number): void {
    this.cells[SEEN] = this.seen + n;
    this.cells[KEPT] = kept;
  }

  /**
   * Cuts around the wanted ranks of `total` values, of which these are the first, as far as `score` standard deviations
   * to either side; nearer where more than `most` values would be kept, or there would be more than `MOST_CUTS` cuts.
   */
  plan(total: number, score: number, most: number, select: SelectKept): Cuts {
    for (let reach = score; ; reach *= 0.7) {
      const spans = this.percents.flatMap((percent) => this.spanOf(percent, total, reach) ?? []);
      if (reach > score / 1000 && this.keptIn(spans) > most) continue;
      const cuts = this.cutsAround(spans, select);
      if (cuts.places.length <= MOST_CUTS) return cuts;
    }
  }

  /** Puts narrower cuts in place of its own; `count` adds the values that were kept to the counts of the new cuts. */
  narrow(cuts: Cuts, count: CountKept): void {
    const atLeast = Float64Array.from(cuts.places, (place) => {
      let n = 0;
      for (let i = 0; i <= this.cells[CUTS]!; i++) {
        if (this.region(i) !== REGION.kept && this.lower(i) >= place) n += this.countIn(i);
      }
      return n;
    });
    const kept = count(cuts, atLeast);
    this.setCuts(cuts);
    this.counts.set(atLeast);
    this.cells[KEPT] = kept;
  }

  /** The percentiles of all values so far: NaN where a rank that is needed falls where values were only counted. */
  percentiles(select: SelectKept): Float64Array {
    const { ranks, from } = interpolation(this.seen, this.percents);
    return from(this.valuesOf(ranks, select));
  }

  private setCuts({ places, regions }: Cuts): void {
    this.cells[CUTS] = places.length;
    this.cells.set(places, PLACES);
    this.cells.set(regions, REGIONS);
  }

  private region(i: number): Region {
    return this.cells[REGIONS + i] as Region;
  }

  /** The lower end of region i. */
  private lower(i: number): number {
    return i === 0 ? -Infinity : this.cells[PLACES + i - 1]!;
  }

  /** How many values lie below region i. */
  private below(i: number): number {
    const above = i === 0 ? this.seen : i > this.cells[CUTS]! ? 0 : this.cells[COUNTS + i - 1]!;
    return this.seen - above;
  }

  private countIn(i: number): number {
    return this.below(i + 1) - this.below(i);
  }

  /** The region in which a rank falls. */
  private regionOf(rank: number): number {
    let i = 0;
    while (this.below(i + 1) <= rank) i++;
    return i;
  }

  /** How many of the values of ranks below `rank` are kept. */
  private keptBelow(rank: number): number {
    let kept = 0;
    for (let i = 0; i <= this.cells[CUTS]! && this.below(i) < rank; i++) {
      if (this.region(i) === REGION.kept) kept += Math.min(this.countIn(i), rank - this.below(i));
    }
    return kept;
  }

  /** How many values of ranks within the spans, which may overlap, are kept. */
  private keptIn(spans: readonly RankSpan[]): number {
    let kept = 0;
    let done = 0;
    for (const { low, high } of [...spans].sort((a, b) => a.low - b.low)) {
      const from = Math.max(low, done);
      if (high < from) continue;
      kept += this.keptBelow(high + 1) - this.keptBelow(from);
      done = high + 1;
    }
    return kept;
  }

  /** The values of the given ranks; NaN where one falls among values that were only counted. */
  private valuesOf(ranks: readonly number[], select: SelectKept): Float64Array {
    const regions = ranks.map((rank) => this.regionOf(rank));
    const places = ranks.map((rank, i) => (this.region(regions[i]!) === REGION.kept ? this.keptBelow(rank) : -1));
    const wanted = [...new Set(places.filter((place) => place >= 0))].sort((a, b) => a - b);
    const found = wanted.length === 0 ? [] : select(wanted);
    return Float64Array.from(ranks, (_, i) => {
      if (this.region(regions[i]!) === REGION.counted) return Number.NaN;
      return places[i]! < 0 ? this.lower(regions[i]!) : found[wanted.indexOf(places[i]!)]! + 0;
    });
  }

  /**
   * The ranks of the values so far among which the percentile of all `total` values will lie, up to `score` standard
   * deviations to either side, as far as their values are known; null where the percentile is lost.
   */
  private spanOf(percent: number, total: number, score: number): RankSpan | null {
    const n = this.seen;
    const place = ((n - 1) * percent) / 100;
    let first = this.regionOf(Math.floor(place));
    let last = this.regionOf(Math.ceil(place));
    if (this.region(first) === REGION.counted || this.region(last) === REGION.counted) return null;
    while (first > 0 && this.region(first - 1) !== REGION.counted) first--;
    while (last < this.cells[CUTS]! && this.region(last + 1) !== REGION.counted) last++;
    const share = percent / 100;
    const reach = 1 + score * Math.sqrt(share * (1 - share) * n * Math.max(0, 1 - n / total));
    return {
      low: Math.max(this.below(first), Math.floor(place - reach)),
      high: Math.min(this.below(last + 1) - 1, Math.ceil(place + reach)),
      first,
      last,
    };
  }

  private cutsAround(spans: readonly RankSpan[], select: SelectKept): Cuts {
    const ends = spans.map((span) => ({
      ...span,
      isCutBelow: span.low > this.below(span.first),
      isCutAbove: span.high < this.below(span.last + 1) - 1,
    }));
    // Where an end has the same value as its neighbour, that value may be common: such values are only counted.
    const values = this.valuesOf(
      ends.flatMap(({ low, high }) => [low, Math.min(low + 1, high), Math.max(high - 1, low), high]),
      select,
    );
    const singles = new Set<number>();
    for (let i = 0; i <= this.cells[CUTS]!; i++) if (this.region(i) === REGION.single) singles.add(this.lower(i));
    const parts = ends.map(({ first, last, isCutBelow, isCutAbove, low, high }, i) => {
      const [a, second, secondLast, b] = values.subarray(4 * i, 4 * i + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      if (low < high && a === second) singles.add(a);
      if (low < high && b === secondLast) singles.add(b);
      return {
        from: isCutBelow ? a : this.lower(first),
        // The last region has no upper end: infinite values lie in it, too.
        to: isCutAbove ? above(b) : last === this.cells[CUTS]! ? null : this.lower(last + 1),
      };
    });
    return cutsOf(parts, singles, this.keptIn(spans));
  }
}

/** A stretch of the line whose values are kept: from `from` on, and below `to`; null: without an end. */
interface KeptStretch {
  readonly from: number;
  readonly to: number | null;
}

/** The least number greater than x; null where x is infinite. */
const above = (x: number): number | null => (x === Infinity ? null : nextUp(x));

/** Cuts at the ends of the stretches that are kept, and around each of the single values. */
function cutsOf(parts: readonly KeptStretch[], singles: ReadonlySet<number>, kept: number): Cuts {
  const isIn = (x: number): boolean => parts.some(({ from, to }) => from <= x && (to === null || x < to));
  const ends = [...parts.flatMap(({ from, to }) => [from, to]), ...[...singles].flatMap((x) => [x, above(x)])];
  const sorted = [...new Set(ends.filter((x): x is number => x !== null && x !== -Infinity))].sort((a, b) => a - b);
  const regionAt = (x: number): Region => (!isIn(x) ? REGION.counted : singles.has(x) ? REGION.single : REGION.kept);
  const places: number[] = [];
  const regions: Region[] = [regionAt(-Infinity)];
  for (const place of sorted) {
    const region = regionAt(place);
    if (region === regions.at(-1) && region !== REGION.single) continue;
    places.push(place);
    regions.push(region);
  }
  return { places, regions, kept };
}

import type { Model } from '../month/model.ts';
import type { FinalName } from '../month/outcome.ts';
import type { Final } from '../program/kept.ts';

/** Finals that are a month t, or -1 where it does not occur. */
const MONTH_FINALS = [
  'zeroCash',
  'firstUnpaid',
  'failure',
  'lowMonth',
  'insolvent',
  'breakEven',
] as const satisfies readonly FinalName[];
export type MonthFinal = (typeof MONTH_FINALS)[number];

/** What a run leaves of a range of worlds under one variant; ranges are counted in the order of worlds. */
export interface Part {
  /** The number of the first world. */
  readonly first: number;
  readonly count: number;
  /** The numbers of a final, one a world. */
  final(name: FinalName | Final): Float64Array;
  /** Two numbers a tally: in how many months, of how many worlds, it counted. */
  readonly tallies: Float64Array;
  /**
   * By world, 1 where it lives without money that comes after month 0, else 0; null where the scenario has none, and
   * the finals of the run tell.
   */
  readonly alone: Float64Array | null;
}

/** Counts of worlds: whole numbers, which are the same into however many ranges the worlds are parted. */
export class Counts {
  worlds = 0;
  /**
   * By name of a final, by t: how many worlds have that month. A world in which it does not occur is in none; one that
   * fails does not break even.
   */
  readonly months: Readonly<Record<MonthFinal, Float64Array>>;
  /** By cause, by t: how many worlds fail of it in that month. */
  readonly failures: readonly Float64Array[];
  /** By cause, by t: the number of the first world that does, -1 where none does. */
  readonly examples: readonly Float64Array[];
  /** How many worlds live without money that comes after month 0. */
  alive = 0;
  /** Two numbers a tally, as `Part.tallies`. */
  readonly tallies: Float64Array;
  /** Of the first worlds, at most `mostEnds`: t of the failure, -1 for none, and the index of its cause. */
  readonly ends: { readonly failure: number[]; readonly cause: number[] } = { failure: [], cause: [] };

  constructor(
    months: number,
    causes: number,
    tallies: number,
    private readonly mostEnds: number,
  ) {
    const byMonth = () => new Float64Array(months);
    this.months = Object.fromEntries(MONTH_FINALS.map((name) => [name, byMonth()])) as Record<MonthFinal, Float64Array>;
    this.failures = Array.from({ length: causes }, byMonth);
    this.examples = Array.from({ length: causes }, () => byMonth().fill(-1));
    this.tallies = new Float64Array(tallies);
  }

  /** Counts how worlds end, and nothing else. */
  addEndings(part: Part): void {
    const failure = part.final('failure');
    const cause = part.final('cause');
    this.addFailures(part.first, failure, cause);
    for (let w = 0; w < part.count && this.ends.failure.length < this.mostEnds; w++) {
      this.ends.failure.push(failure[w]!);
      this.ends.cause.push(cause[w]!);
    }
    this.worlds += part.count;
  }

  /** Counts all that is counted of worlds. */
  add(part: Part): void {
    this.addEndings(part);
    const failure = part.final('failure');
    for (const name of MONTH_FINALS) {
      if (name !== 'failure') countMonths(part.final(name), name === 'breakEven' ? failure : null, this.months[name]);
    }
    this.alive += sum(part.alone ?? aloneFrom((name) => part.final(name)));
    part.tallies.forEach((n, i) => {
      this.tallies[i] = this.tallies[i]! + n;
    });
  }

  /** Adds counts of the worlds that follow these. */
  merge(other: Counts): void {
    const add = (to: Float64Array, from: ArrayLike<number>): void => {
      for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]!;
    };
    for (const [i, firsts] of this.examples.entries()) {
      const own = this.failures[i]!;
      for (let t = 0; t < firsts.length; t++) if (own[t] === 0) firsts[t] = other.examples[i]![t]!;
      add(own, other.failures[i]!);
    }
    for (const name of MONTH_FINALS) add(this.months[name], other.months[name]);
    add(this.tallies, other.tallies);
    const missing = this.mostEnds - this.ends.failure.length;
    this.ends.failure.push(...other.ends.failure.slice(0, missing));
    this.ends.cause.push(...other.ends.cause.slice(0, missing));
    this.alive += other.alive;
    this.worlds += other.worlds;
  }

  private addFailures(first: number, failure: Float64Array, cause: Float64Array): void {
    const byMonth = this.months.failure;
    for (let w = 0; w < failure.length; w++) {
      const t = failure[w]!;
      if (t < 0) continue;
      byMonth[t]!++;
      const counts = this.failures[cause[w]!]!;
      if (counts[t] === 0) this.examples[cause[w]!]![t] = first + w;
      counts[t]!++;
    }
  }
}

/** Adds to `counts`, by t, the worlds that have month t; where `failure` is not null, only those that do not fail. */
function countMonths(month: Float64Array, failure: Float64Array | null, counts: Float64Array): void {
  for (let w = 0; w < month.length; w++) {
    const t = month[w]!;
    if (t >= 0 && (failure === null || failure[w]! < 0)) counts[t] = counts[t]! + 1;
  }
}

/** Finals of a run without money after month 0 that tell whether a world lives without it. */
export const ALONE_FINALS = ['zeroCash', 'failure', 'selfSufficient'] as const satisfies readonly FinalName[];

/** By world of such a run, 1 where it neither runs short nor fails, and no longer burns cash at the end, else 0. */
export function aloneFrom(final: (name: (typeof ALONE_FINALS)[number]) => Float64Array): Float64Array {
  const [zeroCash, failure, selfSufficient] = ALONE_FINALS.map(final) as [Float64Array, Float64Array, Float64Array];
  return zeroCash.map((t, w) => (t < 0 && failure[w]! < 0 ? selfSufficient[w]! : 0));
}

function sum(flags: Float64Array): number {
  let all = 0;
  for (let w = 0; w < flags.length; w++) all += flags[w]!;
  return all;
}

/** Counts for a model, with nothing counted yet; ends are kept of the first `mostEnds` worlds. */
export const countsOf = ({ scenario, month }: Model, mostEnds: number): Counts =>
  new Counts(scenario.months, month.causes.length, 2 * month.tallies.length, mostEnds);

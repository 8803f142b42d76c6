import type { Model } from '../month/model.ts';
import type { FinalName } from '../month/outcome.ts';
import type { Final } from '../program/kept.ts';

/** Finals that hold a month t, or -1 where it never comes. */
const MONTH_FINALS = [
  'zeroCash',
  'firstUnpaid',
  'failure',
  'lowMonth',
  'insolvent',
  'breakEven',
] as const satisfies readonly FinalName[];
export type MonthFinal = (typeof MONTH_FINALS)[number];

/** What a run leaves of a range of worlds, which follows the one before it. */
export interface Part {
  /** The number of the first world. */
  readonly first: number;
  readonly count: number;
  /** The numbers of a final, one a world. */
  final(name: FinalName | Final): Float64Array;
  readonly tallies: Float64Array;
  /** By world, 1 where it lives without later funding; null where there is none, and the run itself tells. */
  readonly alone: Float64Array | null;
}

/** Counts of worlds. They are whole numbers, so they come out the same however many parts the worlds come in. */
export class Counts {
  worlds = 0;
  /**
   * By name, then by month: how many worlds have that month; a world that never does counts in none. A company that
   * failed never breaks even.
   */
  readonly months: Readonly<Record<MonthFinal, Float64Array>>;
  /** By cause, then by month: failures, and the first world of them, -1 where there is none. */
  readonly failures: readonly Float64Array[];
  readonly examples: readonly Float64Array[];
  /** Worlds that live without later funding. */
  alive = 0;
  readonly tallies: Float64Array;
  /** Of the first worlds, `mostEnds` at most, the month of failure as t, -1 for none, and the place of its cause. */
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

  /** Counts how the worlds end, and nothing else. */
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

  /** Adds what was counted of worlds that come after these. */
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

/** Adds to `counts`, by month, the worlds that have one; where `failure` is given, of worlds that do not fail alone. */
function countMonths(month: Float64Array, failure: Float64Array | null, counts: Float64Array): void {
  for (let w = 0; w < month.length; w++) {
    const t = month[w]!;
    if (t >= 0 && (failure === null || failure[w]! < 0)) counts[t] = counts[t]! + 1;
  }
}

/** Finals that tell whether a world to which no later money comes lives without it. */
export const ALONE_FINALS = ['zeroCash', 'failure', 'selfSufficient'] as const satisfies readonly FinalName[];

/** By world, 1 where it neither runs short nor fails, and no longer burns: of worlds to which no later money comes. */
export function aloneFrom(final: (name: (typeof ALONE_FINALS)[number]) => Float64Array): Float64Array {
  const [zeroCash, failure, selfSufficient] = ALONE_FINALS.map(final) as [Float64Array, Float64Array, Float64Array];
  return zeroCash.map((t, w) => (t < 0 && failure[w]! < 0 ? selfSufficient[w]! : 0));
}

function sum(flags: Float64Array): number {
  let all = 0;
  for (let w = 0; w < flags.length; w++) all += flags[w]!;
  return all;
}

/** Counts of a model, with nothing counted yet; of so many worlds the ends are to be kept. */
export const countsOf = ({ scenario, month }: Model, mostEnds: number): Counts =>
  new Counts(scenario.months, month.causes.length, 2 * month.tallies.length, mostEnds);

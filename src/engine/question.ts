/** What the engine is asked, and what it answers. */
import type { DrawnWorld } from './draws/drawn-worlds.ts';
import type { Accounts } from './month/account-months.ts';
import type { Case } from './month/measures.ts';
import type { Model } from './month/model.ts';
import type { FinalName } from './month/outcome.ts';
import type { Variant } from './month/variant.ts';
import type { Window } from './month/window.ts';
import type { WorldRange } from './run/asked.ts';
import type { PreparedRun } from './run/prepare.ts';
import type { Shard } from './run/shard.ts';
import type { Endings, Worlds } from './run/spread.ts';

interface Asking {
  readonly model: Model;
  /** They are taken one by one, as answers are taken from the engine: there may be millions. */
  readonly variants: Iterable<Variant>;
}

/** Asks for one world month by month (`case`), or for what explains its payments (`accounts`). */
export interface CaseQuestion extends Asking {
  readonly want: 'case' | 'accounts';
  /** The world's draws; null or left out: the base case, every draw at its median. */
  readonly drawn?: DrawnWorld | null;
}

/** A number of a world: a measure of the world as a whole, or a series over a window of months. */
export type NumberWanted = FinalName | 'defaultAlive' | Window;

/** Asks for numbers of each world of a range, or of the base case. */
export interface NumbersQuestion extends Asking {
  readonly want: 'numbers';
  readonly numbers: readonly NumberWanted[];
  /** Null: the base case, every draw at its median. */
  readonly worlds: WorldRange | null;
}

/** Asks what a range of worlds comes to: all measures, or how the worlds end alone, which is about half the work. */
export interface SummaryQuestion extends Asking {
  readonly want: 'measures' | 'endings';
  readonly worlds: WorldRange;
  /** Series by month of which mean and percentiles are wanted. */
  readonly series: readonly string[];
  /** Series by month of which the mean alone is wanted. */
  readonly means?: readonly string[];
  /** Of how many worlds, the first of the range, `Endings.ends` is to say how each ends; left out: 0. */
  readonly ends?: number;
}

/** Asks for the part of a summary that comes from a shard, a stretch of all worlds; `joinShards` makes it whole. */
export interface ShardQuestion extends Asking {
  readonly want: 'shard';
  /** All worlds, and those of the shard: whole blocks of 1,024, but for the last shard. */
  readonly worlds: WorldRange;
  readonly part: { readonly first: number; readonly count: number };
  /** By how many of the first of all worlds cuts around the percentiles are found: the same for every shard. */
  readonly sample: number;
  readonly series: readonly string[];
  /** As of a summary, but of the first worlds of the shard. */
  readonly ends?: number;
}

export type Question = CaseQuestion | NumbersQuestion | SummaryQuestion | ShardQuestion;

/**
 * Numbers of worlds, each in its own unit. A month is t, -1 where it does not occur; a length of time is in months, and
 * infinite where it does not end; a cause is its index in `Model.month.causes`.
 */
export interface Numbers {
  /** How many worlds. */
  readonly count: number;
  /** The k-th of the numbers that were wanted, one a world. */
  of(k: number): Float64Array;
  /** The k-th of the numbers that were wanted, of one world by its place in the range, from 0. */
  at(k: number, world: number): number;
}

/** What an answer gives, by what was wanted. */
interface OutcomeByWant {
  readonly case: Case;
  readonly accounts: Accounts;
  readonly numbers: Numbers;
  readonly measures: Worlds;
  readonly endings: Endings;
  readonly shard: Shard;
}

export interface Answer<W extends Question['want']> {
  /** Which variant, from 0. */
  readonly index: number;
  readonly variant: Variant;
  /** What was asked for; of fewer worlds where the engine was stopped. */
  readonly outcome: OutcomeByWant[W];
}

/**
 * A step to the answers: a run that whoever takes the step must carry out before the next; or a number of answers, each
 * made when it is taken, for there may be thousands.
 */
export type QuestionStep =
  | { readonly run: PreparedRun }
  | { readonly answers: number; readonly answer: (i: number) => Answer<Question['want']> };

export const oneAnswer = (answer: Answer<Question['want']>): QuestionStep => ({ answers: 1, answer: () => answer });

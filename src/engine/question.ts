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
  /** Variants are taken from it one by one, as answers are taken from the engine: there may be millions. */
  readonly variants: Iterable<Variant>;
}

/** One world with all its months, or what explains its payments: the base case, or the world that `drawn` gives. */
export interface CaseQuestion extends Asking {
  readonly want: 'case' | 'accounts';
  readonly drawn?: DrawnWorld | null;
}

/** A number of each world: a measure of the world as a whole, or one by month over some months. */
export type NumberWanted = FinalName | 'defaultAlive' | Window;

/** Numbers of each world of a range, or of the base case. */
export interface NumbersQuestion extends Asking {
  readonly want: 'numbers';
  readonly numbers: readonly NumberWanted[];
  /** Null: the base case, every draw at its median. */
  readonly worlds: WorldRange | null;
}

/** What a range of worlds comes to: all its measures, or how they end, which is about half the work. */
export interface SummaryQuestion extends Asking {
  readonly want: 'measures' | 'endings';
  readonly worlds: WorldRange;
  /** Series by month of which mean and percentiles are wanted. */
  readonly series: readonly string[];
  /** Series by month of which the mean alone is wanted. */
  readonly means?: readonly string[];
  /** Of how many worlds, the first ones, it is wanted how each ends: `Endings.ends`; none where none is given. */
  readonly ends?: number;
}

/** A shard of many worlds: what it adds to what all of them come to. */
export interface ShardQuestion extends Asking {
  readonly want: 'shard';
  /** All worlds, and those of the shard: whole blocks, but for the last. */
  readonly worlds: WorldRange;
  readonly part: { readonly first: number; readonly count: number };
  /** How many of the first worlds tell where percentiles will lie: as many for every shard. */
  readonly sample: number;
  readonly series: readonly string[];
  /** As of a summary: of the shard's own first worlds. */
  readonly ends?: number;
}

export type Question = CaseQuestion | NumbersQuestion | SummaryQuestion | ShardQuestion;

/**
 * Numbers, world by world: months as t, -1 where they do not occur, lengths of time infinite where they do not end; of
 * a cause its index in `Model.month.causes`.
 */
export interface Numbers {
  readonly count: number;
  /** The k-th of the numbers that were wanted, one a world. */
  of(k: number): Float64Array;
  /** The k-th of them in one world. */
  at(k: number, world: number): number;
}

interface Outcomes {
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
  /** What was asked for. If the engine was stopped, it may be of fewer worlds. */
  readonly outcome: Outcomes[W];
}

/** A run that is to be carried out, or answers, each made as it is taken: there are thousands of small ones. */
export type QuestionStep =
  | { readonly run: PreparedRun }
  | { readonly answers: number; readonly answer: (i: number) => Answer<Question['want']> };

export const oneAnswer = (answer: Answer<Question['want']>): QuestionStep => ({ answers: 1, answer: () => answer });

/**
 * The engine's door for questions: of a compiled scenario and variants of it, it gives one answer a variant, in their
 * order. All variants meet the same worlds: what is drawn in world i is the same for each. The bytes of an answer do
 * not depend on the number of threads, on the range that a world is asked for in, or on the order of the variants.
 */
import type { Settings } from '../scenario/override.ts';
import type { DrawnWorld } from './draws/drawn-worlds.ts';
import type { Accounts } from './month/account-months.ts';
import type { Case, Measures } from './month/measures.ts';
import type { Model } from './month/model.ts';
import { caseNumberSteps, numberSteps } from './number-steps.ts';
import {
  type Answer,
  type CaseQuestion,
  type Numbers,
  type NumberWanted,
  oneAnswer,
  type Question,
  type QuestionStep,
} from './question.ts';
import { QuestionRuns } from './question-runs.ts';
import { WORLD_FINALS } from './run/asked.ts';
import { accountsOf, caseOf, measuresOf } from './run/cases.ts';
import type { BackEnd } from './run/prepare.ts';
import type { Crew } from './run/runner.ts';
import { LIMITS, type StreamLimits } from './run/stream.ts';
import { shardSteps } from './stream-steps.ts';
import { summarySteps } from './summary-steps.ts';

export { type DrawnInput, drawnInputs } from './draws/drawn-inputs.ts';
export { type Drawn, type DrawnArrival, type DrawnNumber, drawnValues } from './draws/drawn-values.ts';
export { type DrawnWorld, drawWorld, drawWorlds } from './draws/drawn-worlds.ts';
export type { Redrawn } from './draws/redrawn.ts';
export { compile, type Model } from './month/model.ts';
export type { Variant } from './month/variant.ts';
export type { Window } from './month/window.ts';
export type {
  Answer,
  CaseQuestion,
  Numbers,
  NumbersQuestion,
  NumberWanted,
  Question,
  ShardQuestion,
  SummaryQuestion,
} from './question.ts';
export type { WorldRange } from './run/asked.ts';
export { type Counts, countsOf } from './run/counts.ts';
export { spreadOf, summaryOf, type WorldsSummary } from './run/numbers-summary.ts';
export { pastOf } from './run/past.ts';
export type { BackEnd } from './run/prepare.ts';
export type { Crew } from './run/runner.ts';
export { type Joined, joinShards, type Shard, type ShardColumn } from './run/shard.ts';

/** Answers one question at a time. What it compiles and draws is kept for the next question. */
export class Engine {
  private readonly runs: QuestionRuns;

  /** @param crew threads that share the work of `askCrew`; null: `ask` and `answer` alone may be called */
  constructor(crew: Crew | null = null, backEnd: BackEnd = 'vectors', limits: Partial<StreamLimits> = {}) {
    this.runs = new QuestionRuns(crew, backEnd, { ...LIMITS, ...limits });
  }

  /**
   * Answers on this thread. Throws Faults where a formula has no finite value or an amount is not allowed; they name
   * the month, and the world where there are several.
   */
  *ask<Q extends Question>(question: Q): Generator<Answer<Q['want']>> {
    for (const step of this.steps(question, 1)) {
      if ('run' in step) this.runs.runner.runHere(step.run);
      else for (let i = 0; i < step.answers; i++) yield step.answer(i) as Answer<Q['want']>;
    }
  }

  /**
   * Answers by the crew, while this thread does other things; throws as `ask` does. When it is stopped, answers that
   * are not done are left out.
   */
  async *askCrew<Q extends Question>(question: Q): AsyncGenerator<Answer<Q['want']>> {
    for (const step of this.steps(question, this.runs.crew?.threads ?? 1)) {
      if ('run' in step) await this.runs.runner.runByCrew(step.run);
      else for (let i = 0; i < step.answers; i++) yield step.answer(i) as Answer<Q['want']>;
    }
  }

  /** The outcome of a question about one variant, on this thread. Throws as `ask` does. */
  answer<Q extends Question>(question: Q): Answer<Q['want']>['outcome'] {
    for (const { outcome } of this.ask(question)) return outcome;
    throw new Error('no variant is asked about');
  }

  /** The outcome of a question about one variant, by the crew; null where it is stopped before anything is done. */
  async answerByCrew<Q extends Question>(question: Q): Promise<Answer<Q['want']>['outcome'] | null> {
    for await (const { outcome } of this.askCrew(question)) return outcome;
    return null;
  }

  /** Stops the crew. */
  stop(): void {
    this.runs.runner.stop();
  }

  /**
   * The share of the question's worlds that are done, from 0 to 1. Where the variants are not an array, their number is
   * not known, and the worlds are those of the variants taken so far.
   */
  progress(): number {
    return this.runs.progress();
  }

  private *steps(question: Question, threads: number): Generator<QuestionStep> {
    this.runs.begin();
    switch (question.want) {
      case 'case':
      case 'accounts':
        return yield* caseSteps(question);
      case 'numbers':
        return yield* question.worlds === null
          ? caseNumberSteps(this.runs, question, threads)
          : numberSteps(this.runs, question, question.worlds, threads);
      case 'shard':
        return yield* shardSteps(this.runs, question, threads);
      default:
        return yield* summarySteps(this.runs, question, threads);
    }
  }
}

function* caseSteps({ model, variants, want, drawn = null }: CaseQuestion): Generator<QuestionStep> {
  let index = 0;
  for (const variant of variants) {
    const outcome = want === 'case' ? caseOf(model, variant, drawn) : accountsOf(model, variant, drawn);
    yield oneAnswer({ index, variant, outcome });
    index++;
  }
}

/** The base case, or the world that `drawn` gives, with the levers as set, month by month. Throws Faults. */
export const askCase = (model: Model, settings: Settings, drawn: DrawnWorld | null = null): Case =>
  caseOf(model, { settings }, drawn);

/** What explains the payments of the case that `askCase` gives. Throws Faults as that does. */
export const askAccounts = (model: Model, settings: Settings, drawn: DrawnWorld | null = null): Accounts =>
  accountsOf(model, { settings }, drawn);

/**
 * The base case without funding, loans and credit lines after month 0, and what explains its payments. Throws Faults.
 */
export const askAlone = (model: Model, settings: Settings): { result: Case; accounts: Accounts } => ({
  result: caseOf(model, { settings }, null, false),
  accounts: accountsOf(model, { settings }, null, false),
});

/** The numbers to ask for, in this order, where `measuresFrom` is to put worlds' measures together. */
export const MEASURE_NUMBERS = [...WORLD_FINALS, 'defaultAlive'] as const satisfies readonly NumberWanted[];
/** The measures of one world, by its place in the numbers, from 0. */
export const measuresFrom = (model: Model, numbers: Numbers, world = 0): Measures =>
  measuresOf(model, (name) => numbers.at(MEASURE_PLACES.get(name)!, world));

const MEASURE_PLACES: ReadonlyMap<NumberWanted, number> = new Map(MEASURE_NUMBERS.map((name, k) => [name, k]));

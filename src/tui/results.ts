/**
 * What the engine has answered about the reading in front: values, kept beside what the user chose. Nothing here asks
 * it anything.
 */

import type { NeededGrowth } from '../analysis/growth.ts';
import type { StudyFound, StudyProgress } from '../analysis/study.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Accounts, Case, Endings } from '../engine/answers.ts';
import { isSameSetting, type Settings } from '../scenario/override.ts';
import type { StepEffect } from './step-effect.ts';

/** What the user chose on top of the file. */
export interface Choice {
  /** A name in the scenario's `plans`; null for none. */
  readonly plan: string | null;
  /** Levers set by hand, over the plan's and the file's own values. */
  readonly changes: Settings;
}

/** Choices of one key set all levers alike. */
export const choiceKey = ({ plan, changes }: Choice): string =>
  JSON.stringify([
    plan,
    ...[...changes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { value, from, until }]) => [name, value, from, until]),
  ]);

export function isSameChoice(a: Choice, b: Choice): boolean {
  if (a === b) return true;
  if (a.plan !== b.plan || a.changes.size !== b.changes.size) return false;
  return [...a.changes].every(([name, setting]) => {
    const other = b.changes.get(name);
    return other !== undefined && isSameSetting(setting, other);
  });
}

/** What a setting of the levers leads to: a result, or why there is none. */
export type Outcome =
  | { readonly result: Case; readonly faults: readonly [] }
  | { readonly result: null; readonly faults: readonly Diagnostic[] };

/** The settings of all levers under a choice, and the base case that they lead to. */
export interface CaseStanding {
  readonly settings: Settings;
  readonly outcome: Outcome;
}

/** What many worlds came to, or why they came to nothing; and the choice that was asked about. */
export type Odds = { readonly choice: Choice } & (
  | { readonly worlds: Endings }
  | { readonly worlds: null; readonly faults: readonly Diagnostic[]; readonly failed?: string | undefined }
);

/** How long the worlds live. */
export interface Lives {
  /** Share of them that live to the end, 0 to 1. */
  readonly alive: number;
  /** Months that they live through on average, each up to its failure or the end. */
  readonly months: number;
}

export const livesOf = ({ survival }: Pick<Endings, 'survival'>): Lives => ({
  alive: survival.at(-1)!,
  months: survival.reduce((sum, share) => sum + share, 0),
});

/** By lever how long worlds live where it is a step further; null where they cannot be simulated. */
export interface StepOdds {
  readonly choice: Choice;
  readonly lives: ReadonlyMap<string, Lives | null>;
}

/** What is known of a question that takes many runs: its answer, why there is none, or how far it is. */
export type StudyStanding =
  | { readonly kind: 'found'; readonly found: StudyFound }
  | { readonly kind: 'faulty'; readonly faults: readonly Diagnostic[]; readonly failed: string | null }
  | { readonly kind: 'progress'; readonly progress: StudyProgress };

/** All answers are about one reading of the file: with the next one there are none. */
export interface Results {
  /** Base cases by the key of their choice, the oldest first. */
  readonly standings: ReadonlyMap<string, CaseStanding>;
  /** The world that is looked at. */
  readonly world: { readonly key: string; readonly number: number; readonly outcome: Outcome } | null;
  /** What explains the payments of one case. */
  readonly accounts: { readonly of: Case; readonly accounts: Accounts } | null;
  /** The growth that would make one base case default alive. */
  readonly growth: { readonly of: Case; readonly needed: NeededGrowth } | null;
  /** By lever, what its next step up would do to one base case. */
  readonly steps: { readonly of: Case; readonly effects: ReadonlyMap<string, StepEffect> } | null;
  /** The last answer about the odds, of this setting of the levers or a former one. */
  readonly odds: Odds | null;
  /** How long worlds live with the file's own settings, once it is known. */
  readonly filedLives: Lives | null;
  /** How long worlds live with each plan, null for none, as far as it is known; null where there are no odds. */
  readonly planLives: ReadonlyMap<string | null, Lives | null>;
  /** What came of the levers each a step further, for the choice that was asked about. */
  readonly stepOdds: StepOdds | null;
  /** By the key of what was asked, the oldest first. */
  readonly studies: ReadonlyMap<string, StudyStanding>;
}

export const NO_RESULTS: Results = {
  standings: new Map(),
  world: null,
  accounts: null,
  growth: null,
  steps: null,
  odds: null,
  filedLives: null,
  planLives: new Map(),
  stepOdds: null,
  studies: new Map(),
};

/** Base cases that are kept: those on the screen and what undo goes back to; older ones are simulated again. */
const MOST_KEPT = 100;

/**
 * With the base cases of all these choices: those that are not there yet are asked for. The oldest that are not among
 * them go.
 */
export function withStandings(
  results: Results,
  wanted: readonly Choice[],
  ask: (choice: Choice) => CaseStanding,
): Results {
  const keys = wanted.map(choiceKey);
  if (keys.every((key) => results.standings.has(key))) return results;
  const standings = new Map(results.standings);
  for (const [i, key] of keys.entries()) if (!standings.has(key)) standings.set(key, ask(wanted[i]!));
  const needed = new Set(keys);
  for (const key of results.standings.keys()) {
    if (standings.size <= MOST_KEPT) break;
    if (!needed.has(key)) standings.delete(key);
  }
  return { ...results, standings };
}

/**
 * With odds of the choice in hand: of the file's own one, too, where it is that, and of its plan where nothing is
 * changed by hand.
 */
export function withOdds(results: Results, odds: Odds, isFiled: boolean): Results {
  const filedLives = isFiled && odds.worlds !== null ? livesOf(odds.worlds) : results.filedLives;
  return withPlanOdds({ ...results, odds, filedLives }, odds);
}

/** Keeps how long worlds live with a plan that nothing was changed in. */
export function withPlanOdds(results: Results, { choice, worlds }: Odds): Results {
  if (choice.changes.size > 0) return results;
  const planLives = new Map(results.planLives).set(choice.plan, worlds === null ? null : livesOf(worlds));
  return { ...results, planLives };
}

/** Studies that are kept: those of the choice in hand and what undo goes back to. */
const MOST_STUDIES = 200;

/** Keeps what is known of a study. One that failed is forgotten with the next: it is asked again where it is wanted. */
export function withStudy(results: Results, key: string, standing: StudyStanding): Results {
  const kept = [...results.studies].filter(
    ([other, known]) =>
      other !== key && known.kind !== 'progress' && !(known.kind === 'faulty' && known.failed !== null),
  );
  return { ...results, studies: new Map([...kept.slice(1 - MOST_STUDIES), [key, standing]]) };
}

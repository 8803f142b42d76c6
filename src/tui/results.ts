/** The engine's answers about one reading of the file, as values. Nothing here asks the engine (`complete.ts` does). */

import type { NeededGrowth } from '../analysis/growth.ts';
import type { StudyFound, StudyProgress } from '../analysis/study.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Accounts, Case, Endings } from '../engine/answers.ts';
import { isSameSetting, type Settings } from '../scenario/override.ts';
import type { StepEffect } from './step-effect.ts';

/** The user's setting of the levers: a plan, and changes by hand over it. */
export interface Choice {
  /** A name in the scenario's `plans`; null for none. */
  readonly plan: string | null;
  /** Levers set by hand, over the plan's and the file's own values. */
  readonly changes: Settings;
}

/** The key of a choice in maps: choices with equal keys set all levers alike. */
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

/** The result of a simulation, or the faults for which it has none. */
export type Outcome =
  | { readonly result: Case; readonly faults: readonly [] }
  | { readonly result: null; readonly faults: readonly Diagnostic[] };

/** The settings of all levers under a choice, and their base case. */
export interface CaseStanding {
  readonly settings: Settings;
  readonly outcome: Outcome;
}

/** The odds of a choice; `worlds` is null, with the reason, where they could not be simulated. */
export type Odds = { readonly choice: Choice } & (
  | { readonly worlds: Endings }
  | { readonly worlds: null; readonly faults: readonly Diagnostic[]; readonly failed?: string | undefined }
);

/** Survival over worlds. */
export interface Lives {
  /** Share of worlds that live to the horizon, 0 to 1. */
  readonly alive: number;
  /** Mean over worlds of the months lived, up to the failure or the horizon. */
  readonly months: number;
}

export const livesOf = ({ survival }: Pick<Endings, 'survival'>): Lives => ({
  alive: survival.at(-1)!,
  months: survival.reduce((sum, share) => sum + share, 0),
});

/** Survival by lever moved one step further from `choice`; null where that step cannot be simulated. */
export interface StepOdds {
  readonly choice: Choice;
  readonly lives: ReadonlyMap<string, Lives | null>;
}

/** The state of a study: its answer, why there is none, or how far it is. */
export type StudyStanding =
  | { readonly kind: 'found'; readonly found: StudyFound }
  | { readonly kind: 'faulty'; readonly faults: readonly Diagnostic[]; readonly failed: string | null }
  | { readonly kind: 'progress'; readonly progress: StudyProgress };

/** All answers about one reading of the file; the next reading begins without any. */
export interface Results {
  /** Base cases, by `choiceKey`, the oldest first. */
  readonly standings: ReadonlyMap<string, CaseStanding>;
  /** The drawn world that is looked at, by its number, under the choice of that key. */
  readonly world: { readonly key: string; readonly number: number; readonly outcome: Outcome } | null;
  /** The accounts that explain the payments of one case. */
  readonly accounts: { readonly of: Case; readonly accounts: Accounts } | null;
  /** The growth of revenue that would make one base case default alive. */
  readonly growth: { readonly of: Case; readonly needed: NeededGrowth } | null;
  /** By lever the effect of its next step up on one base case. */
  readonly steps: { readonly of: Case; readonly effects: ReadonlyMap<string, StepEffect> } | null;
  /** The last odds, of the choice in hand or of one before it. */
  readonly odds: Odds | null;
  /** Survival under the file's own choice; null before it is known. */
  readonly filedLives: Lives | null;
  /** Survival by plan (key null: no plan), as far as it was answered; a null value: there is none. */
  readonly planLives: ReadonlyMap<string | null, Lives | null>;
  /** Survival by lever moved one step further. */
  readonly stepOdds: StepOdds | null;
  /** Studies by their key, the oldest first. */
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

/** Most base cases kept: enough for the screen and the last steps of undo. Older ones are simulated again. */
const MOST_KEPT = 100;

/** The results with the base cases of all `wanted` choices: missing ones are simulated, the oldest others dropped. */
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
 * The results with odds of the choice in hand, which are kept as those of the file where `isFiled`, and as those of the
 * plan where nothing is changed by hand.
 */
export function withOdds(results: Results, odds: Odds, isFiled: boolean): Results {
  const filedLives = isFiled && odds.worlds !== null ? livesOf(odds.worlds) : results.filedLives;
  return withPlanOdds({ ...results, odds, filedLives }, odds);
}

/** The results with the survival of a plan that is not changed by hand. */
export function withPlanOdds(results: Results, { choice, worlds }: Odds): Results {
  if (choice.changes.size > 0) return results;
  const planLives = new Map(results.planLives).set(choice.plan, worlds === null ? null : livesOf(worlds));
  return { ...results, planLives };
}

/** Most studies kept: enough for the choice in hand and the last steps of undo. */
const MOST_STUDIES = 200;

/**
 * The results with the state of a study. Failed ones are dropped, so that they are asked again where they are wanted.
 */
export function withStudy(results: Results, key: string, standing: StudyStanding): Results {
  const kept = [...results.studies].filter(
    ([other, known]) =>
      other !== key && known.kind !== 'progress' && !(known.kind === 'faulty' && known.failed !== null),
  );
  return { ...results, studies: new Map([...kept.slice(1 - MOST_STUDIES), [key, standing]]) };
}

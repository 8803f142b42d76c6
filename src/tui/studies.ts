/** Questions that take many runs: which of them the screen shows the answers of, and who asks them. */
import type { StudyAsked, StudyFound, StudyProgress } from '../analysis/study.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SamplerName } from '../engine/answers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { dated, datedPlan, deadlineAsked, deadlineKey, planDeadlineAsked } from './deadline.ts';
import { movesPage } from './moves/pages.ts';
import type { AtRest } from './odds.ts';
import { standing } from './outcome.ts';
import { isRescueShown, rescueAsked, rescueKey } from './rescue.ts';
import { type Choice, choiceKey, type StudyStanding } from './results.ts';
import { isRead, type Loaded, type ReadState } from './state.ts';
import type { Store } from './store.ts';
import { worldsFor } from './study-worlds.ts';
import { isComputing, isUncertain } from './worlds.ts';

/** What is asked: of so many worlds of a scenario, from 0 on, under its own seed; of none, of the base case. */
export interface StudyQuestion {
  readonly scenario: Scenario;
  readonly sampler: SamplerName;
  readonly worlds: number;
  readonly asked: StudyAsked;
  readonly id: number;
}

/**
 * How far the question of that id is, or its answer; `failed` says why there is none where that is no fault of the
 * file.
 */
export type StudyAnswer =
  | { readonly id: number; readonly progress: StudyProgress }
  | { readonly id: number; readonly found: StudyFound }
  | { readonly id: number; readonly found: null; readonly faults: readonly Diagnostic[]; readonly failed?: string };

/** Where the answers come from: something that works beside the screen and never holds it up. */
export interface StudySource {
  /** Asks, in place of what is worked on; null: nothing is to be answered any more. */
  study(question: StudyQuestion | null): void;
  onStudy(listener: (answer: StudyAnswer) => void): void;
}

interface StudyWanted {
  readonly key: string;
  readonly asked: StudyAsked;
}

/** What the screen shows the answers of, in the order in which they are asked for. */
export function studiesWanted(state: ReadState): StudyWanted[] {
  const rescue = isRescueShown(state)
    ? [{ key: rescueKey(state.rescue), asked: rescueAsked(state, state.rescue) }]
    : [];
  const deadlines = dated(state).map((lever) => ({
    key: deadlineKey(state, lever),
    asked: deadlineAsked(state, lever),
  }));
  const moves = state.tab === 'moves' ? movesPage(state).asked(state) : '';
  const plan = datedPlan(state);
  const ofPlan = plan === null ? [] : [planDeadlineAsked(state, plan)];
  return [...rescue, ...(typeof moves === 'string' ? [] : [moves]), ...ofPlan, ...deadlines];
}

/** The first of them that is not answered; none while odds are on their way, which go first, or without a base case. */
export function nextStudy(state: ReadState): StudyWanted | null {
  if (isComputing(state) || standing(state).outcome.result === null) return null;
  const isOpen = ({ key }: StudyWanted): boolean => (state.results.studies.get(key)?.kind ?? 'progress') === 'progress';
  return studiesWanted(state).find(isOpen) ?? null;
}

/**
 * Asks for what the store's file shows the answers of, once no lever has moved for a while, and puts them into it.
 * Where something else comes to be shown, that is asked in place of what is worked on, and an answer to the latter is
 * dropped. While `mayAsk` is false nothing is asked. Returns the end of it.
 */
export function followStudies(
  store: Store,
  source: StudySource,
  mayAsk: () => boolean = () => true,
  atRest: AtRest = atOnce,
): () => void {
  let asked: { readonly loaded: Loaded; readonly key: string } | null = null;
  let moved: { readonly loaded: Loaded; readonly choice: Choice; readonly lever: number } | null = null;
  let isRested = false;
  let stay = (): void => {};
  let id = 0;
  const rest = (): void => {
    isRested = true;
    look();
  };
  const look = (): void => {
    const state = store.current();
    const next = isRead(state) && mayAsk() ? nextStudy(state) : null;
    if (isRead(state) && next !== null && !isAlike(moved, state)) {
      moved = { loaded: state.loaded, choice: state.choice, lever: state.lever };
      isRested = false;
      stay();
      stay = atRest(rest);
      // Where there is nothing to wait for it has been asked.
      if (isRested) return;
    }
    const wanted = isRested ? next : null;
    if (wanted === null) {
      if (asked !== null) source.study(null);
      asked = null;
      return;
    }
    const { loaded } = state as ReadState;
    if (asked?.loaded === loaded && asked.key === wanted.key) return;
    asked = { loaded, key: wanted.key };
    id++;
    const worlds = isUncertain(loaded.model) ? worldsFor(state, wanted.asked) : 0;
    source.study({ scenario: loaded.scenario, sampler: loaded.sampler, worlds, asked: wanted.asked, id });
  };
  source.onStudy((answer) => {
    if (answer.id !== id || asked === null) return;
    const { loaded, key } = asked;
    const known = standingOf(answer);
    if (known.kind !== 'progress') asked = null;
    store.dispatch({ type: 'study', loaded, key, standing: known });
    look();
  });
  look();
  const unsubscribe = store.subscribe(look);
  return () => {
    unsubscribe();
    stay();
    if (asked !== null) source.study(null);
    asked = null;
  };
}

const atOnce: AtRest = (then) => {
  then();
  return () => {};
};

const isAlike = (
  moved: { readonly loaded: Loaded; readonly choice: Choice; readonly lever: number } | null,
  { loaded, choice, lever }: ReadState,
): boolean =>
  moved !== null && moved.loaded === loaded && moved.lever === lever && choiceKey(moved.choice) === choiceKey(choice);

function standingOf(answer: StudyAnswer): StudyStanding {
  if ('progress' in answer) return { kind: 'progress', progress: answer.progress };
  if (answer.found !== null) return { kind: 'found', found: answer.found };
  return { kind: 'faulty', faults: answer.faults, failed: answer.failed ?? null };
}

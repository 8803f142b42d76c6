/** Studies, questions that take many runs: which of them the screen needs, and how they are asked beside it. */
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

/** A study of worlds 0 to `worlds - 1` of a scenario under its own seed; 0 worlds: of its base case. */
export interface StudyQuestion {
  readonly scenario: Scenario;
  readonly sampler: SamplerName;
  readonly worlds: number;
  readonly asked: StudyAsked;
  readonly id: number;
}

/**
 * The progress or answer of the question of that id; `failed` says why there is none, where it is no fault of the file.
 */
export type StudyAnswer =
  | { readonly id: number; readonly progress: StudyProgress }
  | { readonly id: number; readonly found: StudyFound }
  | { readonly id: number; readonly found: null; readonly faults: readonly Diagnostic[]; readonly failed?: string };

/** The source of answers, which works beside the screen and never blocks it. */
export interface StudySource {
  /** Takes a question in place of the one worked on; null: ends that, and takes none. */
  study(question: StudyQuestion | null): void;
  onStudy(listener: (answer: StudyAnswer) => void): void;
}

interface StudyWanted {
  readonly key: string;
  readonly asked: StudyAsked;
}

/** The studies whose answers the screen shows, in the order in which they are asked. */
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

/** The first of these that has no answer. Null while odds are computed, which go first, and without a base case. */
export function nextStudy(state: ReadState): StudyWanted | null {
  if (isComputing(state) || standing(state).outcome.result === null) return null;
  const isOpen = ({ key }: StudyWanted): boolean => (state.results.studies.get(key)?.kind ?? 'progress') === 'progress';
  return studiesWanted(state).find(isOpen) ?? null;
}

/**
 * Asks the studies that the store's file shows, once no lever has moved for a while, and dispatches the answers. When
 * another study comes to be shown, it replaces the one worked on, whose answer is dropped. Nothing is asked while
 * `mayAsk` is false. All of it goes on until the function that it returns is called.
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
      // Without a pause to wait for, `atRest` has called back at once, and the study is asked already.
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

/** What saves the company: the target that is asked for, and the sets of levers that reach it or come near. */
import { settingsOfSet } from '../analysis/lever-space.ts';
import type { Tested } from '../analysis/rescue.ts';
import type { StudyAsked, StudyFound } from '../analysis/study.ts';
import { isSameSetting } from '../scenario/override.ts';
import { isCovered } from './covers.ts';
import { planned, settingsOf } from './outcome.ts';
import type { Rescuing } from './rescuing.ts';
import { type Choice, choiceKey, type StudyStanding } from './results.ts';
import type { ReadState, State } from './state.ts';

export type RescueFound = Extract<StudyFound, { readonly what: 'rescue' }>;

/** The target that is asked for first. */
export const FIRST_TARGET = 'survival >= 80%';

/** Whether what saves the company is in front, over chart and table. */
export const isRescueShown = (state: State): state is ReadState & { readonly rescue: Rescuing } =>
  state.rescue !== null && state.find === null && !isCovered(state);

export const rescueKey = ({ target, from }: Rescuing): string =>
  JSON.stringify(['rescue', target.text, choiceKey(from)]);

export const rescueAsked = ({ loaded }: ReadState, { target, from }: Rescuing): StudyAsked => ({
  ...{ what: 'rescue', target, settings: settingsOf(loaded, from) },
});

/** What is known of the rescue in front; null before anything is. */
export const rescueStanding = ({ results, rescue }: State): StudyStanding | null =>
  rescue === null ? null : (results.studies.get(rescueKey(rescue)) ?? null);

/** The answer; null where it is not there. */
export function rescueFound(state: State): RescueFound | null {
  const known = rescueStanding(state);
  return known?.kind === 'found' && known.found.what === 'rescue' ? known.found : null;
}

/** The step of the frontier that the keys act on, as an index; at first that of the set which is found. */
export function stepInFront({ rescue: { frontier, best } }: RescueFound, { step }: Pick<Rescuing, 'step'>): number {
  if (step !== null) return Math.max(0, Math.min(step, frontier.length - 1));
  const found = frontier.findIndex(({ set }) => set.at.join() === best?.set.at.join());
  return found === -1 ? frontier.length - 1 : found;
}

/** The set that the keys act on; null where there is none. */
export function setInFront(state: State): Tested | null {
  const found = rescueFound(state);
  return found === null ? null : (found.rescue.frontier[stepInFront(found, state.rescue!)] ?? null);
}

/** The choice that sets the levers so: over the plan that the rescue starts from. */
export function choiceOf({ loaded }: ReadState, { from }: Rescuing, { space }: RescueFound, { set }: Tested): Choice {
  const own = planned(loaded, from.plan);
  const changes = [...settingsOfSet(space, set)].filter(([name, setting]) => !isSameSetting(setting, own.get(name)!));
  return { plan: from.plan, changes: new Map(changes) };
}

/** The rescue on the screen: its target, and the sets of levers that reach it or come near. */
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

/** The target that is typed already when a rescue is first asked for. */
export const FIRST_TARGET = 'survival >= 80%';

/** Whether the rescue is in front, over chart and table. */
export const isRescueShown = (state: State): state is ReadState & { readonly rescue: Rescuing } =>
  state.rescue !== null && state.find === null && !isCovered(state);

export const rescueKey = ({ target, from }: Rescuing): string =>
  JSON.stringify(['rescue', target.text, choiceKey(from)]);

export const rescueAsked = ({ loaded }: ReadState, { target, from }: Rescuing): StudyAsked => ({
  ...{ what: 'rescue', target, settings: settingsOf(loaded, from) },
});

/** The answer or progress of the rescue in front; null before there is any. */
export const rescueStanding = ({ results, rescue }: State): StudyStanding | null =>
  rescue === null ? null : (results.studies.get(rescueKey(rescue)) ?? null);

/** The answer of the rescue in front; null before it is there. */
export function rescueFound(state: State): RescueFound | null {
  const known = rescueStanding(state);
  return known?.kind === 'found' && known.found.what === 'rescue' ? known.found : null;
}

/** The chosen step of the frontier, as an index; where none was chosen, that of the best set. */
export function stepInFront({ rescue: { frontier, best } }: RescueFound, { step }: Pick<Rescuing, 'step'>): number {
  if (step !== null) return Math.max(0, Math.min(step, frontier.length - 1));
  const found = frontier.findIndex(({ set }) => set.at.join() === best?.set.at.join());
  return found === -1 ? frontier.length - 1 : found;
}

/** The chosen set of levers; null where there is none. */
export function setInFront(state: State): Tested | null {
  const found = rescueFound(state);
  return found === null ? null : (found.rescue.frontier[stepInFront(found, state.rescue!)] ?? null);
}

/** The choice that sets the levers as the set has them, over the plan that the rescue starts from. */
export function choiceOf({ loaded }: ReadState, { from }: Rescuing, { space }: RescueFound, { set }: Tested): Choice {
  const own = planned(loaded, from.plan);
  const changes = [...settingsOfSet(space, set)].filter(([name, setting]) => !isSameSetting(setting, own.get(name)!));
  return { plan: from.plan, changes: new Map(changes) };
}

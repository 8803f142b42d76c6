/** By when a lever must be decided, as far as that is known. */
import type { Deadline } from '../analysis/deadlines.ts';
import type { StudyAsked } from '../analysis/study.ts';
import { nobodyEndsIt } from '../report/words.ts';
import type { Lever } from '../scenario/scenario.ts';
import { chosenLever, settingsOf, standing } from './outcome.ts';
import { choiceKey } from './results.ts';
import type { ReadState } from './state.ts';

export const deadlineKey = ({ choice }: ReadState, { name }: Lever): string =>
  JSON.stringify(['deadline', name, choiceKey(choice)]);

export const deadlineAsked = ({ loaded, choice }: ReadState, { name }: Lever): StudyAsked => ({
  ...{ what: 'deadline', lever: name, settings: settingsOf(loaded, choice) },
});

/** With the levers as they are; null where it is not known. */
export function deadlineNow(state: ReadState, lever: Lever): Deadline | null {
  const known = state.results.studies.get(deadlineKey(state, lever));
  return known?.kind === 'found' && known.found.what === 'deadline' ? known.found.deadline : null;
}

/** The levers of which it is shown: all along the months, else the one that the keys act on. */
export function dated(state: ReadState): Lever[] {
  const { result } = standing(state).outcome;
  // What nobody could end has no month by which it must be saved.
  if (result === null || nobodyEndsIt(result)) return [];
  const chosen = chosenLever(state);
  if (chosen === null) return [];
  const { lever } = chosen;
  if (!state.isTimeline) return [lever];
  return [lever, ...[...state.loaded.scenario.levers.values()].filter((other) => other !== lever)];
}

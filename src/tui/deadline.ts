/** By when a lever, or a plan as a whole, must be decided, as far as that is known. */
import type { Deadline } from '../analysis/deadlines.ts';
import type { StudyAsked } from '../analysis/study.ts';
import { nobodyEndsIt } from '../report/words.ts';
import type { Lever } from '../scenario/scenario.ts';
import { lineOf } from './list-place.ts';
import { chosenLever, planChoice, planNames, planned, settingsOf, standing, standingWith } from './outcome.ts';
import { choiceKey } from './results.ts';
import type { ReadState } from './state.ts';

export const deadlineKey = ({ choice }: ReadState, { name }: Lever): string =>
  JSON.stringify(['deadline', name, choiceKey(choice)]);

export const deadlineAsked = ({ loaded, choice }: ReadState, { name }: Lever): StudyAsked => ({
  ...{ what: 'deadline', lever: name, settings: settingsOf(loaded, choice) },
});

/** By when the lever must be decided, with the others as they are; null where it is not known yet. */
export const deadlineNow = (state: ReadState, lever: Lever): Deadline | null =>
  deadlineFound(state, deadlineKey(state, lever));

function deadlineFound({ results }: ReadState, key: string): Deadline | null {
  const known = results.studies.get(key);
  return known?.kind === 'found' && 'deadline' in known.found ? known.found.deadline : null;
}

const planDeadlineKey = (plan: string): string => JSON.stringify(['plan-deadline', plan]);

/** The plan that the Plans tab tells of; null where that is no plan of the file, or nobody could end the company. */
export function datedPlan(state: ReadState): string | null {
  if (state.tab !== 'plans') return null;
  const name = planNames(state.loaded)[lineOf(state, 'plans')] ?? null;
  if (name === null) return null;
  const { result } = standingWith(state, planChoice(name)).outcome;
  return result === null || nobodyEndsIt(result) ? null : name;
}

export const planDeadlineAsked = ({ loaded }: ReadState, plan: string): { key: string; asked: StudyAsked } => ({
  key: planDeadlineKey(plan),
  asked: { what: 'plan-deadline', plan, settings: planned(loaded, plan) },
});

/** By when the plan must be decided, as the file has it; null where it is not known yet. */
export const planDeadlineNow = (state: ReadState, plan: string): Deadline | null =>
  deadlineFound(state, planDeadlineKey(plan));

/** The levers of which it is shown: all along the months, else the one that the keys act on. */
export function dated(state: ReadState): Lever[] {
  const { result } = standing(state).outcome;
  // A company that no creditor could end has no month by which it must be saved.
  if (result === null || nobodyEndsIt(result)) return [];
  const chosen = chosenLever(state);
  if (chosen === null) return [];
  const { lever } = chosen;
  if (!state.isTimeline) return [lever];
  return [lever, ...[...state.loaded.scenario.levers.values()].filter((other) => other !== lever)];
}

/**
 * The month by which a lever, or a plan as a whole, must be decided: what is asked, and the answer once it is there.
 */
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

/** The lever's deadline, with the other levers as they are; null where it is not known yet. */
export const deadlineNow = (state: ReadState, lever: Lever): Deadline | null =>
  deadlineFound(state, deadlineKey(state, lever));

function deadlineFound({ results }: ReadState, key: string): Deadline | null {
  const known = results.studies.get(key);
  return known?.kind === 'found' && 'deadline' in known.found ? known.found.deadline : null;
}

const planDeadlineKey = (plan: string): string => JSON.stringify(['plan-deadline', plan]);

/**
 * The plan in the Plans tab whose deadline is shown; null where the line is no plan, or no creditor can end the
 * company.
 */
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

/** The deadline of the plan as the file has it; null where it is not known yet. */
export const planDeadlineNow = (state: ReadState, plan: string): Deadline | null =>
  deadlineFound(state, planDeadlineKey(plan));

/** The levers whose deadlines are shown: in the timeline all, the chosen one first; else the chosen one. */
export function dated(state: ReadState): Lever[] {
  const { result } = standing(state).outcome;
  // Where no creditor can end the company there is nothing to save it from, and so no deadline.
  if (result === null || nobodyEndsIt(result)) return [];
  const chosen = chosenLever(state);
  if (chosen === null) return [];
  const { lever } = chosen;
  if (!state.isTimeline) return [lever];
  return [lever, ...[...state.loaded.scenario.levers.values()].filter((other) => other !== lever)];
}

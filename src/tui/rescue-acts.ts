/** Actions that ask for a rescue, choose among the sets found, and apply one. */

import { digits } from '../chart/money.ts';
import { odds } from '../report/odds.ts';
import { ask, askName } from './plan-acts.ts';
import { choiceOf, FIRST_TARGET, rescueFound, setInFront, stepInFront } from './rescue.ts';
import { typedTarget } from './rescue-target.ts';
import { isSameChoice } from './results.ts';
import { capital, say } from './say.ts';
import type { ReadState, State } from './state.ts';
import { takeChoice } from './take-choice.ts';

/** Asks for the target; the last one is typed already. */
export const askTarget = (state: ReadState): State =>
  ask(state, { kind: 'target', text: state.rescue?.target.text ?? FIRST_TARGET });

/** Starts the rescue with the target that was typed, or says what is wrong with it. */
export function takeTarget(state: ReadState): State {
  const { prompt } = state;
  const typed = typedTarget(state, prompt?.kind === 'target' ? prompt.text : '');
  // The typed text stays, so that it can be mended.
  if ('fault' in typed) return say(state, `${capital(typed.fault)}.`, 'bad');
  return { ...state, prompt: null, rescue: { target: typed.target, from: state.choice, step: null } };
}

/** Chooses the set `steps` further along the frontier. */
export function moveStep(state: ReadState, steps: number): State {
  const found = rescueFound(state);
  const { rescue } = state;
  if (found === null || rescue === null) return state;
  const last = found.rescue.frontier.length - 1;
  const at = stepInFront(found, rescue) + steps;
  return { ...state, rescue: { ...rescue, step: Math.max(0, Math.min(at, last)) } };
}

/** Sets the levers as the chosen set has them. */
export function applySet(state: ReadState): State {
  const found = rescueFound(state)!;
  const tested = setInFront(state)!;
  const choice = choiceOf(state, state.rescue!, found, tested);
  if (isSameChoice(choice, state.choice)) return say(state, 'The levers are set so already.');
  const { pain } = tested.set;
  const worlds = found.rescue.fresh === null ? (tested.share === 1 ? 'it holds' : 'it does not hold') : null;
  const chance = worlds ?? `${odds(tested.share)} of fresh worlds`;
  return takeChoice(state, choice, `Set, with pain ${digits(pain)}: ${chance}. u takes it back.`, 'good');
}

/** Applies the chosen set, and asks for the name of the plan to save it as. */
export function saveSet(state: ReadState): State {
  const next = applySet(state) as ReadState;
  return { ...askName(next), message: null };
}

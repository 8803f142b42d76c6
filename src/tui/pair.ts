import { say } from './say.ts';
import type { PairSide, State } from './state.ts';
import { step } from './step.ts';
import type { Action } from './update.ts';
import { fileCalled } from './words.ts';

/** The state after an action on the file of a place. A new message of the file beside is shown in front. */
export function updateAt(state: State, place: PairSide, action: Action): State {
  if (place === state.place) return step(state, action);
  const before = state.beside!;
  const beside = step(before, action);
  if (beside === before) return state;
  const { message } = beside;
  const next = { ...state, beside };
  return message === null || message === before.message
    ? next
    : say(next, `${fileCalled(beside)}: ${message.text}`, message.tone);
}

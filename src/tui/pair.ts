/** Two files that are open side by side: which is which, and what happens to each. */
import { say } from './say.ts';
import type { Place, State } from './state.ts';
import { type Action, update } from './update.ts';
import { fileCalled } from './view/words.ts';

/** Both files in a state, each beside the other. */
export const paired = (left: State, right: State): State => ({
  ...left,
  place: 0,
  beside: { ...right, place: 1, beside: null },
});

/** The file of that place, which is there. */
export const fileAt = (state: State, place: Place): State => (state.place === place ? state : state.beside!);

/** The state after what happened to the file of that place. What the one beside has to say is said in front. */
export function updateAt(state: State, place: Place, action: Action): State {
  if (place === state.place) return update(state, action);
  const before = state.beside!;
  const beside = update(before, action);
  if (beside === before) return state;
  const { message } = beside;
  const next = { ...state, beside };
  return message === null || message === before.message
    ? next
    : say(next, `${fileCalled(beside)}: ${message.text}`, message.tone);
}

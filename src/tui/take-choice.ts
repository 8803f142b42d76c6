import { type Choice, isSameChoice } from './results.ts';
import { say } from './say.ts';
import type { Act, Message, State } from './state.ts';

const LEVERS: Act = { kind: 'levers' };

/** Steps of undo among which an equal choice is looked for. */
const NEAR = 32;

/** Puts a choice in hand, with a message; the one before it is kept for undo. */
export function takeChoice(state: State, choice: Choice, text: string, tone: Message['tone'] = 'plain'): State {
  const past = { top: { choice: state.choice, act: LEVERS }, below: state.past };
  return say({ ...state, choice: remembered(past, choice), past, future: null }, text, tone);
}

/** The equal choice among the last steps of undo, if there is one, so that fewer objects are kept; else the choice. */
function remembered(past: State['past'], choice: Choice): Choice {
  for (let at = past, i = 0; at !== null && i < NEAR; at = at.below, i++)
    if (isSameChoice(at.top.choice, choice)) return at.top.choice;
  return choice;
}

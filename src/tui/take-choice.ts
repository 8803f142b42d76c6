import { type Choice, isSameChoice } from './results.ts';
import { say } from './say.ts';
import type { Act, Message, State } from './state.ts';

const LEVERS: Act = { kind: 'levers' };

/** How many steps back a choice is looked for that is the same. */
const NEAR = 32;

/** Takes the choice, and remembers the one before it for undo. */
export function takeChoice(state: State, choice: Choice, text: string, tone: Message['tone'] = 'plain'): State {
  const past = { top: { choice: state.choice, act: LEVERS }, below: state.past };
  return say({ ...state, choice: remembered(past, choice), past, future: null }, text, tone);
}

/** A lever that goes up and down again comes to choices of which undo has one already: that one is taken again. */
function remembered(past: State['past'], choice: Choice): Choice {
  for (let at = past, i = 0; at !== null && i < NEAR; at = at.below, i++)
    if (isSameChoice(at.top.choice, choice)) return at.top.choice;
  return choice;
}

import type { Choice } from './results.ts';
import { say } from './say.ts';
import type { Message, State } from './state.ts';

/** Takes the choice, and remembers the one before it for undo. */
export function takeChoice(state: State, choice: Choice, text: string, tone: Message['tone'] = 'plain'): State {
  const past = { top: { choice: state.choice, act: { kind: 'levers' } }, below: state.past } as const;
  return say({ ...state, choice, past, future: null }, text, tone);
}

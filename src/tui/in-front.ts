import type { State } from './state.ts';

/** The screen with the other file in front, as it was left there. What belongs to the screen stays as it is. */
export function otherInFront(state: State): State {
  const { beside, size, glyphs, background, hasMouse, isFirstFrame } = state;
  if (beside === null) return state;
  return { ...beside, size, glyphs, background, hasMouse, isFirstFrame, beside: { ...state, beside: null } };
}

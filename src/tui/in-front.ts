/** Two files that are open side by side, and which of them is in front. */
import type { PairSide, State } from './state.ts';

/** Both files in a state, each beside the other. */
export const paired = (left: State, right: State): State => ({
  ...left,
  place: 0,
  beside: { ...right, place: 1, beside: null },
});

/** The file of that place, which is there. */
export const fileAt = (state: State, place: PairSide): State => (state.place === place ? state : state.beside!);

/** The screen with the other file in front, as it was left there. What belongs to the screen stays as it is. */
export function otherInFront(state: State): State {
  const { beside, size, glyphs, background, hasMouse, isFirstFrame, zoom, split, side } = state;
  if (beside === null) return state;
  return {
    ...beside,
    size,
    glyphs,
    background,
    hasMouse,
    isFirstFrame,
    zoom,
    split,
    side,
    beside: { ...state, beside: null },
  };
}

/** Two files open side by side: the state of the one in front holds the other's as `beside`. */
import type { PairSide, State } from './state.ts';

/** One state of two files, the left one in front. */
export const paired = (left: State, right: State): State => ({
  ...left,
  place: 0,
  beside: { ...right, place: 1, beside: null },
});

/** The state of the file at a place, 0 or 1, which must be open. */
export const fileAt = (state: State, place: PairSide): State => (state.place === place ? state : state.beside!);

/** The state with the other file in front, as it was left. What belongs to the screen as a whole stays. */
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

import { inTextOrder } from '../diagnostic/diagnostic.ts';
import { type Position, positionOf } from '../diagnostic/render.ts';
import { chosenLever } from './outcome.ts';
import { isBroken, isRead, type State } from './state.ts';
import { tabInFront } from './tabs/all.ts';

/**
 * Where in the file stands what is in front: the first fault of a broken one, else what the line of the table is about
 * where the keys act on that, else the lever. Null where that is nothing of the file.
 */
export function placeInFront(state: State): Position | null {
  const place = isBroken(state) ? faultPlace(state) : isRead(state) ? entryInFront(state) : null;
  return place === null ? null : positionOf(place.source, place.start);
}

/** A fault of the command line has its place there. */
const faultPlace = ({ file, faults }: State) =>
  inTextOrder(faults).find(({ place }) => place?.source.name === file)?.place ?? null;

function entryInFront(state: State & Parameters<typeof chosenLever>[0]) {
  const line = state.pane === 'table' ? (tabInFront(state).entry?.(state) ?? null) : null;
  return (line ?? chosenLever(state)?.lever)?.place ?? null;
}

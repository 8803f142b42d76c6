import { inTextOrder } from '../diagnostic/diagnostic.ts';
import { type Position, positionOf } from '../diagnostic/render.ts';
import { chosenLever } from './outcome.ts';
import { isBroken, isRead, type State } from './state.ts';
import { tabInFront } from './tabs/all.ts';

/**
 * The place in the file at which an editor opens: the first fault of a broken file, else the entry of the chosen line
 * in the table or of the chosen lever, whichever the keys act on. Null where that has no entry in the file.
 */
export function placeInFront(state: State): Position | null {
  const place = isBroken(state) ? faultPlace(state) : isRead(state) ? entryInFront(state) : null;
  return place === null ? null : positionOf(place.source, place.start);
}

/** The place of the first fault in the file itself: faults of the command line have theirs elsewhere. */
const faultPlace = ({ file, faults }: State) =>
  inTextOrder(faults).find(({ place }) => place?.source.name === file)?.place ?? null;

function entryInFront(state: State & Parameters<typeof chosenLever>[0]) {
  const line = state.pane === 'table' ? (tabInFront(state).entry?.(state) ?? null) : null;
  return (line ?? chosenLever(state)?.lever)?.place ?? null;
}

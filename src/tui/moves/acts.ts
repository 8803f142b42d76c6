/** Actions of the tab What moves it. */
import { goTo } from '../go.ts';
import { lineOf, seek, withPlace } from '../list-place.ts';
import type { ReadState, State } from '../state.ts';
import { MOVES_NAMES, movesNow } from './pages.ts';

/** Shows the next page, or the one before, from its first line. */
export function turnPage(state: ReadState, pages: 1 | -1): State {
  const at = Math.max(0, Math.min(MOVES_NAMES.indexOf(state.movesPage) + pages, MOVES_NAMES.length - 1));
  return withPlace({ ...state, movesPage: MOVES_NAMES[at]! }, 'moves', {
    line: 0,
    first: 0,
    text: '',
    isFiltered: false,
  });
}

/** Goes where the chosen line leads: to a lever, an assumption, or the months of a world. */
export function goFromMoves(state: ReadState): State {
  const now = movesNow(state);
  const target = now.kind === 'told' ? now.told.go(lineOf(state, 'moves')) : null;
  if (target === null) return state;
  if (target.kind !== 'world') return goTo(state, target);
  const { world, t } = target;
  return seek({ ...state, world, tab: 'months', month: t }, 'months', t);
}

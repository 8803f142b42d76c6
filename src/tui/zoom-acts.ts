/** What the keys do that give a panel more room. */
import { isFitting, sideBounds, splitBounds } from './layout.ts';
import { say } from './say.ts';
import type { State } from './state.ts';

/** All the room for the pane that the keys act on or for the chart; the same again gives the others theirs back. */
export const zoomTo = (state: State, zoom: 'pane' | 'chart'): State => ({
  ...state,
  zoom: state.zoom === zoom ? null : zoom,
});

/** Where the keys go to a pane, the chart does not stay over it. */
export const unzoomedChart = <S extends State>(state: S): S =>
  state.zoom === 'chart' ? { ...state, zoom: null } : state;

/** A tab that comes to the front is seen: where something is zoomed, it is then. */
export const showTab = (state: State): State =>
  state.zoom === null ? state : { ...state, zoom: 'pane', pane: 'table' };

/** The table takes rows from the chart, or gives it some. */
export function moveSplit(state: State, rows: 1 | -1): State {
  if (!isFitting(state.size)) return state;
  const { low, high } = splitBounds(state.size);
  const split = Math.max(low, Math.min(state.split + rows * STEP, high));
  if (split !== state.split) return { ...state, split, zoom: null };
  return say(state, rows > 0 ? 'The chart has its least height.' : 'The table has its least height.', 'warn');
}

/** The levers take columns from chart and table, or give them some. */
export function moveSide(state: State, columns: 1 | -1): State {
  if (!isFitting(state.size)) return state;
  const { low, high } = sideBounds(state.size);
  const side = Math.max(low, Math.min(state.side + columns * SIDE_STEP, high));
  if (side !== state.side) return { ...state, side, zoom: null };
  return say(
    state,
    columns > 0 ? 'Chart and table have their least width.' : 'The levers have their least width.',
    'warn',
  );
}

/** Rows that a key moves the split by, and columns. */
const STEP = 2;
const SIDE_STEP = 4;

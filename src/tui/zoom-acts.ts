/** Actions that give a panel more room. */
import { isFitting, sideBounds, splitBounds } from './layout.ts';
import { say } from './say.ts';
import type { State } from './state.ts';

/** Zooms the pane that the keys act on, or the chart; the same again ends it. */
export const zoomTo = (state: State, zoom: 'pane' | 'chart'): State => ({
  ...state,
  zoom: state.zoom === zoom ? null : zoom,
});

/** The state without a zoomed chart, which would cover the pane that the keys go to. */
export const unzoomedChart = <S extends State>(state: S): S =>
  state.zoom === 'chart' ? { ...state, zoom: null } : state;

/** The state in which the tab in front is seen: where another panel is zoomed, the table is zoomed in its place. */
export const showTab = (state: State): State =>
  state.zoom === null ? state : { ...state, zoom: 'pane', pane: 'table' };

/** Moves rows from the chart to the table, or back. */
export function moveSplit(state: State, rows: 1 | -1): State {
  if (!isFitting(state.size)) return state;
  const { low, high } = splitBounds(state.size);
  const split = Math.max(low, Math.min(state.split + rows * STEP, high));
  if (split !== state.split) return { ...state, split, zoom: null };
  return say(state, rows > 0 ? 'The chart has its least height.' : 'The table has its least height.', 'warn');
}

/** Moves columns from chart and table to the levers, or back. */
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

/** Rows by which a key moves the split; below, columns by which one moves the levers' edge. */
const STEP = 2;
const SIDE_STEP = 4;

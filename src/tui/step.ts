import { complete } from './complete.ts';
import { isRead, type ReadState, type State, TABS, type Tab } from './state.ts';
import { TAB_PARTS } from './tabs/all.ts';
import { type Action, update } from './update.ts';
import { columnsBeyond, monthBeyond, overlayBeyond, scrollBeyond } from './view/scroll.ts';

/** The state of one file after the action: what it asks of the engine at once is answered, and all is within its bounds. */
export const step = (state: State, action: Action): State => {
  const next = update(state, action);
  return next === state ? state : settled(complete(next));
};

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

/** Every index and scroll within what there is to show. */
function settled(state: State): State {
  const overlayScroll = clamp(state.overlayScroll, 0, overlayBeyond(state));
  if (!isRead(state)) return { ...state, overlayScroll };
  const { levers } = state.loaded.scenario;
  const now: ReadState = {
    ...state,
    lever: clamp(state.lever, 0, Math.max(0, levers.size - 1)),
    monthScroll: clamp(state.monthScroll, 0, monthBeyond(state)),
    overlayScroll,
  };
  return ofTab(TABS.reduce(withCursor, now), now.tab);
}

function withCursor(state: ReadState, tab: Tab): ReadState {
  const { cursor, count } = TAB_PARTS[tab];
  return { ...state, ...cursor?.to(clamp(cursor.at(state), 0, Math.max(0, count(state) - 1))) };
}

/** How far a table can be scrolled is known of that in front. */
function ofTab(state: ReadState, tab: Tab): ReadState {
  const { columns } = TAB_PARTS[tab];
  return {
    ...state,
    ...columns?.to(clamp(columns.at(state), 0, columnsBeyond(state, tab))),
    scroll: { ...state.scroll, [tab]: clamp(state.scroll[tab], 0, scrollBeyond(state, tab)) },
  };
}

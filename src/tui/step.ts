import { complete } from './complete.ts';
import { bindingOf } from './keymap.ts';
import { pointed } from './mouse.ts';
import { isRead, type ReadState, type State, TABS, type Tab } from './state.ts';
import { TAB_PARTS } from './tabs/all.ts';
import { type Action, perform, update } from './update.ts';
import { columnsBeyond, monthBeyond, overlayBeyond, pageLines, scrollBeyond, tableLines } from './view/scroll.ts';

/**
 * The state of one file after the action: what it asks of the engine at once is answered, and all is within its bounds.
 */
export const step = (state: State, action: Action): State => {
  const next = after(state, action);
  return next === state ? state : settled(complete(next));
};

function after(state: State, action: Action): State {
  const page = pageLines(state);
  if (action.type !== 'mouse') return update(state, action, page);
  const { at, does } = pointed(state, action.event);
  return does === null ? at : perform(at, bindingOf(does), page);
}

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
  const { scroll, sought } = state;
  const top = clamp(topFor(state, scroll[tab], sought.get(tab)), 0, scrollBeyond(state, tab));
  return {
    ...state,
    ...columns?.to(clamp(columns.at(state), 0, columnsBeyond(state, tab))),
    scroll: { ...scroll, [tab]: top },
    sought: sought.has(tab) ? new Map([...sought].filter(([other]) => other !== tab)) : sought,
  };
}

/** The first line shown so that the line sought, if any, is among those that are. */
const topFor = (state: ReadState, top: number, line: number | undefined): number =>
  line === undefined ? top : Math.max(Math.min(top, line), line - tableLines(state) + 1);

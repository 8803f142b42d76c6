import { complete } from './complete.ts';
import { bindingOf } from './keymap.ts';
import { isFitting } from './layout.ts';
import { placeOf, withPlace } from './list-place.ts';
import { pointed } from './mouse.ts';
import { isRead, type ReadState, type State, type Tab } from './state.ts';
import { TABS, tabPart } from './tabs/all.ts';
import { type ListSize, NO_LINES } from './tabs/tab.ts';
import { type Action, type FrameNow, perform, update } from './update.ts';
import { monthBeyond, overlayBeyond, pageLines } from './view/scroll.ts';
import { tableView } from './view/table.ts';

/**
 * The state of one file after the action: what it asks of the engine at once is answered, and all is within its bounds.
 */
export const step = (state: State, action: Action): State => {
  const next = after(state, action);
  return next === state ? state : settled(complete(next));
};

function after(state: State, action: Action): State {
  if (action.type !== 'mouse') return update(state, action, viewOf(state));
  const { at, does } = pointed(state, action.event);
  return does === null ? at : perform(at, bindingOf(does), viewOf(state));
}

/** What the next key may ask of the frame that stands. */
const viewOf = (state: State): FrameNow => ({
  page: () => pageLines(state),
  list: () => (isRead(state) && isFitting(state.size) ? tableView(state).size : NO_LINES),
});

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
  return ofTab(TABS.reduce(withCursor, now));
}

function withCursor(state: ReadState, tab: Tab): ReadState {
  const { cursor, count } = tabPart(tab);
  const line = cursor.at(state);
  const within = clamp(line, 0, Math.max(0, count(state) - 1));
  return within === line ? state : cursor.to(state, within);
}

/** How far a list can be scrolled is known of the tab in front, from the rows that are drawn of it. */
function ofTab(state: ReadState): ReadState {
  if (!isFitting(state.size)) return state;
  const { size } = tableView(state);
  const { first, column, sought } = placeOf(state, state.tab);
  const change = {
    first: clamp(topFor(size, first, sought), 0, Math.max(0, size.order.length - size.room)),
    column: clamp(column, 0, size.lastColumn),
    sought: null,
  };
  const isSame = change.first === first && change.column === column && sought === null;
  return isSame ? state : withPlace(state, state.tab, change);
}

/** The first line shown so that the line sought, if any, is among those that are. */
function topFor({ order, room }: ListSize, first: number, sought: number | null): number {
  const at = sought === null ? -1 : order.indexOf(sought);
  return at === -1 ? first : Math.max(Math.min(first, at), at - room + 1);
}

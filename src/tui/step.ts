import { complete } from './complete.ts';
import type { FrameNow } from './frame-now.ts';
import { bindingOf } from './keymap.ts';
import { isFitting } from './layout.ts';
import { placeOf, seek, withPlace } from './list-place.ts';
import { pointed } from './mouse.ts';
import { isRead, type ReadState, type State, type Tab } from './state.ts';
import { soughtAmong } from './table-acts.ts';
import { TABS, tabPart } from './tabs/all.ts';
import { type ListSize, NO_LINES } from './tabs/tab.ts';
import { type Action, perform, update } from './update.ts';
import { figuresNow, figureWords } from './view/figures.ts';
import { monthBeyond, overlayBeyond, pageLines } from './view/scroll.ts';
import { tableView } from './view/table.ts';

/** The state of one file after an action, with the results it needs at once, and all indices within bounds. */
export const step = (state: State, action: Action): State => {
  const next = after(state, action);
  return next === state ? state : settled(complete(next));
};

function after(state: State, action: Action): State {
  if (action.type !== 'mouse') return update(state, action, viewOf(state));
  const { at, does } = pointed(state, action.event);
  return does === null ? at : perform(at, bindingOf(does), viewOf(state));
}

/** What the action may ask about the frame on the screen, worked out when it asks. */
const viewOf = (state: State): FrameNow => ({
  page: () => pageLines(state),
  list: () => (isRead(state) && isFitting(state.size) ? tableView(state).size : NO_LINES),
  table: () => (isRead(state) && isFitting(state.size) ? tableView(state).table() : null),
  figure: () => (isRead(state) ? figureWords(state) : []),
});

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

/** The state with every index and scroll within what there is to show. */
function settled(state: State): State {
  const overlayScroll = clamp(state.overlayScroll, 0, overlayBeyond(state));
  if (!isRead(state)) return { ...state, overlayScroll };
  const { levers } = state.loaded.scenario;
  const now: ReadState = {
    ...state,
    lever: clamp(state.lever, 0, Math.max(0, levers.size - 1)),
    monthScroll: clamp(state.monthScroll, 0, monthBeyond(state)),
    overlayScroll,
    figure: clamp(state.figure, 0, Math.max(0, figuresNow(state).length - 1)),
  };
  return ofTab(TABS.reduce(withCursor, now));
}

function withCursor(state: ReadState, tab: Tab): ReadState {
  const { cursor, count } = tabPart(tab);
  const line = cursor.at(state);
  const within = clamp(line, 0, Math.max(0, count(state) - 1));
  return within === line ? state : cursor.to(state, within);
}

/** The state with the list in front scrolled within its bounds, which follow from the rows that are drawn of it. */
function ofTab(state: ReadState): ReadState {
  if (!isFitting(state.size)) return state;
  const { size } = tableView(state);
  const now = onLine(state, size);
  const { first, column, sought } = placeOf(now, now.tab);
  const change = {
    first: clamp(topFor(size, first, sought), 0, Math.max(0, size.order.length - size.room)),
    column: clamp(column, 0, size.lastColumn),
    sought: null,
  };
  const isSame = change.first === first && change.column === column && sought === null;
  return isSame ? now : withPlace(now, now.tab, change);
}

/** The state with a line chosen that is shown; while a filter is typed, one that matches it. */
function onLine(state: ReadState, size: ListSize): ReadState {
  const { cursor } = tabPart(state.tab);
  const among = soughtAmong(state, size);
  const line = among[0];
  if (line === undefined || among.includes(cursor.at(state))) return state;
  return seek(cursor.to(state, line), state.tab, line);
}

/** The first line in view, moved as little as brings the sought line into view. */
function topFor({ order, room }: ListSize, first: number, sought: number | null): number {
  const at = sought === null ? -1 : order.indexOf(sought);
  return at === -1 ? first : Math.max(Math.min(first, at), at - room + 1);
}

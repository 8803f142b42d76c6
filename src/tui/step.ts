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
  table: () => (isRead(state) && isFitting(state.size) ? tableView(state).table() : null),
  figure: () => (isRead(state) ? figureWords(state) : []),
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

/** How far a list can be scrolled is known of the tab in front, from the rows that are drawn of it. */
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

/** The keys act on a line that is shown; while a filter is typed, on one that has it. */
function onLine(state: ReadState, size: ListSize): ReadState {
  const { cursor } = tabPart(state.tab);
  const among = soughtAmong(state, size);
  const line = among[0];
  if (line === undefined || among.includes(cursor.at(state))) return state;
  return seek(cursor.to(state, line), state.tab, line);
}

/** The first line shown so that the line sought, if any, is among those that are. */
function topFor({ order, room }: ListSize, first: number, sought: number | null): number {
  const at = sought === null ? -1 : order.indexOf(sought);
  return at === -1 ? first : Math.max(Math.min(first, at), at - room + 1);
}

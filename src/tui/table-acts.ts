/** Actions of tables: choose lines, scroll, sort, filter and search. */
import { isCovered, isMonthShown } from './covers.ts';
import type { FrameNow } from './frame-now.ts';
import { placeOf, scrolledBy, seek, withPlace } from './list-place.ts';
import { say } from './say.ts';
import { isRead, type ReadState, type State } from './state.ts';
import { tabInFront } from './tabs/all.ts';
import type { ListSize } from './tabs/tab.ts';

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

function scrolled(state: State, lines: number): State {
  if (isCovered(state)) return { ...state, overlayScroll: state.overlayScroll + lines };
  if (isMonthShown(state)) return { ...state, monthScroll: state.monthScroll + lines };
  return scrolledBy(state, state.tab, lines);
}

/** Chooses the line `lines` further down and keeps it in view; where a panel lies over the table, scrolls that. */
export function moveRow(state: State, { list }: FrameNow, lines: number): State {
  if (!isRead(state) || isCovered(state) || isMonthShown(state)) return scrolled(state, lines);
  const among = soughtAmong(state, list());
  return lookAt(state, among[clamp(among.indexOf(tabInFront(state).cursor.at(state)) + lines, 0, among.length - 1)]);
}

/** The lines that keys can choose; while a filter is typed only those that match it, without the lines above them. */
export const soughtAmong = ({ isFiltering }: State, { order, matches }: ListSize): readonly number[] =>
  isFiltering && matches.length > 0 ? matches : order;

const lookAt = (state: ReadState, line: number | undefined): State =>
  line === undefined ? state : seek(tabInFront(state).cursor.to(state, line), state.tab, line);

/** Scrolls the list by `lines`, a page, and chooses the line as many further. */
export const movePage = (state: State, frame: FrameNow, lines: number): State =>
  isCovered(state) || isMonthShown(state)
    ? scrolled(state, lines)
    : moveRow(scrolledBy(state, state.tab, lines), frame, lines);

export function moveColumn(state: State, { list }: FrameNow, count: number): State {
  if (list().lastColumn === 0) return say(state, 'Every column is shown.', 'warn');
  return withPlace(state, state.tab, { column: placeOf(state, state.tab).column + count });
}

/** Sorts by the next column, or the one before; between the last column and the first the list is unsorted. */
export function sortBy(state: ReadState, { list }: FrameNow, count: 1 | -1): State {
  const sorts = [null, ...list().sorts];
  if (sorts.length === 1) return say(state, 'These lines have an order of their own.', 'warn');
  const { sort } = placeOf(state, state.tab);
  const at = sorts.findIndex((other) => other?.head === sort?.head);
  const next = sorts[(Math.max(at, 0) + count + sorts.length) % sorts.length]!;
  const text = next === null ? 'In their own order.' : `Sorted by ${next.head}.`;
  return inView(say(withPlace(state, state.tab, { sort: next }), text));
}

export function turnOrder(state: ReadState): State {
  const { sort } = placeOf(state, state.tab);
  if (sort === null) return say(state, 'The lines stand in their own order; > sorts them.', 'warn');
  return inView(withPlace(state, state.tab, { sort: { ...sort, isDown: !sort.isDown } }));
}

/** Brings the chosen line into view after the order of the lines has changed. */
const inView = (state: State): State => seek(state, state.tab, tabInFront(state).cursor.at(state));

export const beginFilter = (state: State): State => ({
  ...withPlace(state, state.tab, { text: '', isFiltered: true }),
  pane: 'table',
  isFiltering: true,
});

/** Changes the text of the filter. */
export const filterBy = (state: State, change: (text: string) => string): State =>
  inView(withPlace(state, state.tab, { text: change(placeOf(state, state.tab).text), first: 0 }));

/** Ends the typing of the filter: only lines that have the text are shown, all where it is empty. */
export function takeFilter(state: State): State {
  const { text } = placeOf(state, state.tab);
  return text === '' ? dropFilter(state) : { ...state, isFiltering: false };
}

/** Shows all lines again. The text stays, for the keys that go on to the next match. */
export const dropFilter = (state: State): State => ({
  ...inView(withPlace(state, state.tab, { isFiltered: false })),
  isFiltering: false,
});

/** Chooses the next line that matches, or the one before; after the last comes the first. */
export function moveMatch(state: ReadState, { list }: FrameNow, count: 1 | -1): State {
  const { order, matches } = list();
  const { text } = placeOf(state, state.tab);
  if (matches.length === 0) return say(state, `No line has ${text}.`, 'warn');
  const here = order.indexOf(tabInFront(state).cursor.at(state));
  const places = matches.map((line) => order.indexOf(line));
  const next =
    count > 0
      ? Math.max(
          0,
          places.findIndex((place) => place > here),
        )
      : places.findLastIndex((place) => place < here);
  const at = next === -1 ? matches.length - 1 : next;
  return say(lookAt(state, matches[at]), `${at + 1} of ${matches.length} with ${text}.`);
}

/** Why there is no next match to go to, as half a sentence; null where there is one. */
export const nothingSought = (state: State): string | null =>
  placeOf(state, state.tab).text === '' ? 'nothing was looked for yet: / does' : null;

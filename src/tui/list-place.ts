/** How the list of a tab is scrolled, sorted and filtered, and which line is chosen. */
export interface ListPlace {
  /** The line that the keys act on, as an index in the unsorted list. */
  readonly line: number;
  /** The first line in view, as an index among the lines that sorting and filter leave. */
  readonly first: number;
  /** Index of the first column in view, among those that scroll. */
  readonly column: number;
  /** A line that the next frame has to bring into view, as an index like `line`; null for none. */
  readonly sought: number | null;
  /** The text searched for last among the lines; and whether only lines that have it are shown. */
  readonly text: string;
  readonly isFiltered: boolean;
  readonly sort: ListSort | null;
}

/** The column that a list is sorted by, by its head, and the direction. */
export interface ListSort {
  readonly head: string;
  /** Whether the greatest stands first. */
  readonly isDown: boolean;
}

const BEGINNING: ListPlace = {
  line: 0,
  first: 0,
  column: 0,
  sought: null,
  text: '',
  isFiltered: false,
  sort: null,
};

/** The part of a state that holds the lists' places, by tab. */
interface Lists {
  readonly lists: Readonly<Record<string, ListPlace>>;
}

export const placeOf = ({ lists }: Lists, tab: string): ListPlace => lists[tab] ?? BEGINNING;

export const lineOf = (state: Lists, tab: string): number => placeOf(state, tab).line;

export function withPlace<S extends Lists>(state: S, tab: string, change: Partial<ListPlace>): S {
  return { ...state, lists: { ...state.lists, [tab]: { ...placeOf(state, tab), ...change } } };
}

/** Has the tab's list scrolled as little as brings the line into view, when the tab is next in front. */
export const seek = <S extends Lists>(state: S, tab: string, line: number): S =>
  withPlace(state, tab, { sought: line });

/** The list scrolled by `lines`, below zero upwards; the chosen line stays. */
export const scrolledBy = <S extends Lists>(state: S, tab: string, lines: number): S =>
  withPlace(state, tab, { first: placeOf(state, tab).first + lines });

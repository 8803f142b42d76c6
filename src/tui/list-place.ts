/** Where the list of a tab stands. */
export interface ListPlace {
  /** The line that the keys act on, as an index in the list's own order. */
  readonly line: number;
  /** The first line shown, counted among those that are, in the order in which they stand. */
  readonly first: number;
  /** The first column shown of those that can be scrolled. */
  readonly column: number;
  /** A line that is to be brought into view, as an index like `line`; null for none. */
  readonly sought: number | null;
  /** What was looked for last among the lines; and whether only those that have it are shown. */
  readonly text: string;
  readonly isFiltered: boolean;
  readonly sort: ListSort | null;
}

/** By the column of that head; null where the lines stand in their own order. */
export interface ListSort {
  readonly head: string;
  /** The most first. */
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

/** The lists by the names of their tabs: all of a state that a place is read from. */
interface Lists {
  readonly lists: Readonly<Record<string, ListPlace>>;
}

export const placeOf = ({ lists }: Lists, tab: string): ListPlace => lists[tab] ?? BEGINNING;

export const lineOf = (state: Lists, tab: string): number => placeOf(state, tab).line;

export function withPlace<S extends Lists>(state: S, tab: string, change: Partial<ListPlace>): S {
  return { ...state, lists: { ...state.lists, [tab]: { ...placeOf(state, tab), ...change } } };
}

/**
 * The list of the tab is to be scrolled, as little as that takes, until the line is seen: at once, or when the tab
 * comes to the front.
 */
export const seek = <S extends Lists>(state: S, tab: string, line: number): S =>
  withPlace(state, tab, { sought: line });

/** The list scrolled by so many lines; the line that the keys act on stays. */
export const scrolledBy = <S extends Lists>(state: S, tab: string, lines: number): S =>
  withPlace(state, tab, { first: placeOf(state, tab).first + lines });

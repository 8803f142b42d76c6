import type { Row } from '../../chart/cells.ts';
import type { Table } from '../../report/table.ts';
import type { Entry } from '../../scenario/scenario.ts';
import type { Context } from '../key-binding.ts';
import { type ListSort, lineOf, withPlace } from '../list-place.ts';
import type { ReadState, State, Tab } from '../state.ts';

/** All that the screen has to know of a tab of its table. */
export interface TabPart {
  /** What it is called, in full and where room is short. */
  readonly name: string;
  readonly short: string;
  /** What its key does, for the help. */
  readonly shows: string;
  /** What it shows in a panel of that size, without the border and the mark of a world. */
  readonly view: (state: ReadState, width: number, height: number) => TabView;
  /** Lines of its list. */
  readonly count: (state: ReadState) => number;
  readonly cursor: Cursor;
  /** Whether it tells of one world where one is looked at, and says so in a row of its own. */
  readonly isOfWorld: boolean;
  /** Where its keys have their meanings, those of the whole screen left out. */
  readonly contexts: (state: State) => readonly Context[];
  /** What of the file the line that the keys act on is about; null where that is nothing of it, as where left out. */
  readonly entry?: (state: ReadState) => Entry | null;
  /** The line that the keys act on, in words. */
  readonly words: (state: ReadState) => string[];
}

/** A tab as it is drawn; the rows are made when they are asked for, as most steps go by the size alone. */
export interface TabView {
  readonly rows: () => readonly Row[];
  readonly size: ListSize;
  /** What is said at the foot beside the part of the list that is shown. */
  readonly foot: readonly string[];
  /** The list with all its columns, to be taken elsewhere; null where there is none. */
  readonly table: () => Table | null;
}

/** How a list lies among the rows that were drawn: what scrolling, cursor and mouse go by. */
export interface ListSize {
  /** The lines in the order in which they stand, each as an index in the list's own order. */
  readonly order: readonly number[];
  /** The row of the first line shown, and how many lines there is room for. */
  readonly top: number;
  readonly room: number;
  /** The furthest that the columns can be scrolled. */
  readonly lastColumn: number;
  /** Of the lines in `order` those that have what was looked for last. */
  readonly matches: readonly number[];
  /** The columns that it can be sorted by, with the way that each is sorted at first. */
  readonly sorts: readonly ListSort[];
}

export const NO_LINES: ListSize = { order: [], top: 0, room: 1, lastColumn: 0, matches: [], sorts: [] };

/** The line of a list that the keys act on, as an index in the list's own order. */
export interface Cursor {
  readonly at: (state: State) => number;
  readonly to: <S extends State>(state: S, line: number) => S;
}

/** A cursor kept with the list; the months' is the month that the chart reads. */
export const cursorOf = (tab: Tab): Cursor => ({
  at: (state) => lineOf(state, tab),
  to: (state, line) => withPlace(state, tab, { line }),
});

/** The list of a tab that has no lines just now. */
export const withoutLines = (rows: readonly Row[]): TabView => ({
  rows: () => rows,
  size: NO_LINES,
  foot: [],
  table: () => null,
});

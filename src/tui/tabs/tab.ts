import type { Row } from '../../chart/cells.ts';
import type { Table } from '../../report/table.ts';
import type { Entry } from '../../scenario/scenario.ts';
import type { Context } from '../key-binding.ts';
import { type ListSort, lineOf, withPlace } from '../list-place.ts';
import type { ReadState, State, Tab } from '../state.ts';

/** The parts of a tab: all that the screen knows about it. */
export interface TabPart {
  /** Its name, in full; below, where room is short. */
  readonly name: string;
  readonly short: string;
  /** What it shows, for the help on its key. */
  readonly shows: string;
  /** Its view in `width` columns and `height` rows, without the border and the row that names a world. */
  readonly view: (state: ReadState, width: number, height: number) => TabView;
  /** Number of lines of its list. */
  readonly count: (state: ReadState) => number;
  readonly cursor: Cursor;
  /** Whether it shows the world that is looked at, and not the base case; a row above then names that world. */
  readonly isOfWorld: boolean;
  /** The contexts of its own keys. */
  readonly contexts: (state: State) => readonly Context[];
  /** The file's entry that the chosen line is about; null, or left out: there is none. */
  readonly entry?: (state: ReadState) => Entry | null;
  /** The chosen line in words, to be spoken. */
  readonly words: (state: ReadState) => string[];
}

/** The view of a tab. Its rows are made only when they are drawn, since most actions need the list's size alone. */
export interface TabView {
  readonly rows: () => readonly Row[];
  readonly size: ListSize;
  /** Texts for the lower border, beside the part of the list that is in view. */
  readonly foot: readonly string[];
  /** The list with all its columns, to be copied or saved; null where there is none. */
  readonly table: () => Table | null;
}

/** How a list lies among the rows of its view: scrolling, cursor and mouse depend on it. */
export interface ListSize {
  /** The lines that sorting and filter leave, in their order, each as an index in the unsorted list. */
  readonly order: readonly number[];
  /** The row of the first line in view, from 0; below, the number of lines that fit. */
  readonly top: number;
  readonly room: number;
  /** The greatest index of the first column in view. */
  readonly lastColumn: number;
  /** The lines of `order` that have the text searched for last. */
  readonly matches: readonly number[];
  /** The columns that it can be sorted by, each with its first direction. */
  readonly sorts: readonly ListSort[];
}

export const NO_LINES: ListSize = { order: [], top: 0, room: 1, lastColumn: 0, matches: [], sorts: [] };

/** Reads and sets the chosen line of a list, as an index in the unsorted list. */
export interface Cursor {
  readonly at: (state: State) => number;
  readonly to: <S extends State>(state: S, line: number) => S;
}

/** The cursor of a list that keeps its own line. That of the Months tab is the month that the chart reads. */
export const cursorOf = (tab: Tab): Cursor => ({
  at: (state) => lineOf(state, tab),
  to: (state, line) => withPlace(state, tab, { line }),
});

/** The view of a tab whose list has no lines. */
export const withoutLines = (rows: readonly Row[]): TabView => ({
  rows: () => rows,
  size: NO_LINES,
  foot: [],
  table: () => null,
});

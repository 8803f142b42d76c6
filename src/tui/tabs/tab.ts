import type { Row } from '../../chart/cells.ts';
import type { Context } from '../key-binding.ts';
import type { ReadState, State } from '../state.ts';

/** All that the screen has to know of a tab of its table. */
export interface TabPart {
  /** What it is called, in full and where room is short. */
  readonly name: string;
  readonly short: string;
  /** What its key does, for the help. */
  readonly shows: string;
  /** The rows of its panel, without the border and the mark of a world. */
  readonly rows: (state: ReadState, width: number, height: number) => Row[];
  /**
   * How many of the rows of such a panel are above the lines of its list, and how many are no lines at all, the former
   * among them.
   */
  readonly above: (width: number) => number;
  readonly besides: (state: State, width: number, height: number) => number;
  /** Lines of its list. */
  readonly count: (state: ReadState) => number;
  /** Whether it tells of one world where one is looked at, and says so in a row of its own. */
  readonly isOfWorld: boolean;
  readonly cursor: Cursor | null;
  /** What a page key moves: the line that the keys act on, the lines that are shown, or both. */
  readonly page: 'cursor' | 'lines' | 'both';
  readonly columns: Columns | null;
  /** What is said at the foot beside the part of the list that is shown. */
  readonly foot: (state: ReadState, width: number) => string[];
  /** Where its keys have their meanings, those of the whole screen left out. */
  readonly contexts: (state: State) => readonly Context[];
  /** The line that the keys act on, in words; all of the tab where there is none. */
  readonly words: (state: ReadState) => string[];
}

/** The line of a list that the keys act on, as an index; where a tab has none, its lines move. */
export interface Cursor {
  readonly at: (state: State) => number;
  readonly to: (line: number) => Partial<Pick<State, 'month' | 'planRow' | 'oddsRow' | 'evidenceRow'>>;
}

/** The first column that is shown, and the furthest that it can be. */
export interface Columns {
  readonly at: (state: State) => number;
  readonly to: (column: number) => Partial<Pick<State, 'column' | 'creditorColumn'>>;
  readonly last: (state: ReadState, width: number) => number;
}

/** The names of the columns, above the list. */
export const HEAD = 1;

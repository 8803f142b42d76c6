import type { Row } from '../../chart/cells.ts';
import type { Tab } from '../state.ts';
import type { ColumnOrder, GridColumn } from './grid.ts';

/** A list: lines in columns, one of which the keys act on. */
export interface List {
  readonly tab: Tab;
  /** A line's name where the table is copied or saved, without marks. */
  readonly label: (line: number) => string;
  /** The line that the keys act on. */
  readonly line: number;
  /** Whether the line is marked as the one that the chart reads, while the keys act elsewhere. */
  readonly isRead?: boolean;
  readonly count: number;
  /** The part at the left, which does not scroll. */
  readonly left: ListPart;
  readonly columns: readonly GridColumn[];
  /** The part at the right of the columns, in `room` columns of the screen; null: there is none. */
  readonly right?: (room: number) => ListPart | null;
  /** Columns of the screen kept for that part; 0, or left out: it takes what the columns leave. */
  readonly rightRoom?: number;
  /** Lines that stand above the list and cannot be chosen, as indices from `count` on. */
  readonly pinned?: readonly number[];
  /** Rows shown below the list. */
  readonly below?: readonly Row[];
  readonly foot?: readonly string[];
  /** The line above a line that sorting and filter keep with it, such as its heading; itself, or left out: none. */
  readonly leader?: (line: number) => number;
  /** Text by which a line is found, beside its cells. */
  readonly also?: (line: number) => string;
}

/** A part of a list: its head, and the cells of each line. */
export interface ListPart {
  readonly head: Row;
  readonly cells: (line: number) => Row;
  readonly order?: ColumnOrder;
}

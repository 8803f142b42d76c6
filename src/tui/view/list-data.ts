import type { Row } from '../../chart/cells.ts';
import type { Tab } from '../state.ts';
import type { ColumnOrder, GridColumn } from './grid.ts';

/** A table that is a list: lines in columns, one of them with the mark of the keys. */
export interface List {
  readonly tab: Tab;
  /** What a line is called where the table is taken elsewhere, without marks. */
  readonly label: (line: number) => string;
  /** The line that the keys act on. */
  readonly line: number;
  /** Whether the line has a mark of another kind where the keys act elsewhere. */
  readonly isRead?: boolean;
  readonly count: number;
  /** What stays at the left however the columns are scrolled. */
  readonly left: ListPart;
  readonly columns: readonly GridColumn[];
  /** What stands at the right of the columns, in so much room; null for nothing. */
  readonly right?: (room: number) => ListPart | null;
  /** Columns of the screen that the right is to have; 0 where it takes what is left. */
  readonly rightRoom?: number;
  /** Lines that always stand above the others and are none of the list; indices behind its last. */
  readonly pinned?: readonly number[];
  /** Rows below the list. */
  readonly below?: readonly Row[];
  readonly foot?: readonly string[];
  /** The line with which a line stands and goes; each its own where this is left out. */
  readonly leader?: (line: number) => number;
  /** What a line is found by beside what can be read of it. */
  readonly also?: (line: number) => string;
}

/** Some columns of the screen: their head, and what a line has there. */
export interface ListPart {
  readonly head: Row;
  readonly cells: (line: number) => Row;
  readonly order?: ColumnOrder;
}

import type { Table } from '../report/table.ts';
import type { ListSize } from './tabs/tab.ts';

/** What a key may ask of the frame that stands. */
export interface FrameNow {
  /** How many lines a page key moves. */
  readonly page: () => number;
  /** Rows, order and furthest scroll of the list of the tab in front. */
  readonly list: () => ListSize;
  /** The table in front, all columns of it; null where there is none. */
  readonly table: () => Table | null;
  /** What is told of the figure in front. */
  readonly figure: () => readonly string[];
}

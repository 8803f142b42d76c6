import type { Table } from '../report/table.ts';
import type { ListSize } from './tabs/tab.ts';

/** What an action may ask about the frame that is on the screen. */
export interface FrameNow {
  /** Lines that a page key moves by. */
  readonly page: () => number;
  /** Rows, order and furthest scroll of the list of the tab in front. */
  readonly list: () => ListSize;
  /** The table in front with all its columns; null where there is none. */
  readonly table: () => Table | null;
  /** The sentences about the headline's figure that is chosen. */
  readonly figure: () => readonly string[];
}

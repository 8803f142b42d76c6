import type { ListSize } from './tabs/tab.ts';

/** What a key may ask of the frame that stands. */
export interface FrameNow {
  /** How many lines a page key moves. */
  readonly page: () => number;
  /** How the list of the tab in front lies there. */
  readonly list: () => ListSize;
}

import type { StudyAsked, StudyFound } from '../../analysis/study.ts';
import type { Row } from '../../chart/cells.ts';
import type { ReadState, Tab } from '../state.ts';

/** A page of what moves it: what it asks, and what it tells of the answer. */
export interface MovesPage {
  /** What it is called, in full and where room is short. */
  readonly name: string;
  readonly short: string;
  /** What is asked, with what tells it from all else that is; or why nothing is. */
  readonly asked: (state: ReadState) => { readonly key: string; readonly asked: StudyAsked } | string;
  /** Of an answer, or as much of it as there is; null where that is of another page, or not there yet. */
  readonly told: (state: ReadState, found: StudyFound) => MovesTold | null;
}

/** A lever by its index, a line of another tab, or the month of a world. */
export type MovesTarget =
  | { readonly kind: 'lever'; readonly index: number }
  | { readonly kind: 'line'; readonly tab: Tab; readonly line: number }
  | { readonly kind: 'world'; readonly world: number; readonly t: number };

/** What a page shows. */
export interface MovesTold {
  /** Above the list: in a line, and in sentences where there is room. */
  readonly head: string;
  readonly lead: readonly string[];
  /** The lines of the list, for so many columns. */
  readonly lines: (width: number) => readonly Row[];
  readonly count: number;
  /** The names of its columns, above the lines; null for none. */
  readonly columns: ((width: number) => Row) | null;
  /** What there is to say of a line. */
  readonly detail: (line: number) => string;
  /** Where Enter leads from a line; null for nowhere. */
  readonly go: (line: number) => MovesTarget | null;
}

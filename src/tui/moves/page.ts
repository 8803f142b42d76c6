import type { StudyAsked, StudyFound } from '../../analysis/study.ts';
import type { Row } from '../../chart/cells.ts';
import type { ReadState, Tab } from '../state.ts';

/** A page of the tab What moves it: its study, and what it shows of the answer. */
export interface MovesPage {
  /** Its name, in full; below, where room is short. */
  readonly name: string;
  readonly short: string;
  /** The study that it needs, with a key that no other study has; or a sentence on why it needs none. */
  readonly asked: (state: ReadState) => { readonly key: string; readonly asked: StudyAsked } | string;
  /** What it shows of an answer, as far as that is there; null where it is another page's, or not there yet. */
  readonly told: (state: ReadState, found: StudyFound) => MovesTold | null;
}

/** Where a line leads: to a lever by its index, to a line of another tab, or to a month, as t, of a world. */
export type MovesTarget =
  | { readonly kind: 'lever'; readonly index: number }
  | { readonly kind: 'line'; readonly tab: Tab; readonly line: number }
  | { readonly kind: 'world'; readonly world: number; readonly t: number };

/** The contents of a page. */
export interface MovesTold {
  /** The text above the list, in one line; below, in sentences where there is room. */
  readonly head: string;
  readonly lead: readonly string[];
  /** The lines of the list, in `width` columns. */
  readonly lines: (width: number) => readonly Row[];
  readonly count: number;
  /** The row of its columns' heads; null for none. */
  readonly columns: ((width: number) => Row) | null;
  /** Sentences about a line. */
  readonly detail: (line: number) => string;
  /** Where Enter leads from a line; null: nowhere. */
  readonly go: (line: number) => MovesTarget | null;
}

import type { Glyphs } from '../chart/glyphs.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Model } from '../engine/engine.ts';
import type { Case } from '../engine/measures.ts';
import type { Month } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A scenario that was read without errors, and its model. */
export interface Loaded {
  readonly scenario: Scenario;
  readonly model: Model;
}

/** What the user chose on top of the file, and what undo brings back. */
export interface Choice {
  /** A name in the scenario's `plans`; null for none. */
  readonly plan: string | null;
  /** Levers set by hand, over the plan's and the file's own values. */
  readonly changes: Settings;
}

/** A result kept to compare with. It keeps its months, so that it stays in place when the file's start changes. */
export interface Baseline {
  readonly label: string;
  readonly start: Month;
  readonly result: Case;
}

export const TABS = ['months', 'creditors', 'plans'] as const;
export type Tab = (typeof TABS)[number];

/** Which part the arrow keys act on. */
export type Pane = 'levers' | 'table';

export interface Message {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** All that the screen shows follows from this. */
export interface State {
  /** The file's name as the user gave it. */
  readonly file: string;
  /** The last good reading of the file; null before the first. */
  readonly loaded: Loaded | null;
  /** What is wrong with the file as it is now. */
  readonly faults: readonly Diagnostic[];
  readonly choice: Choice;
  readonly past: readonly Choice[];
  readonly future: readonly Choice[];
  readonly baseline: Baseline | null;
  /** Index of the lever that the keys act on. */
  readonly lever: number;
  readonly pane: Pane;
  readonly tab: Tab;
  /** First line shown of each table. */
  readonly scroll: Readonly<Record<Tab, number>>;
  /** The month that the keys act on in the table, as an index from the start. */
  readonly month: number;
  /** First column shown of the month table. */
  readonly column: number;
  /** Index of the plan that the keys act on; 0 is no plan. */
  readonly planRow: number;
  /** What is being typed for the lever; null when nothing is. */
  readonly input: string | null;
  /** Help takes the whole screen; faults take the place of the table. */
  readonly overlay: 'help' | 'faults' | null;
  readonly overlayScroll: number;
  readonly message: Message | null;
  readonly size: Size;
  /** What the terminal can draw. */
  readonly glyphs: Glyphs;
}

/** Before the file has been read. */
export function firstState(file: string, size: Size, glyphs: Glyphs = 'braille'): State {
  return {
    file,
    loaded: null,
    faults: [],
    choice: { plan: null, changes: new Map() },
    past: [],
    future: [],
    baseline: null,
    lever: 0,
    pane: 'levers',
    tab: 'months',
    scroll: { months: 0, creditors: 0, plans: 0 },
    month: 0,
    column: 0,
    planRow: 0,
    input: null,
    overlay: null,
    overlayScroll: 0,
    message: null,
    size,
    glyphs,
  };
}

/** The file as it is now cannot be used: what is shown is the last good result. */
export const isBroken = (state: State): boolean => state.faults.some((fault) => fault.severity === 'error');

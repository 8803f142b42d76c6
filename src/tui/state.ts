import type { Background } from '../chart/ansi.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Case, SamplerName } from '../engine/answers.ts';
import type { Model } from '../engine/ask.ts';
import type { Month } from '../formula/month.ts';
import type { PlanEdit } from '../scenario/plan-edit.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ListPlace } from './list-place.ts';
import type { Prompt, Writing } from './prompt.ts';
import type { Rescuing } from './rescuing.ts';
import { type Choice, type Lives, NO_RESULTS, type Results } from './results.ts';
import type { Stack } from './stack.ts';

/** A good reading of the file: its scenario, and the model compiled of it. */
export interface Loaded {
  /** The file's text. */
  readonly text: string;
  readonly scenario: Scenario;
  readonly model: Model;
  /** The sampler by which its worlds are drawn. */
  readonly sampler: SamplerName;
}

/** What an action did, for undo and redo to name and to take back. */
export type Act =
  | { readonly kind: 'levers' }
  /** The levers were saved under the plan of that label or name. Undo leaves the file as it is. */
  | { readonly kind: 'save'; readonly plan: string }
  | ClaimAct
  | PlansAct;

/** By assumption the claim that is tried; null: the file's own value is, in place of one of the command line. */
export type Claims = ReadonlyMap<string, string | null>;

/** A claim was tried, or taken back; `claims` are those that undo, or redo, puts in use again. */
export interface ClaimAct {
  readonly kind: 'claim';
  readonly name: string;
  readonly claims: Claims;
}

/** Claims that are tried on the screen. */
export interface TriedClaims {
  /** The reading without them; `loaded` of the state has them in use. */
  readonly from: Loaded;
  readonly claims: Claims;
  /** The file's own case, to compare with; null before it is known, and where it has no result. */
  readonly filed: Case | null;
}

/** A plan was renamed or deleted in the file, which turned the text `before` into `after`. */
export interface PlansAct {
  readonly kind: 'plans';
  readonly edit: Exclude<PlanEdit, { readonly kind: 'save' }>;
  readonly before: string;
  readonly after: string;
  /** The reading that the choices of this step and of those below it belong to, down to the next step of this kind. */
  readonly loaded: Loaded;
}

/** A step of undo or redo: the choice to go back to, and what was done from it. */
export interface UndoStep {
  readonly choice: Choice;
  readonly act: Act;
}

/**
 * A result to compare with: one that was pinned, or the file's own. It has its own `start`, since the file's may
 * change.
 */
export interface Baseline {
  readonly label: string;
  /** The reading and the choice that it is of. */
  readonly loaded: Loaded;
  readonly choice: Choice;
  readonly start: Month;
  readonly result: Case;
  /** Survival; null where it was not known when the result was pinned. */
  readonly lives: Lives | null;
}

/** The name of a tab of the table; `tabs/all.ts` has all of them. */
export type Tab = string;

/** The pages of the tab What moves it. */
export type MovesPageName = 'change' | 'tornado' | 'shares' | 'learn' | 'failed';

/** The part of the screen that the keys act on. */
export type Pane = 'levers' | 'table';

/** A panel that can have all the room between headline and foot. */
export type Zoomed = Pane | 'chart';

export interface Message {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
}

/** A task outside of the state, which `open.tsx` carries out: in the terminal, an editor or a new file. */
export type Errand =
  | 'suspend'
  | 'redraw'
  | 'edit'
  /** The text for the clipboard. */
  | { readonly copy: string }
  /** A new file to write; `what` names its contents in the message that it is there. */
  | { readonly path: string; readonly text: string; readonly what: string };

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The place of one of two files: 0 is the one named first, at the left; 1 the other. */
export type PairSide = 0 | 1;

/** A panel over others: help and figures over all, runways over chart and table, the others over the table. */
export type Overlay = 'help' | 'faults' | 'command' | 'figures' | 'runways';

/** The state of the screen: all that it shows follows from it. */
export interface State {
  /** The file's name as the user gave it. */
  readonly file: string;
  /** Whether it is the copy of a shipped scenario, which is in no file until it is saved. */
  readonly isCopy: boolean;
  readonly place: PairSide;
  /** The state of the other file where two are open, whose own `beside` is null; null where one is open. */
  readonly beside: State | null;
  /** The last good reading of the file; null before the first. */
  readonly loaded: Loaded | null;
  /** The claims that are tried; null: none is. */
  readonly tried: TriedClaims | null;
  /** Faults and warnings of the file as it is now. */
  readonly faults: readonly Diagnostic[];
  readonly choice: Choice;
  readonly past: Stack<UndoStep>;
  readonly future: Stack<UndoStep>;
  readonly baseline: Baseline | null;
  /** The engine's answers about this reading, under this choice and others. */
  readonly results: Results;
  /** The number of the world that the months, the creditors and the chart show; null for the base case. */
  readonly world: number | null;
  /** The rescue that is shown over chart and table; null: none is. */
  readonly rescue: Rescuing | null;
  /** Index of the lever that the keys act on. */
  readonly lever: number;
  /** Whether the levers are shown along the months, over chart and table. */
  readonly isTimeline: boolean;
  readonly pane: Pane;
  /** What has all the room between headline and foot: the pane that the keys act on, or the chart; null: neither. */
  readonly zoom: 'pane' | 'chart' | null;
  /** Rows that the user moved from the chart to the table; below zero: the other way. */
  readonly split: number;
  /** Columns that the user moved from chart and table to the levers; below zero: the other way. */
  readonly side: number;
  readonly tab: Tab;
  /** Whether the evidence is listed by source; else by figure. */
  readonly isBySource: boolean;
  /** By tab how its list is scrolled, sorted and filtered; a list left out is at its beginning. */
  readonly lists: Readonly<Record<Tab, ListPlace>>;
  /** Whether a filter of the table in front is being typed. */
  readonly isFiltering: boolean;
  /** The month that the keys act on in the Months tab and the chart, as t: 0 is the start. */
  readonly month: number;
  /** Whether the chart marks `month` and shows its figures. */
  readonly isReading: boolean;
  /** Whether the panel of `month` is open; below, its first row in view. */
  readonly isMonthOpen: boolean;
  readonly monthScroll: number;
  /** The page of What moves it that is shown. */
  readonly movesPage: MovesPageName;
  /** The text being typed for the lever's setting; null: none is. */
  readonly input: string | null;
  /** The question that is asked; null: none is. */
  readonly prompt: Prompt | null;
  /** The change of the file that is to be written; null: none is. */
  readonly writing: Writing | null;
  /** Whether the screen is to be left. */
  readonly isLeaving: boolean;
  readonly overlay: Overlay | null;
  readonly overlayScroll: number;
  /** The text that filters the help; below, the index of the headline's figure that is explained. */
  readonly helpText: string;
  readonly figure: number;
  /** The text of the search, and the index of the chosen match; null: the search is closed. */
  readonly find: { readonly text: string; readonly row: number } | null;
  /** Whether clicks and the wheel come to the screen, and not to the terminal. Null where nothing is drawn. */
  readonly hasMouse: boolean | null;
  readonly message: Message | null;
  /** The errand that is still to be run; null: none is. */
  readonly errand: Errand | null;
  /** Whether the first frame is made, which leaves out what takes long. */
  readonly isFirstFrame: boolean;
  readonly size: Size;
  /** The characters that the terminal can draw. */
  readonly glyphs: Glyphs;
  readonly background: Background;
  /** Number of worlds of its odds. */
  readonly oddsWorlds: number;
  /** By action the user's keys, in place of the keymap's. */
  readonly ownKeys: ReadonlyMap<string, readonly string[]>;
}

/** A state with a good reading of the file, now or before: what needs a scenario takes it. */
export interface ReadState extends State {
  readonly loaded: Loaded;
}

export const isRead = (state: State): state is ReadState => state.loaded !== null;

/** Worlds of the odds by default: the 95% interval of survival is then at most a percentage point to either side. */
export const ODDS_WORLDS = 10_000;

/** The state before the file is read. */
export function firstState(file: string, size: Size, glyphs: Glyphs = 'braille'): State {
  return {
    file,
    isCopy: false,
    place: 0,
    beside: null,
    loaded: null,
    tried: null,
    faults: [],
    choice: { plan: null, changes: new Map() },
    past: null,
    future: null,
    baseline: null,
    results: NO_RESULTS,
    world: null,
    rescue: null,
    lever: 0,
    isTimeline: false,
    pane: 'levers',
    zoom: null,
    split: 0,
    side: 0,
    tab: 'months',
    isBySource: false,
    lists: {},
    isFiltering: false,
    month: 0,
    isReading: false,
    isMonthOpen: false,
    monthScroll: 0,
    movesPage: 'change',
    input: null,
    prompt: null,
    writing: null,
    isLeaving: false,
    overlay: null,
    overlayScroll: 0,
    helpText: '',
    figure: 0,
    find: null,
    hasMouse: true,
    message: null,
    errand: null,
    isFirstFrame: false,
    size,
    glyphs,
    background: 'dark',
    oddsWorlds: ODDS_WORLDS,
    ownKeys: new Map(),
  };
}

/** Whether the file as it is now has errors, so that the last good reading is shown. */
export const isBroken = (state: State): boolean => state.faults.some((fault) => fault.severity === 'error');

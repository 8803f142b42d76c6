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

/** A scenario that was read without errors, and its model. */
export interface Loaded {
  /** What the file held. */
  readonly text: string;
  readonly scenario: Scenario;
  readonly model: Model;
  /** How its worlds are drawn. */
  readonly sampler: SamplerName;
}

/** What was done, for undo and redo to tell of and to take back. */
export type Act =
  | { readonly kind: 'levers' }
  /** The levers were saved; the file keeps that. `plan` is what people call it. */
  | { readonly kind: 'save'; readonly plan: string }
  | ClaimAct
  | PlansAct;

/** By assumption the claim in use, or null for what the file says. */
export type Claims = ReadonlyMap<string, string | null>;

/** Another value of an assumption was tried; `claims` are those to go back to. */
export interface ClaimAct {
  readonly kind: 'claim';
  readonly name: string;
  readonly claims: Claims;
}

/** What others say of figures, tried on the screen. */
export interface TriedClaims {
  /** The reading of the file; the one in front has the claims in use. */
  readonly from: Loaded;
  readonly claims: Claims;
  /** The file's own case, to compare with; null before it is known, and where there is none. */
  readonly filed: Case | null;
}

/** A plan was renamed or deleted in the file: one text turned into the other. */
export interface PlansAct {
  readonly kind: 'plans';
  readonly edit: Exclude<PlanEdit, { readonly kind: 'save' }>;
  readonly before: string;
  readonly after: string;
  /** The reading that the step's choice belongs to, and with it all below, down to the next step of this kind. */
  readonly loaded: Loaded;
}

/** What undo, or redo, goes back to. */
export interface UndoStep {
  readonly choice: Choice;
  readonly act: Act;
}

/** A result kept to compare with. It keeps its months, so that it stays in place when the file's start changes. */
export interface Baseline {
  readonly label: string;
  /** The reading that it is of, and the levers. */
  readonly loaded: Loaded;
  readonly choice: Choice;
  readonly start: Month;
  readonly result: Case;
  /** How long worlds lived, where it was known. */
  readonly lives: Lives | null;
}

/** The name of a tab of the table; `tabs/all.ts` has all of them. */
export type Tab = string;

/** What moves it, page by page. */
export type MovesPageName = 'change' | 'tornado' | 'shares' | 'learn' | 'failed';

/** Which part the arrow keys act on. */
export type Pane = 'levers' | 'table';

/** What can have all the room between headline and foot. */
export type Zoomed = Pane | 'chart';

export interface Message {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
}

/** What only the terminal and the system can do. */
export type Errand =
  | 'suspend'
  | 'redraw'
  | 'edit'
  /** The text for the clipboard. */
  | { readonly copy: string }
  /** A new file; `what` is said of it when it is there. */
  | { readonly path: string; readonly text: string; readonly what: string };

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Which of two files: the one named first, at the left, or the other. */
export type PairSide = 0 | 1;

/**
 * What lies over the rest: help and figures over all, runways in the place of chart and table, others of the table.
 */
export type Overlay = 'help' | 'faults' | 'command' | 'figures' | 'runways';

/** All that the screen shows follows from this. */
export interface State {
  /** The file's name as the user gave it. */
  readonly file: string;
  /** It is a copy of a shipped scenario, which nothing is written into. */
  readonly isCopy: boolean;
  readonly place: PairSide;
  /**
   * The other file, with a state of its own, where two are open. The keys act on this one; the `beside` of the other is
   * null.
   */
  readonly beside: State | null;
  /** The last good reading of the file; null before the first. */
  readonly loaded: Loaded | null;
  /** Claims that are in use in it; null: none is tried. */
  readonly tried: TriedClaims | null;
  /** What is wrong with the file as it is now. */
  readonly faults: readonly Diagnostic[];
  readonly choice: Choice;
  readonly past: Stack<UndoStep>;
  readonly future: Stack<UndoStep>;
  readonly baseline: Baseline | null;
  /** What is known of this reading with this choice, and with others. */
  readonly results: Results;
  /** The number of the world that the months, the creditors and the chart show; null for the base case. */
  readonly world: number | null;
  /** What saves the company, over chart and table; null where that is not asked. */
  readonly rescue: Rescuing | null;
  /** Index of the lever that the keys act on. */
  readonly lever: number;
  /** Whether the levers stand along the months. */
  readonly isTimeline: boolean;
  readonly pane: Pane;
  /** What has all the room: the pane that the keys act on, the chart, or neither. */
  readonly zoom: 'pane' | 'chart' | null;
  /** Rows that the table takes from the chart; below zero where the chart takes them. */
  readonly split: number;
  /** Columns that the levers take from chart and table; below zero where those take them. */
  readonly side: number;
  readonly tab: Tab;
  /** Whether the evidence stands by source. */
  readonly isBySource: boolean;
  /** Where the list of each tab stands; one that is not there stands at its beginning. */
  readonly lists: Readonly<Record<Tab, ListPlace>>;
  /** Whether a text is being typed that the lines of the table in front are filtered by. */
  readonly isFiltering: boolean;
  /** The month that the keys act on in the table and in the chart, as an index from the start. */
  readonly month: number;
  /** Whether the chart points at the month and tells its figures. */
  readonly isReading: boolean;
  /** Whether the month pointed at is open, over chart and table, and the first line of it that is shown. */
  readonly isMonthOpen: boolean;
  readonly monthScroll: number;
  /** Which page of what moves it is shown. */
  readonly movesPage: MovesPageName;
  /** What is being typed for the lever; null when nothing is. */
  readonly input: string | null;
  /** What is asked; null when nothing is. */
  readonly prompt: Prompt | null;
  /** What is to be written; null when nothing is. */
  readonly writing: Writing | null;
  /** The user is done. */
  readonly isLeaving: boolean;
  readonly overlay: Overlay | null;
  readonly overlayScroll: number;
  /** What is looked for in the help; and the index of the figure of the headline that is told of. */
  readonly helpText: string;
  readonly figure: number;
  /** What is looked for, and the index of the line chosen of what was found; null when nothing is looked for. */
  readonly find: { readonly text: string; readonly row: number } | null;
  /**
   * Whether clicks and the wheel come to the screen; otherwise the terminal keeps them. Null where nothing is drawn.
   */
  readonly hasMouse: boolean | null;
  readonly message: Message | null;
  /** Asked for, and not done yet. */
  readonly errand: Errand | null;
  /** What can wait until something is seen is left out. */
  readonly isFirstFrame: boolean;
  readonly size: Size;
  /** What the terminal can draw. */
  readonly glyphs: Glyphs;
  readonly background: Background;
  /** Worlds of its odds. */
  readonly oddsWorlds: number;
  /** By action the keys that the user has for it, in place of its own. */
  readonly ownKeys: ReadonlyMap<string, readonly string[]>;
}

/** A state whose file was read without errors, now or before. What needs a scenario takes this one. */
export interface ReadState extends State {
  readonly loaded: Loaded;
}

export const isRead = (state: State): state is ReadState => state.loaded !== null;

/** Worlds of the odds where the user says nothing else: they are then within a percentage point. */
export const ODDS_WORLDS = 10_000;

/** Before the file has been read. */
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

/** The file as it is now cannot be used: what is shown is the last good result. */
export const isBroken = (state: State): boolean => state.faults.some((fault) => fault.severity === 'error');

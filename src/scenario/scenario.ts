import type { Place } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import type { Formula } from '../formula/tree.ts';
import type { CorrelatedGroup } from '../numeric/copula.ts';

/** The fields that every named entry has, in whatever section. */
export interface Entry {
  readonly name: string;
  readonly label: string | null;
  readonly note: string | null;
  /** The name of its source in `sources`; null where the file gives none. */
  readonly source: string | null;
  /** The entry's key in the file. */
  readonly place: Place;
}

export interface SourceEntry extends Entry {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly url: string | null;
}

export interface Claim extends Entry {
  readonly value: Formula;
}

export interface Assumption extends Entry {
  /** The formula in use: the file's, or the one that the command line puts in its place. */
  readonly value: Formula;
  /** The file's formula, of which the entry's source and note speak. */
  readonly written: Formula;
  /** Null where the file's formula is in use; else the claim that replaces it, or null for one of the command line. */
  readonly replaced: { readonly claim: string | null } | null;
  readonly claims: ReadonlyMap<string, Claim>;
}

/** Two assumptions whose distributions are drawn with a rank correlation. */
export interface Correlation extends Entry {
  readonly pair: readonly [string, string];
  /** Spearman's rank correlation, from -1 to 1. */
  readonly rank: number;
}

export interface Lever extends Entry {
  /** The lever's value from month `from` on; before that it is 0. */
  readonly value: number;
  readonly range: readonly [low: number, high: number] | null;
  readonly step: number | null;
  /** Whether it is a share, shown in percent: the file writes a %, or its range ends at 1. */
  readonly isShare: boolean;
  /** Whether a bound of its range has a percent sign. */
  readonly isRangeInPercent: boolean;
  /** First month in force; the scenario's start where the file gives none. */
  readonly from: Month;
  /** Last month in force; null: to the end. */
  readonly until: Month | null;
  /** Months that pass from deciding until the lever is in force. */
  readonly delay: number;
  readonly pain: number;
}

/**
 * When something happens, once: in a month of the calendar, in a month that a formula gives as t, or in the first month
 * in which a test holds.
 */
export type Event =
  | { readonly kind: 'month'; readonly month: Month }
  /** Of funding alone: the formula gives the month as t, is evaluated once, and rounded down. */
  | { readonly kind: 'formula'; readonly formula: Formula }
  /** The test is evaluated every month until it holds. */
  | { readonly kind: 'when'; readonly test: Formula };

export interface Asset extends Entry {
  /** Evaluated once: its value in the balance-sheet test until it is sold. */
  readonly value: Formula;
  /** When it is sold; null: it never is. */
  readonly sold: Event | null;
  readonly proceeds: Formula;
  /** Day of the month on which its money comes in, 1 to 31; null: from the month's start. */
  readonly day: number | null;
}

export interface RevenueLine extends Entry {
  /** The billing of a month, in the scenario's currency. */
  readonly amount: Formula;
  /** Months over which a billing is earned in equal parts, the first one included; 1 to 120. */
  readonly over: number;
  /** Opening deferred income, earned in month j. */
  readonly deferred: readonly Formula[];
  /** Share received j months after the sale. */
  readonly collect: readonly Formula[];
  /** Opening receivables, received in month j. */
  readonly receivable: readonly Formula[];
  /** Day of the month on which its money comes in, 1 to 31; null: from the month's start. */
  readonly day: number | null;
}

export interface CostLine extends Entry {
  /** The invoice of a month, in the scenario's currency. */
  readonly amount: Formula;
  /** Months over which an invoice is an expense in equal parts, the first one included; 1 to 120. */
  readonly over: number;
  /** Opening prepaid costs, an expense in month j. */
  readonly prepaid: readonly Formula[];
  /** The name of the creditor that it is owed to. */
  readonly to: string;
}

export interface Creditor extends Entry {
  /** Months from invoice to due date: terms in days / 30. */
  readonly termMonths: number;
  /** The order of payment, a whole number: creditors of priority 1 are paid first. */
  readonly priority: number;
  readonly critical: boolean;
  /** Whether it is critical though the file does not say so (`withCriticalByDefault` in `creditors.ts`). */
  readonly isCriticalByDefault: boolean;
  /** Opening invoices, falling due in month j. */
  readonly due: readonly Formula[];
  readonly overdue: Formula;
  readonly overdueMonths: Formula;
  readonly lateFee: Formula;
  readonly pay: Formula;
  readonly forgive: Formula;
  /** In the order of the file; empty for a critical creditor that never waits. */
  readonly reactions: readonly Reaction[];
  /** Day of the month on which it is paid, 1 to 31; null: at the month's end. */
  readonly day: number | null;
}

/** What a creditor does while its arrears are past a limit or their age past its patience. */
export interface Reaction {
  /** Most arrears that it tolerates, in the scenario's currency; null: any. */
  readonly limit: Formula | null;
  /** Most months past due of its oldest bill that it tolerates; null: any. */
  readonly patience: Formula | null;
  /** `fail`: a critical creditor's own limit or patience, past which the company fails as `unpaid`. */
  readonly then: 'suspend' | 'petition' | 'call' | 'fail';
  readonly place: Place;
}

export interface Debt extends Entry {
  readonly principal: Formula;
  /** Owed on top of the principal from the drawing on, an expense of that month; null: none. */
  readonly premium: Formula | null;
  /** When the principal is received; null: outstanding when the scenario opens. */
  readonly draw: Event | null;
  readonly rate: Formula;
  readonly kind: 'interest_only' | 'amortising' | 'accruing' | 'scheduled' | 'revolving';
  /** The month in which the balance falls due; null only for scheduled and revolving ones. */
  readonly due: Month | null;
  /** Of an amortising debt: how many of its first payments are interest alone. */
  readonly interestOnlyMonths: number;
  /** When the whole balance becomes equity; null: never. */
  readonly converts: Event | null;
  /** When the whole balance falls due; null: never. */
  readonly call: Event | null;
  /** Of a scheduled debt: what falls due each month, at most the balance. */
  readonly payment: Formula | null;
  /** Of a revolving debt: the most that may be outstanding by drawing, and cash that it keeps in the bank. */
  readonly limit: Formula | null;
  readonly keep: Formula | null;
  /** The name of the creditor that it is owed to. */
  readonly lender: string;
  /** Day of the month on which what is drawn comes in, 1 to 31; null: from the month's start. */
  readonly day: number | null;
}

export interface Funding extends Entry {
  readonly amount: Formula;
  readonly month: Event;
  readonly probability: Formula;
  readonly kind: 'equity' | 'grant';
  /** Day of the month on which it comes in, 1 to 31; null: from the month's start. */
  readonly day: number | null;
}

export interface LeverSetting {
  readonly value: number;
  /** The first month in force; null: both the lever's own months stay. */
  readonly from: Month | null;
  /** The last month in force, where `from` is given; null: no end. */
  readonly until: Month | null;
  readonly place: Place;
}

export interface Plan extends Entry {
  readonly set: ReadonlyMap<string, LeverSetting>;
}

/** A figure: a measure, and the months that it is asked for. */
export interface FigureAsked {
  /** A measure's name; with `of`, one of a creditor's: `owed("cloud")`. */
  readonly measure: string;
  readonly of: string | null;
  /** How several months become one number; `plain`: flows add up, a balance is taken at the last. */
  readonly over: 'plain' | 'min' | 'max' | 'mean';
  /**
   * First and last month; both null for a measure of the whole world, and for min, max and mean of all months; equal
   * for `at`.
   */
  readonly from: Month | null;
  readonly to: Month | null;
}

/** An entry of `checks`, which the scenario has to meet, or of `reported`, which happened. */
export interface Expectation extends Entry, FigureAsked {
  readonly about: Bound | null;
  readonly atLeast: Bound | null;
  readonly atMost: Bound | null;
  /** Worlds over which a check is tried; 0 for the base case. */
  readonly worlds: number;
}

/** The actual value of a measure in a month, of a balance at the month's end. */
export interface ActualFigure extends Pick<FigureAsked, 'measure' | 'of'> {
  readonly value: number;
  /** Its place in the scenario file; null where it comes from a file of the bank. */
  readonly place: Place | null;
}

/** An entry of `actuals`: the figures of one past month. */
export interface Actual {
  readonly month: Month;
  /** By the measure as a person writes it: `cash`, `overdue("cloud")`. */
  readonly figures: ReadonlyMap<string, ActualFigure>;
  readonly note: string | null;
  /** The name of its source in `sources`; null where the file gives none. */
  readonly source: string | null;
}

/** The bound of a figure: a month where the measure is a month of the calendar, else a number in the measure's unit. */
export type Bound =
  | { readonly number: number; readonly month: null }
  | { readonly number: null; readonly month: Month };

/** The months before the first simulated one, where a scenario goes on from its actuals: the same in every world. */
export interface Past {
  /** Number of past months. */
  readonly months: number;
  /** The state after the last past month, by the engine's names; booleans are 1 and 0. */
  readonly state: ReadonlyMap<string, number>;
  /** Values by past month, of assumptions, levers and lines. */
  readonly names: ReadonlyMap<string, readonly number[]>;
  /** The company's flows by past month, in the scenario's currency. */
  readonly flows: ReadonlyMap<string, readonly number[]>;
  /** By creditor all that has fallen due up to each past month, in the scenario's currency. */
  readonly fallen: ReadonlyMap<string, readonly number[]>;
}

/** A validated scenario: every name in it exists, every formula is allowed where it stands. */
export interface Scenario {
  readonly name: string | null;
  readonly description: string | null;
  readonly start: Month;
  /** The horizon in months, 1 to 240. */
  readonly months: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly seed: number;
  readonly sources: ReadonlyMap<string, SourceEntry>;
  readonly assumptions: ReadonlyMap<string, Assumption>;
  readonly correlate: ReadonlyMap<string, Correlation>;
  /** The assumptions that `correlate` links, in groups drawn together: all draws of a group are monthly, or none is. */
  readonly groups: readonly CorrelatedGroup[];
  readonly levers: ReadonlyMap<string, Lever>;
  readonly cash: Formula;
  readonly reserve: Formula;
  /** A formula in place of the file's section is one asset, named `assets` and never sold. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly revenue: ReadonlyMap<string, RevenueLine>;
  readonly costs: ReadonlyMap<string, CostLine>;
  /** First the creditors that the file names, then those that costs imply, then those that debts imply. */
  readonly creditors: ReadonlyMap<string, Creditor>;
  readonly debts: ReadonlyMap<string, Debt>;
  readonly funding: ReadonlyMap<string, Funding>;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly checks: ReadonlyMap<string, Expectation>;
  readonly reported: ReadonlyMap<string, Expectation>;
  /** In the order of months. They change no result, unless the scenario goes on from them. */
  readonly actuals: ReadonlyMap<Month, Actual>;
  /** Null where the scenario does not go on from its actuals. */
  readonly past: Past | null;
  /** The plan in force, after overrides; null for none. */
  readonly plan: string | null;
  /** What the command line changed beside assumptions, which say it themselves (`replaced`). */
  readonly overridden: {
    /** Settings of levers, each as it was given: `layoffs=20%@2024-01`. */
    readonly set: readonly string[];
    /** The file's horizon, in months; null where it is in use. */
    readonly months: number | null;
    /** The bank's file whose months are among the actuals; null: none is. */
    readonly bank: {
      readonly file: string;
      /** Messages on what of it could not be used. */
      readonly notes: readonly string[];
      /** A message on the file of rules that was written; null where none was. */
      readonly wrote: string | null;
    } | null;
  };
}

import type { Place } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import type { Formula } from '../formula/tree.ts';
import type { CorrelatedGroup } from '../numeric/copula.ts';

/** What every named entry of every section may carry. */
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
  /** The formula that the file has: its source and its note speak of this one. */
  readonly written: Formula;
  /** Why another formula is in use: a claim of the file, or with `claim` null the command line; null: none is. */
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
  /** What the lever is worth from month `from` on; before that it is worth 0. */
  readonly value: number;
  readonly range: readonly [low: number, high: number] | null;
  readonly step: number | null;
  /** Whether it is a share, written in percent: the file writes a %, or its range ends at 1. */
  readonly isShare: boolean;
  /** Whether a bound of its range has a percent sign. */
  readonly isRangeInPercent: boolean;
  /** First month in force; the scenario's start where the file gives none. */
  readonly from: Month;
  /** Last month in force; null: to the end. */
  readonly until: Month | null;
  /** Months between deciding and `from`. */
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
  /** Evaluated once: what the balance-sheet test counts it at until it is sold. */
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
  /** Critical because the file names nobody who could end the company, and says nothing of how this one takes it. */
  readonly isCriticalByDefault: boolean;
  /** Opening invoices, falling due in month j. */
  readonly due: readonly Formula[];
  readonly overdue: Formula;
  readonly overdueMonths: Formula;
  readonly lateFee: Formula;
  readonly pay: Formula;
  readonly forgive: Formula;
  /** What it does when it waits too long, in the order of the file; none for a critical creditor that never waits. */
  readonly reactions: readonly Reaction[];
  /** Day of the month on which it is paid, 1 to 31; null: at the month's end. */
  readonly day: number | null;
}

/** What a creditor does while its arrears are past a limit or their age past its patience. */
export interface Reaction {
  /** Arrears that it tolerates; null: any. */
  readonly limit: Formula | null;
  /** Months past due of the oldest bill that it tolerates; null: any. */
  readonly patience: Formula | null;
  /** `fail`: a critical creditor's own limit or patience, past which the company fails as `unpaid`. */
  readonly then: 'suspend' | 'petition' | 'call' | 'fail';
  readonly place: Place;
}

export interface Debt extends Entry {
  readonly principal: Formula;
  /** Owed on top of the principal when it is drawn, an expense then; null: none. */
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
  /** Null: the lever's own months stay, the last one too. */
  readonly from: Month | null;
  /** The last month in force, where `from` is given; null: no end. */
  readonly until: Month | null;
  readonly place: Place;
}

export interface Plan extends Entry {
  readonly set: ReadonlyMap<string, LeverSetting>;
}

/** A measure and the months that it is asked for. */
export interface FigureAsked {
  /** A measure's name; with `of`, one of a creditor's: `owed("cloud")`. */
  readonly measure: string;
  readonly of: string | null;
  /** How the months asked for become one number; `plain`: flows add up, of balances the last. */
  readonly over: 'plain' | 'min' | 'max' | 'mean';
  /**
   * First and last month; both null for a measure of the whole world, and for min, max and mean of all months; equal
   * for `at`.
   */
  readonly from: Month | null;
  readonly to: Month | null;
}

/** What `check` holds the scenario to, or what was reported to have happened. */
export interface Expectation extends Entry, FigureAsked {
  readonly about: Bound | null;
  readonly atLeast: Bound | null;
  readonly atMost: Bound | null;
  /** Worlds a check asks for; 0 for the base case. */
  readonly worlds: number;
}

/** What a measure came to in a month, of a balance at its end. */
export interface ActualFigure extends Pick<FigureAsked, 'measure' | 'of'> {
  readonly value: number;
  /** Null: of a bank's file. */
  readonly place: Place | null;
}

/** What happened in one month. */
export interface Actual {
  readonly month: Month;
  /** By the measure as a person writes it: `cash`, `overdue("cloud")`. */
  readonly figures: ReadonlyMap<string, ActualFigure>;
  readonly note: string | null;
  /** The name of its source in `sources`; null where the file gives none. */
  readonly source: string | null;
}

/** A number, or a month where the measure is a month. */
export type Bound =
  | { readonly number: number; readonly month: null }
  | { readonly number: null; readonly month: Month };

/**
 * What went before the first month of a scenario that goes on from what happened: how the months before it left the
 * company. They are the same in every world.
 */
export interface Past {
  /** How many months are past. */
  readonly months: number;
  /** What is carried from month to month, by the engine's names; booleans are 1 and 0. */
  readonly state: ReadonlyMap<string, number>;
  /** By month: assumptions, levers and lines, the company's flows, and all that fell due to a creditor so far. */
  readonly names: ReadonlyMap<string, readonly number[]>;
  readonly flows: ReadonlyMap<string, readonly number[]>;
  readonly fallen: ReadonlyMap<string, readonly number[]>;
}

/** A scenario file, validated: every name resolves, every formula is allowed where it stands. */
export interface Scenario {
  readonly name: string | null;
  readonly description: string | null;
  readonly start: Month;
  /** Horizon, 1 to 240. */
  readonly months: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly seed: number;
  readonly sources: ReadonlyMap<string, SourceEntry>;
  readonly assumptions: ReadonlyMap<string, Assumption>;
  readonly correlate: ReadonlyMap<string, Correlation>;
  /** The assumptions that `correlate` links: each has one distribution, and all of a group are monthly or none. */
  readonly groups: readonly CorrelatedGroup[];
  readonly levers: ReadonlyMap<string, Lever>;
  readonly cash: Formula;
  readonly reserve: Formula;
  /** A number alone in the file is one asset, named `assets`, never sold. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly revenue: ReadonlyMap<string, RevenueLine>;
  readonly costs: ReadonlyMap<string, CostLine>;
  /** Named ones first, then those that costs and debts imply, in that order. */
  readonly creditors: ReadonlyMap<string, Creditor>;
  readonly debts: ReadonlyMap<string, Debt>;
  readonly funding: ReadonlyMap<string, Funding>;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly checks: ReadonlyMap<string, Expectation>;
  readonly reported: ReadonlyMap<string, Expectation>;
  /** What happened, by month and in the order of months; it changes nothing unless the scenario goes on from it. */
  readonly actuals: ReadonlyMap<Month, Actual>;
  /** What went before `start`; null where the file begins there. */
  readonly past: Past | null;
  /** The plan in force, after overrides; null for none. */
  readonly plan: string | null;
  /** What else the command line changed, beside what stands at the assumptions. */
  readonly overridden: {
    /** Levers, each as it was given: `layoffs=20%@2024-01`. */
    readonly set: readonly string[];
    /** The horizon that the file has; null where it is the one in use. */
    readonly months: number | null;
    /** A file of the bank whose months are among the actuals: what could not be told of it, and what was written. */
    readonly bank: {
      readonly file: string;
      readonly notes: readonly string[];
      readonly wrote: string | null;
    } | null;
  };
}

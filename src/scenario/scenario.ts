import type { Place } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import type { Formula } from '../formula/tree.ts';
import type { Group } from '../numeric/copula.ts';

/** What every named entry of every section may carry. */
export interface Entry {
  readonly name: string;
  readonly label: string | null;
  readonly note: string | null;
  /** A name in `sources`. */
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
  readonly value: Formula;
  readonly claims: ReadonlyMap<string, Claim>;
}

/** Two assumptions whose distributions are drawn with a rank correlation. */
export interface Correlation extends Entry {
  readonly pair: readonly [string, string];
  /** Spearman's, from -1 to 1. */
  readonly rank: number;
}

export interface Lever extends Entry {
  /** In force from month `from` on; 0 before. */
  readonly value: number;
  readonly range: readonly [low: number, high: number] | null;
  readonly step: number | null;
  /** Whether it is a share, written in percent: the file writes a %, or its range ends at 1. */
  readonly isShare: boolean;
  /** Whether a bound of its range has a percent sign. */
  readonly isRangeInPercent: boolean;
  /** First month in force; the scenario's start where the file gives none. */
  readonly from: Month;
  /** Months between deciding and `from`. */
  readonly delay: number;
  readonly pain: number;
}

export interface RevenueLine extends Entry {
  readonly amount: Formula;
  /** Share received j months after the sale. */
  readonly collect: readonly Formula[];
  /** Opening receivables, received in month j. */
  readonly receivable: readonly Formula[];
}

export interface CostLine extends Entry {
  readonly amount: Formula;
  /** A name in `creditors`. */
  readonly to: string;
}

export interface Creditor extends Entry {
  /** Months from invoice to due date: terms in days / 30. */
  readonly termMonths: number;
  /** 1 is paid first. */
  readonly priority: number;
  readonly critical: boolean;
  /** Opening invoices, falling due in month j. */
  readonly due: readonly Formula[];
  readonly overdue: Formula;
  readonly overdueMonths: Formula;
  readonly lateFee: Formula;
  readonly pay: Formula;
  readonly forgive: Formula;
  /** Null: no limit. */
  readonly limit: Formula | null;
  /** Months; null: no limit. */
  readonly patience: Formula | null;
  readonly then: 'suspend' | 'petition';
}

export interface Debt extends Entry {
  readonly principal: Formula;
  /** Null: outstanding when the scenario opens. */
  readonly draw: Month | null;
  readonly rate: Formula;
  readonly kind: 'interest_only' | 'amortising' | 'accruing';
  readonly due: Month;
  readonly converts: Month | null;
  /** A name in `creditors`. */
  readonly lender: string;
}

export interface Funding extends Entry {
  readonly amount: Formula;
  /** The month it arrives: a calendar month, or a formula for t (`monthFormula`). */
  readonly month: Month | null;
  readonly monthFormula: Formula | null;
  readonly probability: Formula;
  readonly kind: 'equity' | 'grant';
}

export interface LeverSetting {
  readonly value: number;
  /** Null: the lever's own month stays. */
  readonly from: Month | null;
  readonly place: Place;
}

export interface Plan extends Entry {
  readonly set: ReadonlyMap<string, LeverSetting>;
}

/** What `check` holds the scenario to, or what was reported to have happened. */
export interface Expectation extends Entry {
  /** A measure's name; with `of`, one of a creditor's: `owed("cloud")`. */
  readonly measure: string;
  readonly of: string | null;
  /** First and last month; both null for a measure of the whole world; equal for `at`. */
  readonly from: Month | null;
  readonly to: Month | null;
  readonly about: Bound | null;
  readonly atLeast: Bound | null;
  readonly atMost: Bound | null;
  /** Worlds a check asks for; 0 for the base case. */
  readonly worlds: number;
}

/** A number, or a month where the measure is a month. */
export type Bound =
  | { readonly number: number; readonly month: null }
  | { readonly number: null; readonly month: Month };

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
  readonly groups: readonly Group[];
  readonly levers: ReadonlyMap<string, Lever>;
  readonly cash: Formula;
  readonly reserve: Formula;
  /** A constant. */
  readonly assets: number;
  readonly revenue: ReadonlyMap<string, RevenueLine>;
  readonly costs: ReadonlyMap<string, CostLine>;
  /** Named ones first, then those that costs and debts imply, in that order. */
  readonly creditors: ReadonlyMap<string, Creditor>;
  readonly debts: ReadonlyMap<string, Debt>;
  readonly funding: ReadonlyMap<string, Funding>;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly checks: ReadonlyMap<string, Expectation>;
  readonly reported: ReadonlyMap<string, Expectation>;
  /** The plan in force, after overrides; null for none. */
  readonly plan: string | null;
}

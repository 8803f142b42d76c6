import type { CreditorName, MonthlyName } from '../../scenario/measure-names.ts';

export {
  CREDITOR_NAMES,
  type CreditorName,
  MONTHLY,
  MONTHLY_NAMES,
  type MonthlyName,
} from '../../scenario/measure-names.ts';

/** Measures of a world as a whole. Months are indices t from the scenario's start; null: it does not occur. */
export interface Measures {
  /** The first month in which somebody must wait. */
  readonly zeroCash: number | null;
  /** The first month in which a creditor is paid less than it is due. */
  readonly firstUnpaid: number | null;
  /** t of the failure, or the horizon. */
  readonly monthsAlive: number;
  /** Months of cash, with the part of the last one; null: never short. */
  readonly runway: number | null;
  /** Opening cash over accrued burn of month 0; null: not burning. */
  readonly runwayNow: number | null;
  readonly failure: { readonly t: number; readonly cause: string } | null;
  /** The lowest month-end cash and its first month. */
  readonly low: { readonly cash: number; readonly t: number };
  /** The first month-end with equity below zero. */
  readonly insolvent: number | null;
  /** The first month from which revenue covers costs to the horizon. */
  readonly breakEven: number | null;
  /** 1 if without funding or loans after month 0 it neither runs short nor fails, and no longer burns. */
  readonly defaultAlive: 0 | 1;
}

export interface Warning {
  readonly code: 'amount-below-zero' | 'share-out-of-range' | 'lever-out-of-range' | 'nothing-ends-it';
  /** Section and name: `revenue.sales`; `reserve` for the reserve. */
  readonly where: string;
  /** Months it concerns, over all worlds; null where it is not a matter of months. */
  readonly months: number | null;
  readonly message: string;
}

/** What may happen to money in a month, beside what the lines bring. */
export type HappeningKind = 'sold' | 'converted' | 'called' | 'drawn' | 'repaid';

/** Where money comes from. */
export type ReceiptKind = 'collections' | 'equity' | 'grants' | 'debt' | 'sale';

/** What happened to one asset (sold) or debt: drawn, called, converted; repaid is what a credit line takes back. */
export interface Happening {
  readonly kind: HappeningKind;
  /** A name in `assets` or in `debts`. */
  readonly name: string;
  /** By month, 1 where it happened, else 0. */
  readonly months: Float64Array;
  /** By month, of how much: proceeds, what was drawn or repaid, the balance that fell due or became equity. */
  readonly amounts: Float64Array;
}

/** One world, month by month. Every array has one entry a month, also after a failure. */
export interface Case {
  readonly measures: Measures;
  readonly byMonth: Readonly<Record<MonthlyName, Float64Array>>;
  readonly lines: ReadonlyMap<string, Float64Array>;
  readonly creditors: ReadonlyMap<string, Readonly<Record<CreditorName, Float64Array>>>;
  /** Cash kept for critical creditors, by month. */
  readonly reserve: Float64Array;
  /** How the same world without funding or loans after month 0 first gets into trouble: null: neither. */
  readonly troubleAlone: { readonly kind: 'short' | 'failure'; readonly t: number } | null;
  readonly happened: readonly Happening[];
  readonly opening: Readonly<
    Record<
      | 'cash'
      | 'receivable'
      | 'prepaid'
      | 'assets'
      | 'deferred_income'
      | 'due_later'
      | 'overdue'
      | 'debt'
      | 'owed'
      | 'equity',
      number
    >
  >;
  readonly warnings: readonly Warning[];
}

import type { CreditorName, MonthlyName } from '../../scenario/measure-names.ts';

export {
  CREDITOR_NAMES,
  type CreditorName,
  MONTHLY,
  MONTHLY_NAMES,
  type MonthlyName,
} from '../../scenario/measure-names.ts';

/**
 * Measures of a world as a whole. Months are t, 0 for the scenario's first; null: it does not occur. Amounts are in the
 * scenario's currency.
 */
export interface Measures {
  /** The first month in which more is due than there is, at its end or on a day: somebody must wait. */
  readonly zeroCash: number | null;
  /** The first month that ends with arrears. */
  readonly firstUnpaid: number | null;
  /** t of the failure, or the number of months where it does not fail. */
  readonly monthsAlive: number;
  /** Months until the company runs short, with the part of the last one; null: it never does. */
  readonly runway: number | null;
  /** Months: opening cash over the accrued burn of month 0; null where that is not burning. */
  readonly runwayNow: number | null;
  /** `cause` is `unpaid:CREDITOR` or `petition:CREDITOR`. */
  readonly failure: { readonly t: number; readonly cause: string } | null;
  /** The lowest cash of any month, on any day on which somebody is paid, and the first month that has it. */
  readonly low: { readonly cash: number; readonly t: number };
  /** The first month-end with equity below zero. */
  readonly insolvent: number | null;
  /** The first month from which revenue covers costs to the horizon. */
  readonly breakEven: number | null;
  /** 1 if without funding or loans after month 0 it neither runs short nor fails, and no longer burns. */
  readonly defaultAlive: 0 | 1;
}

/** Something that was put right, or that the user should know. */
export interface Warning {
  readonly code: 'amount-below-zero' | 'share-out-of-range' | 'lever-out-of-range' | 'nothing-ends-it';
  /** Section and name: `revenue.sales`; `reserve` for the reserve. */
  readonly where: string;
  /** Months it concerns, over all worlds; null where it is not a matter of months. */
  readonly months: number | null;
  readonly message: string;
}

/** What may happen to an asset (sold) or a debt (the others). */
export type HappeningKind = 'sold' | 'converted' | 'called' | 'drawn' | 'repaid';

/** Where money comes from. */
export type ReceiptKind = 'collections' | 'equity' | 'grants' | 'debt' | 'sale';

/** One kind of happening of one asset or debt, by month; `repaid` is what a credit line is repaid. */
export interface Happening {
  readonly kind: HappeningKind;
  /** A name in `assets` or in `debts`. */
  readonly name: string;
  /** By month, 1 where it happened, else 0. */
  readonly months: Float64Array;
  /** By month, its amount: proceeds, what was drawn or repaid, the balance that fell due or became equity; else 0. */
  readonly amounts: Float64Array;
}

/** One world, month by month. Arrays have an entry a month; after a failure flows are 0 and balances repeat. */
export interface Case {
  readonly measures: Measures;
  readonly byMonth: Readonly<Record<MonthlyName, Float64Array>>;
  readonly lines: ReadonlyMap<string, Float64Array>;
  readonly creditors: ReadonlyMap<string, Readonly<Record<CreditorName, Float64Array>>>;
  /** Cash kept for critical creditors, by month. */
  readonly reserve: Float64Array;
  /**
   * How the world would first get into trouble without funding, loans and credit lines after month 0; null: it would
   * not.
   */
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

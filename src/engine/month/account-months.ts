/** What the steps of payment and reaction go by, creditor by creditor and month by month: asked for where a month is explained. */

import type { Series } from '../program/kept.ts';
import type { MonthProgram } from './month.ts';
import { creditorSeries } from './outcome.ts';

/** One creditor's account. Every array has one entry a month; after a failure flows are 0 and the others repeat. */
export interface AccountMonths {
  /** Share of what is due that the company chooses to pay, from 0 to 1. */
  readonly pay: Float64Array;
  /** Added to the arrears. */
  readonly fee: Float64Array;
  /** Written off the arrears. */
  readonly forgiven: Float64Array;
  /** Arrears with fee, less what is written off: what is due before anything falls due this month. */
  readonly arrears: Float64Array;
  /** Months in a row in arrears, at the month's end. */
  readonly monthsOverdue: Float64Array;
  /** Arrears that it tolerates; null: no limit. */
  readonly limit: Float64Array | null;
  /** Months in a row in arrears that it tolerates; null: no limit. */
  readonly patience: Float64Array | null;
}

type Field = keyof AccountMonths;

const FIELDS: Readonly<Record<Field, Series['kind']>> = {
  pay: 'balance',
  fee: 'flow',
  forgiven: 'flow',
  arrears: 'flow',
  monthsOverdue: 'balance',
  limit: 'balance',
  patience: 'balance',
};
const NAMES = Object.keys(FIELDS) as Field[];

/** The series of every account, of those fields that it has. */
export const accountSeries = ({ accounts }: MonthProgram): Series[] =>
  accounts.flatMap((account) =>
    NAMES.flatMap((field): Series[] => {
      const value = field === 'monthsOverdue' ? account.monthsOverdue.next : account[field];
      return value === null
        ? []
        : [{ name: creditorSeries(account.creditor.name, field), kind: FIELDS[field], better: 'less', value }];
    }),
  );

/** The account of each creditor, put together from its series. */
export function accountsFrom(
  creditors: Iterable<string>,
  series: ReadonlyMap<string, Float64Array>,
): ReadonlyMap<string, AccountMonths> {
  return new Map(
    [...creditors].map((name) => {
      const fields = NAMES.map((field) => [field, series.get(creditorSeries(name, field)) ?? null]);
      return [name, Object.fromEntries(fields) as AccountMonths];
    }),
  );
}

/** A run by month as records of plain values, for CSV and NDJSON. */
import { type Case, MONTHLY_NAMES, PERCENTILES, type Worlds } from '../engine/answers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RecordValue } from './csv.ts';
import { monthsJson } from './json.ts';
import { everySeries } from './worlds-json.ts';
import { seriesOf } from './worlds-series.ts';

export interface MonthRecords {
  readonly keys: readonly string[];
  /** One row a month, values in the order of the keys. */
  readonly rows: readonly (readonly RecordValue[])[];
}

/** Every monthly measure of one case; rows go on after a failure. */
export function caseMonths(scenario: Scenario, { byMonth }: Case): MonthRecords {
  const rows = monthsJson(scenario).map((month, t) => [month, ...MONTHLY_NAMES.map((name) => byMonth[name][t]!)]);
  return { keys: ['month', ...MONTHLY_NAMES], rows };
}

const SPREAD = ['mean', ...PERCENTILES.map((p) => `p${p}` as const)] as const;

/**
 * Monthly records over worlds: worlds alive at the month's start, the share alive at its end, and mean and percentiles
 * of the series wanted. A percentile that falls among failed worlds is empty. `isAll`: every measure, line and
 * creditor.
 */
export function worldsMonths(
  scenario: Scenario,
  worlds: Worlds,
  wanted: readonly string[],
  isAll: boolean,
): MonthRecords {
  const names = (isAll ? everySeries(worlds) : wanted).filter((name) => name !== 'survival');
  const series = names.map((name) => seriesOf(worlds, name));
  const living = (value: number): RecordValue => (Number.isNaN(value) ? null : value);
  return {
    keys: ['month', 'alive', 'survival', ...names.flatMap((name) => SPREAD.map((of) => `${keyOf(name)}_${of}`))],
    rows: monthsJson(scenario).map((month, t) => [
      ...[month, worlds.alive[t]!, worlds.survival[t]!],
      ...series.flatMap((one) => SPREAD.map((of) => living(one[of][t]!))),
    ]),
  };
}

/** Column key of a series: `line_sales`, `creditor_cloud_due`. */
const keyOf = (series: string): string => series.replaceAll(' ', '_');

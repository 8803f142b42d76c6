import type { Endings, MonthlyName, SpreadSeries } from '../engine/answers.ts';

/** The series by month that reports over many worlds show unless others are asked for. */
export const WORLDS_SERIES = ['cash', 'overdue', 'owed', 'net_burn'] as const satisfies readonly MonthlyName[];

/** A series that the run kept; throws where it was run without. */
export function seriesOf(worlds: Endings, name: string): SpreadSeries {
  const series = worlds.byMonth.get(name);
  if (series === undefined) throw new Error(`the worlds were run without the series ${name}`);
  return series;
}

import type { Endings, MonthlyName, SpreadSeries } from '../engine/answers.ts';

/** The monthly series that reports over worlds show unless others are asked for. */
export const WORLDS_SERIES = ['cash', 'overdue', 'owed', 'net_burn'] as const satisfies readonly MonthlyName[];

/** The series of a run by name; throws where the run did not keep it. */
export function seriesOf(worlds: Endings, name: string): SpreadSeries {
  const series = worlds.byMonth.get(name);
  if (series === undefined) throw new Error(`the worlds were run without the series ${name}`);
  return series;
}

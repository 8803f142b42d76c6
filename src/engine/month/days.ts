/** Days on which a month is looked at. */
import { END, givesDays } from '../../scenario/days.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** The first, and those on which creditors are paid, for between them cash only rises; the end alone without days. */
export function daysOf(scenario: Scenario): number[] {
  if (!givesDays(scenario)) return [END];
  const paid = [...scenario.creditors.values()].map(({ day }) => day ?? END);
  return [...new Set([1, ...paid])].sort((a, b) => a - b);
}

/** Days of the month at which cash is looked at. */
import { END, givesDays } from '../../scenario/days.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/**
 * The first day and those on which creditors are paid, rising, for between them cash only rises; `END` alone, the
 * month's end, where the scenario gives no days.
 */
export function daysOf(scenario: Scenario): number[] {
  if (!givesDays(scenario)) return [END];
  const paid = [...scenario.creditors.values()].map(({ day }) => day ?? END);
  return [...new Set([1, ...paid])].sort((a, b) => a - b);
}

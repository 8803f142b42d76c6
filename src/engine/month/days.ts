/** Days within the month. */
import type { Scenario } from '../../scenario/scenario.ts';

/** After the 31st: the month's end, at which creditors without a day are paid. */
export const END = 32;

/**
 * The days on which a month is looked at: the first, and those on which creditors are paid, for between them cash only
 * rises; the end alone where nothing has a day.
 */
export function daysOf({ revenue, funding, debts, assets, creditors }: Scenario): number[] {
  const entries = [revenue, funding, debts, assets, creditors].flatMap((section) => [...section.values()]);
  if (entries.every(({ day }) => day === null)) return [END];
  const paid = [...creditors.values()].map(({ day }) => day ?? END);
  return [...new Set([1, ...paid])].sort((a, b) => a - b);
}

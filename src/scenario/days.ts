/** Days within the month. */
import type { Scenario } from './scenario.ts';

/** After the 31st: the month's end, at which creditors without a day are paid. */
export const END = 32;

/** Whether the file says of anything on which day of the month it comes in or is paid. */
export const givesDays = ({ revenue, funding, debts, assets, creditors }: Scenario): boolean =>
  [revenue, funding, debts, assets, creditors].some((section) => [...section.values()].some(({ day }) => day !== null));

/** Days of the month on which money comes in or is paid. */
import type { Scenario } from './scenario.ts';

/** The day on which creditors without a day are paid: the month's end, after the 31st. */
export const END = 32;

/** Whether any entry has a day of the month on which it comes in or is paid. */
export const givesDays = ({ revenue, funding, debts, assets, creditors }: Scenario): boolean =>
  [revenue, funding, debts, assets, creditors].some((section) => [...section.values()].some(({ day }) => day !== null));

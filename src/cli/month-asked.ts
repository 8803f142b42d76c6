/** Reads `--month`, and asks for the accounts that the days of a month need. */
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Accounts } from '../engine/answers.ts';
import { askAccounts, type DrawnWorld, type Model } from '../engine/ask.ts';
import { formatMonth, parseMonth } from '../formula/month.ts';
import { givesDays } from '../scenario/days.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { usageOf } from './usage.ts';

/** The accounts of a case, for a file that gives days; else null, and nothing is simulated. */
export const accountsOfDays = (model: Model, settings: Settings, drawn: DrawnWorld | null = null): Accounts | null =>
  givesDays(model.scenario) ? askAccounts(model, settings, drawn) : null;

/** The month of `--month`, as t. Throws Faults where it is no month, or outside the horizon. */
export function readMonth(text: string, { start, months }: Scenario): number {
  const month = parseMonth(text.trim());
  if (month === null) throw new Faults([usageOf('--month', text, `a month is YYYY-MM, and "${text}" is none`)]);
  if (month >= start && month < start + months) return month - start;
  const message = `${formatMonth(month)} is not simulated: months go from ${formatMonth(start)} to ${formatMonth(start + months - 1)}`;
  throw new Faults([{ ...usageOf('--month', text, message), code: 'bad-dates' }]);
}

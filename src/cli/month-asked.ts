/** A month that is opened, and the days of all months. */
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Accounts } from '../engine/answers.ts';
import { askAccounts, type DrawnWorld, type Model } from '../engine/ask.ts';
import { formatMonth, parseMonth } from '../formula/month.ts';
import { givesDays } from '../scenario/days.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { usageOf } from './usage.ts';

/** What tells of days, where the file gives any: no other case is asked for it. */
export const accountsOfDays = (model: Model, settings: Settings, drawn: DrawnWorld | null = null): Accounts | null =>
  givesDays(model.scenario) ? askAccounts(model, settings, drawn) : null;

/** The month of `--month`, as t. Throws Faults where it is none, or not simulated. */
export function readMonth(text: string, { start, months }: Scenario): number {
  const month = parseMonth(text.trim());
  if (month === null) throw new Faults([usageOf('--month', text, `a month is YYYY-MM, and "${text}" is none`)]);
  if (month >= start && month < start + months) return month - start;
  const message = `${formatMonth(month)} is not simulated: months go from ${formatMonth(start)} to ${formatMonth(start + months - 1)}`;
  throw new Faults([{ ...usageOf('--month', text, message), code: 'bad-dates' }]);
}

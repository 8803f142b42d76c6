import { plainText } from '../chart/text.ts';
import type { Warning } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { monthName } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The cause of a failure in words: `staff could not be paid in full`. `label` gives a creditor's name for people. */
export function causeWords(cause: string, label: (creditor: string) => string = (name) => name): string {
  const [kind, creditor] = cause.split(':') as [string, string];
  return kind === 'petition'
    ? `${label(creditor)} petitioned for insolvency`
    : `${label(creditor)} could not be paid in full`;
}

/** The cause in short, for a table: `staff unpaid`, `cloud petitions`. `label` gives a creditor's name for people. */
export function causeShort(cause: string, label: (creditor: string) => string = (name) => name): string {
  const [kind, creditor] = cause.split(':') as [string, string];
  return kind === 'petition' ? `${label(creditor)} petitions` : `${label(creditor)} unpaid`;
}

/** Gives the label of a creditor by its name. */
export const creditorLabel =
  (scenario: Scenario) =>
  (name: string): string => {
    const entry = scenario.creditors.get(name);
    return entry === undefined ? name : calledBy(entry);
  };

/** The name of an entry for people: its label, else its name with blanks for underscores. */
export const calledBy = (entry: { readonly name: string; readonly label: string | null }): string =>
  (entry.label === null ? '' : plainText(entry.label)) || entry.name.replaceAll('_', ' ');

/** The name of month t: `Mar 2026`. */
export const nameOf = (start: Month, t: number): string => monthName(start + t);

/** The last month (t) lived through: that of the failure, else the last of the horizon. */
export const lastMonth = (failure: { readonly t: number } | null, months: number): number => failure?.t ?? months - 1;

/** The name of the last month of the horizon. */
export const horizonOf = ({ start, months }: Scenario): string => nameOf(start, months - 1);

/** Whether no creditor can end the company, which the engine warns of: survival then means nothing. */
export const nobodyEndsIt = ({ warnings }: { readonly warnings: readonly Warning[] }): boolean =>
  warnings.some(({ code }) => code === 'nothing-ends-it');

export const NOBODY_ENDS_IT = 'cannot be asked: no creditor is critical or petitions, so nobody could end it';

import { plainText } from '../chart/text.ts';
import type { Warning } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import { monthName } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Why a company fails, in words: `staff could not be paid in full`. `label` names a creditor. */
export function causeWords(cause: string, label: (creditor: string) => string = (name) => name): string {
  const [kind, creditor] = cause.split(':') as [string, string];
  return kind === 'petition'
    ? `${label(creditor)} petitioned for insolvency`
    : `${label(creditor)} could not be paid in full`;
}

/** For a table: `staff unpaid`, `cloud petitions`. `label` names a creditor. */
export function causeShort(cause: string, label: (creditor: string) => string = (name) => name): string {
  const [kind, creditor] = cause.split(':') as [string, string];
  return kind === 'petition' ? `${label(creditor)} petitions` : `${label(creditor)} unpaid`;
}

/** What a person calls each creditor of the scenario. */
export const creditorLabel =
  (scenario: Scenario) =>
  (name: string): string => {
    const entry = scenario.creditors.get(name);
    return entry === undefined ? name : calledBy(entry);
  };

/** What a person calls an entry: its label, else its name with blanks. */
export const calledBy = (entry: { readonly name: string; readonly label: string | null }): string =>
  (entry.label === null ? '' : plainText(entry.label)) || entry.name.replaceAll('_', ' ');

/** The name of month t. */
export const nameOf = (start: Month, t: number): string => monthName(start + t);

/** The last month that the company lived through: that of its failure, else the horizon's last. */
export const lastMonth = (failure: { readonly t: number } | null, months: number): number => failure?.t ?? months - 1;

/** The name of the last month that is simulated. */
export const horizonOf = ({ start, months }: Scenario): string => nameOf(start, months - 1);

/** Whether no creditor could end the company, as the engine warns of it: whether it survives cannot be asked then. */
export const nobodyEndsIt = ({ warnings }: { readonly warnings: readonly Warning[] }): boolean =>
  warnings.some(({ code }) => code === 'nothing-ends-it');

export const NOBODY_ENDS_IT = 'cannot be asked: no creditor is critical or petitions, so nobody could end it';

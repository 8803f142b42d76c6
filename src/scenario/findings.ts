import type { Place } from '../diagnostic/diagnostic.ts';
import { listed } from '../diagnostic/nearest.ts';

/** Kinds of warnings of a file without errors: what in it has no effect, or means something else than it seems to. */
export const FINDINGS = {
  'unused-assumption': 'an assumption that nothing reads',
  'unused-lever': 'a lever that no formula reads',
  'empty-plan': 'a plan that sets nothing that the file does not',
  'yearly-as-monthly': 'a cost by the year that stands where costs are by the month',
  'never-comes': 'funding, a loan, a sale or a lever outside the months that are simulated',
  'owed-nothing': 'a creditor to whom nothing is ever owed',
  'never-acts': 'a patience that no bill outlasts, or a reaction without patience or limit',
  'no-effect': 'a key that has no effect where it stands',
  'last-month-only': 'a range of months over a balance, which is taken at the last of them',
  'first-edition': 'a figure that the second edition of the standard changes, in a file without a word of it',
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** A warning in one line, of all that was found of one kind. */
export interface Finding {
  readonly code: FindingCode;
  /** Section and name of the first that was found: `levers.layoffs`. */
  readonly where: string;
  /** Place of the first that was found. */
  readonly place: Place;
  readonly message: string;
}

/** One entry of the file that a warning is about. */
export interface FoundEntry {
  readonly where: string;
  readonly place: Place;
  /** What the warning calls it, in the middle of a sentence. */
  readonly text: string;
}

/** Most entries that one warning names. */
const MAX_TOLD = 6;

/** The warning of one kind, in a list; an empty list where nothing was found. */
export function warningOf(
  code: FindingCode,
  found: readonly FoundEntry[],
  message: (names: string) => string,
): Finding[] {
  const first = found[0];
  if (first === undefined) return [];
  const names = listed(found.slice(0, MAX_TOLD).map(({ text }) => text));
  const more = found.length - MAX_TOLD;
  const all = more > 0 ? `${names} and ${more} more` : names;
  return [{ code, where: first.where, place: first.place, message: message(all) }];
}

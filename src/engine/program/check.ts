import type { Place } from '../../diagnostic/diagnostic.ts';
import type { Value } from './program.ts';

/**
 * Something that must not be, tested in every month of every world: a fault of the user, or (`assert`) of the program.
 */
export interface Check {
  readonly kind: 'finite' | 'negative' | 'share' | 'shares' | 'overflow' | 'assert';
  /** A boolean: true where the fault is there. */
  readonly bad: Value;
  /** The number at fault, for the message. */
  readonly value: Value;
  /** The name that messages give it: `costs.rent`. */
  readonly where: string;
  /** The formula to blame; null where no single formula is. */
  readonly place: Place | null;
  /** A value without which the check is left out: it is made only where that value is computed anyway; null: always. */
  readonly of: Value | null;
}

/** Something that is put right, and whose months are counted for a warning. */
export interface Tally {
  readonly code: 'amount-below-zero' | 'share-out-of-range';
  /** Section and name: `revenue.sales`. */
  readonly where: string;
  /** What was put right, for the message: `amount`, `pay`, `late fee`. */
  readonly what: string;
  /** A boolean: it is put right this month. */
  readonly test: Value;
}

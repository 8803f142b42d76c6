import type { Place } from '../../diagnostic/diagnostic.ts';
import type { Value } from './program.ts';

/** Something that must not be, tested in every month and world: the user's fault, or (`assert`) the program's own. */
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
  /** A value: the check is made only where that is computed anyway; null for a check that is always made. */
  readonly of: Value | null;
}

/** Something that is put right and counted, month by month. */
export interface Tally {
  readonly code: 'amount-below-zero' | 'share-out-of-range';
  readonly where: string;
  /** What was put right, for the message: `amount`, `pay`, `late fee`. */
  readonly what: string;
  readonly test: Value;
}

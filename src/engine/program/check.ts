import type { Place } from '../../diagnostic/diagnostic.ts';
import type { Value } from './program.ts';

/** Something that must not be, tested in every month and world: the user's fault, or (`assert`) the program's own. */
export interface Check {
  readonly kind: 'finite' | 'negative' | 'share' | 'shares' | 'overflow' | 'assert';
  /** A boolean: true where the fault is there. */
  readonly bad: Value;
  /** What is found there. */
  readonly value: Value;
  /** As messages call it: `costs.rent`. */
  readonly where: string;
  /** The formula to blame; null where it is none alone. */
  readonly place: Place | null;
  /** What is checked only where it is computed; null for what is checked always. */
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

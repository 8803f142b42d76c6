import type { Target } from '../scenario/target.ts';
import type { Choice } from './results.ts';

/** A rescue that is shown. */
export interface Rescuing {
  readonly target: Target;
  /** The choice that it starts from: the one in hand when it was asked for. */
  readonly from: Choice;
  /** Index of the chosen step of the frontier; null: none was chosen, so the best set's counts. */
  readonly step: number | null;
}

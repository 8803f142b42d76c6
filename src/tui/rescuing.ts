import type { Target } from '../scenario/target.ts';
import type { Choice } from './results.ts';

/** A rescue that was asked for. */
export interface Rescuing {
  readonly target: Target;
  /** The levers that it starts from: those in hand when it was asked for. */
  readonly from: Choice;
  /** The step of the frontier that the keys act on; null: that of the set which is found. */
  readonly step: number | null;
}

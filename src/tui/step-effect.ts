/**
 * The effect of a lever's next step up on the base case. `none`: the lever is at its end; `fault`: the step has no
 * result.
 */
export type StepEffect =
  | { readonly kind: 'none' | 'fault' | 'same' }
  /** Months by which the failure comes later; `lives` where it no longer comes, `fails` where it comes now. */
  | { readonly kind: 'failure'; readonly months: number }
  | { readonly kind: 'lives' | 'fails' }
  /**
   * Months by which the runway is longer, the failure being the same; `solvent`: it no longer ends, `short`: it does
   * now.
   */
  | { readonly kind: 'runway'; readonly months: number }
  | { readonly kind: 'solvent' | 'short' };

/**
 * What one more step of a lever would do to the base case: `none` where the lever is at its end, `fault` where nothing
 * follows.
 */
export type StepEffect =
  | { readonly kind: 'none' | 'fault' | 'same' }
  /** Months that the failure moves; `lives` and `fails` where it goes or comes. */
  | { readonly kind: 'failure'; readonly months: number }
  | { readonly kind: 'lives' | 'fails' }
  /** Months that the runway changes by, where the failure stays; `solvent` and `short` where its end goes or comes. */
  | { readonly kind: 'runway'; readonly months: number }
  | { readonly kind: 'solvent' | 'short' };

/** Progress of a rescue, told between two questions to the engine. */
export interface RescueProgress {
  /** Sets tried so far. */
  readonly tried: number;
  /** Number of sets to try; for the search, whose end is unknown, the most that it tries. */
  readonly of: number;
  readonly simulated: number;
  readonly best: { readonly pain: number; readonly share: number } | null;
  readonly isSearching: boolean;
}

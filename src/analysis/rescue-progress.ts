/** How far a rescue is, between two questions to the engine. */
export interface RescueProgress {
  /** Sets that are tried. */
  readonly tried: number;
  /** Those there are; of the search, whose end is not known, the most that it tries. */
  readonly of: number;
  readonly simulated: number;
  readonly best: { readonly pain: number; readonly share: number } | null;
  readonly isSearching: boolean;
}

import type { Assumption, Claim, Scenario } from '../scenario/scenario.ts';

/** An assumption, or what somebody else claims of it. */
export interface EvidenceLine {
  readonly assumption: Assumption;
  /** Null for the assumption itself. */
  readonly claim: Claim | null;
}

/** Every assumption in the order of the file, each with its claims beneath it. */
export const evidenceLines = ({ assumptions }: Scenario): EvidenceLine[] =>
  [...assumptions.values()].flatMap((assumption) =>
    [null, ...assumption.claims.values()].map((claim) => ({ assumption, claim })),
  );

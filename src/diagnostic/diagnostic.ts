import type { Code } from './codes.ts';

/** A text that a person wrote, and the name to call it by: a path, `-` for standard input, `--set` for an argument. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A stretch of a text: offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of one source. */
export interface Place extends Span {
  readonly source: Source;
}

/** One thing that is wrong (error) or worth knowing (warning), where it is, and how to mend it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** A key of the table of codes. */
  readonly code: Code;
  /** Null where the fault has no place, such as a file that cannot be read. */
  readonly place: Place | null;
  /** What was found and what is allowed, one sentence, no final stop. */
  readonly message: string;
  /** How to mend it. */
  readonly hint?: string;
}

/** Carries user mistakes out of a deep call; never a mistake of the program. */
export class Faults extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => d.message).join('; '));
    this.name = 'Faults';
    this.diagnostics = diagnostics;
  }
}

import type { FaultCode } from './codes.ts';

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
  readonly code: FaultCode;
  /** Null where the fault has no place, such as a file that cannot be read. */
  readonly place: Place | null;
  /** What was found and what is allowed, one sentence, no final stop. */
  readonly message: string;
  /** How to mend it. */
  readonly hint?: string;
  /** Of `too-many` alone: how many faults it stands for. */
  readonly more?: number;
}

/** How many faults are told one by one; of the others only their number is told. */
export const MOST_TOLD = 100;
/** Longest sentence of a fault, in UTF-16 units: what is quoted in one may be as long as a file. */
const LONGEST_SENTENCE = 600;
/** UTF-16 units that a shortened sentence keeps of its end, where the nearest name and the way out stand. */
const KEPT_END = 200;

/** A sentence with its middle left out where it is too long to be read. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_SENTENCE) return text;
  const start = text.slice(0, LONGEST_SENTENCE - KEPT_END - 1).replace(/[\ud800-\udbff]$/, '');
  return `${start}…${text.slice(text.length - KEPT_END).replace(/^[\udc00-\udfff]/, '')}`;
}

/** How many faults there are: a `too-many` counts as those it stands for. */
export const countOf = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.reduce((count, { more = 1 }) => count + more, 0);

/**
 * The faults in a form that can be read: sentences of bounded length, and at most `MOST_TOLD` faults, the first of the
 * text; one of code `too-many` stands for all others.
 */
export function bounded(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const short = diagnostics.map((diagnostic) => {
    const message = shortened(diagnostic.message);
    return diagnostic.hint === undefined
      ? { ...diagnostic, message }
      : { ...diagnostic, message, hint: shortened(diagnostic.hint) };
  });
  const single = short.filter(({ more }) => more === undefined);
  const more = countOf(short) - MOST_TOLD;
  if (more <= 0) return short;
  const message = `… and ${more} more`;
  return [
    ...inTextOrder(single).slice(0, MOST_TOLD),
    { severity: 'error', code: 'too-many', place: null, message, more },
  ];
}

/** The faults sorted: sources in the order in which they are first met, and within a source by place. */
export function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sources = [...new Set(diagnostics.map(({ place }) => place?.source.name ?? ''))];
  const rank = ({ place }: Diagnostic): number => sources.indexOf(place?.source.name ?? '');
  return [...diagnostics].sort((a, b) => rank(a) - rank(b) || (a.place?.start ?? -1) - (b.place?.start ?? -1));
}

/** Thrown for mistakes of the user, all that were found at once; a mistake of the program throws any other error. */
export class Faults extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const told = bounded(diagnostics);
    super(told.map((d) => d.message).join('; '));
    this.name = 'Faults';
    this.diagnostics = told;
  }
}

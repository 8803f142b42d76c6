import { type BareFigure, bareFigures, isOurs } from '../analysis/evidence.ts';
import type { Assumption, Claim, Entry, Expectation, Scenario, SourceEntry } from '../scenario/scenario.ts';
import { lineOf } from './list-place.ts';
import type { ReadState } from './state.ts';

/** A line of the Evidence tab: a figure, a claim about one, a reported figure, or the heading of a source. */
export type EvidenceLine =
  | ({ readonly kind: 'figure' } & BareFigure)
  | { readonly kind: 'claim'; readonly name: string; readonly assumption: Assumption; readonly claim: Claim }
  | { readonly kind: 'reported'; readonly name: string; readonly reported: Expectation }
  /** The heading above the figures of a source; `source` is null above those that have none. */
  | { readonly kind: 'source'; readonly name: string; readonly source: SourceEntry | null };

/** All lines: by source, or by figure in the order of the file, with the claims about each beneath it. */
export function evidenceLines({ loaded: { scenario }, isBySource }: Pick<ReadState, 'loaded' | 'isBySource'>) {
  return isBySource ? linesBySource(scenario) : linesByFigure(scenario);
}

export const evidenceLineInFront = (state: ReadState): EvidenceLine | undefined =>
  evidenceLines(state)[lineOf(state, 'evidence')];

/** The file's entry that the line is about; null for a figure without an entry of its own, and for the last heading. */
export function entryOfLine(line: EvidenceLine): Entry | null {
  switch (line.kind) {
    case 'figure':
      return line.entry;
    case 'claim':
      return line.claim;
    case 'reported':
      return line.reported;
    case 'source':
      return line.source;
  }
}

const claimLine = (assumption: Assumption, claim: Claim): EvidenceLine => ({
  ...{ kind: 'claim', name: assumption.name, assumption, claim },
});
const reportedLine = (reported: Expectation): EvidenceLine => ({ kind: 'reported', name: reported.name, reported });

/** Sections all figures of which have a line; of the other sections those that have a source. */
const ALWAYS_LISTED: ReadonlySet<string> = new Set(['assumptions', 'creditors', 'debts', 'funding']);

function linesByFigure(scenario: Scenario): EvidenceLine[] {
  const figures = bareFigures(scenario)
    .filter(({ section, entry }) => ALWAYS_LISTED.has(section) || (entry !== null && entry.source !== null))
    .flatMap((figure): EvidenceLine[] => [{ kind: 'figure', ...figure }, ...claimsOf(scenario, figure)]);
  return [...figures, ...[...scenario.reported.values()].map(reportedLine)];
}

function claimsOf({ assumptions }: Scenario, { section, name }: BareFigure): EvidenceLine[] {
  const assumption = section === 'assumptions' ? assumptions.get(name)! : null;
  return assumption === null ? [] : [...assumption.claims.values()].map((claim) => claimLine(assumption, claim));
}

/** By source its heading and all that comes from it; then the figures that are our own. */
function linesBySource(scenario: Scenario): EvidenceLine[] {
  const figures = bareFigures(scenario);
  const claims = figures.flatMap((figure) => claimsOf(scenario, figure));
  const reported = [...scenario.reported.values()].map(reportedLine);
  const all: EvidenceLine[] = [
    ...figures.map((figure) => ({ kind: 'figure', ...figure }) as const),
    ...claims,
    ...reported,
  ];
  const from = (source: string | null): EvidenceLine[] => all.filter((line) => sourceOfLine(line) === source);
  const sources = [...scenario.sources.values()].flatMap((source): EvidenceLine[] => [
    { kind: 'source', name: source.name, source },
    ...from(source.name),
  ]);
  const ours = from(null).filter((line) => line.kind !== 'figure' || isOurs(line));
  return ours.length === 0 ? sources : [...sources, { kind: 'source', name: '', source: null }, ...ours];
}

/** The name of the source of a line, null where it has none; undefined for a heading. */
function sourceOfLine(line: EvidenceLine): string | null | undefined {
  return line.kind === 'source' ? undefined : (entryOfLine(line)?.source ?? null);
}

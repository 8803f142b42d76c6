import { type BareFigure, bareFigures, isOurs } from '../analysis/evidence.ts';
import type { Assumption, Claim, Entry, Expectation, Scenario, SourceEntry } from '../scenario/scenario.ts';
import { lineOf } from './list-place.ts';
import type { ReadState } from './state.ts';

/** A line of the evidence: a figure, what somebody else claims of one, what was reported, or what stands above some. */
export type EvidenceLine =
  | ({ readonly kind: 'figure' } & BareFigure)
  | { readonly kind: 'claim'; readonly name: string; readonly assumption: Assumption; readonly claim: Claim }
  | { readonly kind: 'reported'; readonly name: string; readonly reported: Expectation }
  /** A source, above its figures; null: above those that have none. */
  | { readonly kind: 'source'; readonly name: string; readonly source: SourceEntry | null };

/** Every line, by figure: in the order of the file, each with its claims beneath it; or by source. */
export function evidenceLines({ loaded: { scenario }, isBySource }: Pick<ReadState, 'loaded' | 'isBySource'>) {
  return isBySource ? linesBySource(scenario) : linesByFigure(scenario);
}

export const evidenceLineInFront = (state: ReadState): EvidenceLine | undefined =>
  evidenceLines(state)[lineOf(state, 'evidence')];

/** What of the file the line is about; null of what is written without an entry of its own. */
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

/** Sections that every figure of is told of; of the others what has a source. */
const TOLD: ReadonlySet<string> = new Set(['assumptions', 'creditors', 'debts', 'funding']);

function linesByFigure(scenario: Scenario): EvidenceLine[] {
  const figures = bareFigures(scenario)
    .filter(({ section, entry }) => TOLD.has(section) || (entry !== null && entry.source !== null))
    .flatMap((figure): EvidenceLine[] => [{ kind: 'figure', ...figure }, ...claimsOf(scenario, figure)]);
  return [...figures, ...[...scenario.reported.values()].map(reportedLine)];
}

function claimsOf({ assumptions }: Scenario, { section, name }: BareFigure): EvidenceLine[] {
  const assumption = section === 'assumptions' ? assumptions.get(name)! : null;
  return assumption === null ? [] : [...assumption.claims.values()].map((claim) => claimLine(assumption, claim));
}

/** Each source with all that comes from it, then what is ours. */
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

/** The source of what the line says; of a heading undefined. */
function sourceOfLine(line: EvidenceLine): string | null | undefined {
  return line.kind === 'source' ? undefined : (entryOfLine(line)?.source ?? null);
}

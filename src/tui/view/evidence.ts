import { type Row, run } from '../../chart/cells.ts';
import { plainText, wrap } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { calledBy } from '../../report/words.ts';
import type { Assumption, Claim, Scenario } from '../../scenario/scenario.ts';
import { type EvidenceLine, evidenceLines } from '../evidence-lines.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { type TabView, withoutLines } from '../tabs/tab.ts';
import { type GridColumn, headRow, lineRow } from './grid.ts';
import { type List, listView } from './list.ts';

/** Rows below the list that tell of the line in front, in a panel of so many rows. */
const detailLines = (height: number): number => Math.min(8, Math.max(3, Math.floor(height * 0.4)));

/** A line for each assumption and each claim; below, where the figure in front comes from and who says otherwise. */
export function evidence(state: ReadState, width: number, height: number): TabView {
  const { scenario } = state.loaded;
  const lines = evidenceLines(scenario);
  if (lines.length === 0)
    return withoutLines([[run(' This file has no assumptions. Name some under `assumptions:`.', 'muted')]]);
  const [name, ...columns] = evidenceColumns(scenario, lines, width);
  const line = lineOf(state, 'evidence');
  const below = detailLines(height);
  // A blank row sets the two apart where there is room for it.
  const told = [...(below > 4 ? [[]] : []), ...detailRows(scenario, lines[line]!, width)].slice(0, below);
  const list: List = {
    tab: 'evidence',
    line,
    count: lines.length,
    left: { head: headRow([name!]), cells: (i) => lineRow([name!], i) },
    columns,
    below: Array.from({ length: below }, (_, i) => told[i] ?? []),
  };
  return listView(state, list, width, height);
}

function evidenceColumns(scenario: Scenario, lines: readonly EvidenceLine[], width: number): GridColumn[] {
  const names = lines.map((line) => nameOfLine(line));
  const values = lines.map(figureOf);
  const most = (texts: readonly string[], low: number, high: number): number =>
    Math.min(Math.round(high), Math.max(low, ...texts.map(columnsOf)));
  const name = most(names, 12, width * 0.42);
  const value = most(values, 8, width * 0.28);
  return [
    {
      head: 'Assumption',
      align: 'left',
      width: name,
      cell: (i) => ({ text: names[i]!, role: lines[i]!.claim === null ? 'plain' : 'baseline' }),
    },
    {
      head: 'Value',
      align: 'left',
      width: value,
      cell: (i) => ({ text: values[i]!, role: lines[i]!.claim === null ? 'title' : 'baseline' }),
    },
    {
      head: 'Source',
      align: 'left',
      width: Math.max(8, width - name - value - 7),
      cell: (i) => {
        const line = lines[i]!;
        if (isTyped(line)) return { text: 'the command line', role: 'accent' };
        const { source } = spokenFor(line);
        return source === null ? { text: 'none', role: 'muted' } : { text: inShort(scenario, source) };
      },
    },
  ];
}

const nameOfLine = ({ assumption, claim }: EvidenceLine): string => {
  if (claim === null) return calledBy(assumption);
  return `  ${calledBy(claim)} claims${assumption.replaced?.claim === claim.name ? ', in use' : ''}`;
};

/** Of an assumption the value in use, with what the command line puts in place of the file's. */
const figureOf = ({ assumption, claim }: EvidenceLine): string => plainText((claim ?? assumption).value.text.trim());

/** Whether the value in use is a formula of the command line. */
const isTyped = ({ assumption, claim }: EvidenceLine): boolean =>
  claim === null && assumption.replaced !== null && assumption.replaced.claim === null;

/**
 * What gave the value that is shown, and whose source and note speak of it: the claim that is in use in place of the
 * file's value.
 */
function spokenFor({ assumption, claim }: EvidenceLine): Assumption | Claim {
  const inUse = assumption.replaced?.claim ?? null;
  return claim ?? (inUse === null ? assumption : (assumption.claims.get(inUse) ?? assumption));
}

/** What the entry says of itself, the name of it and its value in full first, then where it comes from. */
export function detailRows(scenario: Scenario, line: EvidenceLine, width: number): Row[] {
  const { assumption, claim } = line;
  const entry = spokenFor(line);
  const whose = claim === null ? calledBy(assumption) : `${calledBy(assumption)}, claimed by ${calledBy(claim)}`;
  const paragraph = (text: string, role: 'title' | 'plain' | 'muted' | 'accent'): Row[] =>
    text === '' ? [] : wrap(text, width - 2).map((part) => [run(` ${part}`, role)]);
  const own = isTyped(line)
    ? []
    : [
        ...paragraph(sourceText(scenario, entry), 'plain'),
        ...paragraph(entry.note === null ? '' : plainText(entry.note), 'muted'),
      ];
  return [
    ...paragraph(`${whose}: ${figureOf(line)}`, 'title'),
    ...(claim === null ? paragraph(inPlaceText(scenario, assumption), 'accent') : []),
    ...own,
    ...(claim === null && assumption.claims.size > 0
      ? paragraph(`Others claim: ${claimsOf(assumption)}.`, 'plain')
      : []),
  ];
}

const sourceText = (scenario: Scenario, { source }: Pick<Assumption, 'source'>): string =>
  source === null ? 'No source is given.' : `Source: ${sourceWords(scenario, source).join(', ')}`;

/**
 * `Claimed by researchers, in place of the file's 20M. Source of that: …`; empty where the file's own value is in use.
 */
function inPlaceText(scenario: Scenario, assumption: Assumption): string {
  const { replaced, claims, written, source } = assumption;
  if (replaced === null) return '';
  const claim = replaced.claim === null ? undefined : claims.get(replaced.claim);
  const by = claim === undefined ? 'Set by the command line' : `Claimed by ${calledBy(claim)}`;
  const of = source === null ? '' : ` Source of that: ${sourceWords(scenario, source).join(', ')}.`;
  return `${by}, in place of the file's ${plainText(written.text.trim())}.${of}`;
}

const claimsOf = ({ claims }: Assumption): string =>
  [...claims.values()].map((claim) => `${plainText(claim.value.text)} (${calledBy(claim)})`).join(', ');

/** Title, publisher, date and address of a source, those it has. */
function sourceWords(scenario: Scenario, name: string): string[] {
  const source = scenario.sources.get(name);
  if (source === undefined) return [name];
  const { title, publisher, date, url } = source;
  const words = [title ?? calledBy(source), publisher, date, url].filter((text) => text !== null);
  return words.map(plainText);
}

/** Who published it, and when: titles are long. */
function inShort(scenario: Scenario, name: string): string {
  const source = scenario.sources.get(name);
  if (source === undefined) return name;
  return [source.publisher ?? source.title ?? calledBy(source), source.date]
    .filter((text) => text !== null)
    .map(plainText)
    .join(', ');
}

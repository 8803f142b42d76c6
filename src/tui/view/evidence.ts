import { type Row, run } from '../../chart/cells.ts';
import { plainText, wrap } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { calledBy } from '../../report/words.ts';
import type { Assumption, Scenario } from '../../scenario/scenario.ts';
import { type EvidenceLine, evidenceLines } from '../evidence-lines.ts';
import type { ReadState } from '../state.ts';
import { type Column, fitting, headRow, lineRow, marked } from './grid.ts';

/** Rows below the list that tell of the line in front, in a panel of so many rows. */
export const evidenceDetail = (height: number): number => Math.min(8, Math.max(3, Math.floor(height * 0.4)));

/** A line for each assumption and each claim; below, where the figure in front comes from and who says otherwise. */
export function evidence(state: ReadState, width: number, height: number): Row[] {
  const { scenario } = state.loaded;
  const lines = evidenceLines(scenario);
  if (lines.length === 0) return [[run(' This file has no assumptions. Name some under `assumptions:`.', 'muted')]];
  const columns = fitting(evidenceColumns(scenario, lines, width), 0, width - 1);
  const focused = state.pane === 'table';
  const ascii = state.glyphs === 'ascii';
  const below = evidenceDetail(height);
  const first = state.scroll.evidence;
  const rows = lines
    .slice(first, first + height - 1 - below)
    .map((_, i) => marked(lineRow(columns, first + i), focused && first + i === state.evidenceRow, ascii, width));
  const blank = Array<Row>(Math.max(0, height - 1 - below - rows.length)).fill([]);
  const line = lines[state.evidenceRow]!;
  // A blank row sets the two apart where there is room for it.
  const detail = [...(below > 4 ? [[]] : []), ...detailRows(scenario, line, width)].slice(0, below);
  return [[run(' '), ...headRow(columns)], ...rows, ...blank, ...detail];
}

function evidenceColumns(scenario: Scenario, lines: readonly EvidenceLine[], width: number): Column[] {
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
        const { source } = lines[i]!.claim ?? lines[i]!.assumption;
        return source === null ? { text: 'none', role: 'muted' } : { text: inShort(scenario, source) };
      },
    },
  ];
}

const nameOfLine = ({ assumption, claim }: EvidenceLine): string =>
  claim === null ? calledBy(assumption) : `  ${calledBy(claim)} claims`;

const figureOf = ({ assumption, claim }: EvidenceLine): string => plainText((claim ?? assumption).value.text);

/** What the entry says of itself, the name of it and its value in full first, then where it comes from. */
export function detailRows(scenario: Scenario, line: EvidenceLine, width: number): Row[] {
  const { assumption, claim } = line;
  const entry = claim ?? assumption;
  const whose = claim === null ? calledBy(assumption) : `${calledBy(assumption)}, claimed by ${calledBy(claim)}`;
  const note = entry.note === null ? '' : plainText(entry.note);
  const source =
    entry.source === null ? 'No source is given.' : `Source: ${sourceWords(scenario, entry.source).join(', ')}`;
  const paragraph = (text: string, role: 'title' | 'plain' | 'muted'): Row[] =>
    text === '' ? [] : wrap(text, width - 2).map((part) => [run(` ${part}`, role)]);
  return [
    ...paragraph(`${whose}: ${figureOf(line)}`, 'title'),
    ...paragraph(source, 'plain'),
    ...paragraph(note, 'muted'),
    ...(claim === null && assumption.claims.size > 0
      ? paragraph(`Others claim: ${claimsOf(assumption)}.`, 'plain')
      : []),
  ];
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

import { type Row, rowText, run } from '../../chart/cells.ts';
import { plainText } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { reportedText } from '../../report/backtest-page.ts';
import { sourceInShort, sourceWords } from '../../report/source-words.ts';
import { calledBy } from '../../report/words.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type EvidenceLine, evidenceLines } from '../evidence-lines.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { type TabView, withoutLines } from '../tabs/tab.ts';
import { detailRows } from './evidence-detail.ts';
import { type GridCell, type GridColumn, headRow, lineRow } from './grid.ts';
import { listView } from './list.ts';
import type { List } from './list-data.ts';

/** Rows below the list for the chosen line, in a panel of `height` rows. */
const detailLines = (height: number): number => Math.min(8, Math.max(3, Math.floor(height * 0.4)));

/** The tab's view: a line for each figure, claim and reported figure, by figure or by source; below, the chosen one. */
export function evidence(state: ReadState, width: number, height: number): TabView {
  const lines = evidenceLines(state);
  if (lines.length === 0)
    return withoutLines([[run(' This file has no assumptions. Name some under `assumptions:`.', 'muted')]]);
  const [name, ...columns] = evidenceColumns(state, lines, width);
  const line = lineOf(state, 'evidence');
  const below = detailLines(height);
  // A blank row stands between the list and the text below it where there is room.
  const told: Row[] = [...(below > 4 ? [[]] : []), ...detailRows(state, lines[line] ?? lines[0]!, width)];
  const list: List = {
    tab: 'evidence',
    label: (i) => nameOf(state, lines[i]!).text.trim(),
    line,
    count: lines.length,
    left: {
      head: headRow([name!]),
      cells: (i) => lineRow([name!], i),
      order: { by: (i) => nameOf(state, lines[i]!).text.trim().toLowerCase() },
    },
    columns,
    leader: (i) => leaderOf(lines, i, state.isBySource),
    also: (i) => detailRows(state, lines[i]!, width).map(rowText).join(' '),
    below: Array.from({ length: below }, (_, i) => told[i] ?? []),
  };
  return listView(state, list, width, height);
}

/** The line above a line that stays with it in sorting: a claim's figure; listed by source, the source's heading. */
function leaderOf(lines: readonly EvidenceLine[], line: number, isBySource: boolean): number {
  const isLeader = ({ kind }: EvidenceLine): boolean => (isBySource ? kind === 'source' : kind !== 'claim');
  return Math.max(0, lines.slice(0, line + 1).findLastIndex(isLeader));
}

function evidenceColumns(state: ReadState, lines: readonly EvidenceLine[], width: number): GridColumn[] {
  const { scenario } = state.loaded;
  const names = lines.map((line) => nameOf(state, line));
  const values = lines.map((line) => valueOfLine(state, line));
  const most = (cells: readonly GridCell[], low: number, high: number): number =>
    Math.min(Math.round(high), Math.max(low, ...cells.map(({ text }) => columnsOf(text))));
  const name = most(names, 12, width * 0.42);
  const sources = lines.map((line) => sourceCell(scenario, line, state.isBySource));
  const source = most(sources, 8, width * 0.3);
  const value = most(values, 8, Math.max(width * 0.28, width - name - source - 7));
  return [
    { head: state.isBySource ? 'Source' : 'Figure', align: 'left', width: name, cell: (i) => names[i]! },
    { head: 'Value', align: 'left', width: value, cell: (i) => values[i]! },
    {
      head: state.isBySource ? 'Published' : 'Source',
      align: 'left',
      width: Math.max(8, width - name - value - 7),
      cell: (i) => sources[i]!,
      order: { by: (i) => (sources[i]!.role === 'muted' ? null : sources[i]!.text.toLowerCase()) },
    },
  ];
}

/** The cell with a line's name, indented beneath a heading, or beneath the figure that a claim is about. */
function nameOf({ loaded, isBySource }: ReadState, line: EvidenceLine): GridCell {
  const indent = isBySource ? '  ' : '';
  switch (line.kind) {
    case 'source':
      return { text: line.source === null ? 'Ours' : sourceWords(loaded.scenario, line.name)[0]!, role: 'title' };
    case 'figure':
      return { text: `${indent}${line.entry === null ? line.name : calledBy(line.entry)}` };
    case 'reported':
      return { text: `${indent}${calledBy(line.reported)}, reported`, role: 'muted' };
    case 'claim': {
      const inUse = line.assumption.replaced?.claim === line.claim.name ? ', in use' : '';
      const said = isBySource ? `${calledBy(line.assumption)}, claimed` : `${calledBy(line.claim)} claims`;
      return { text: `  ${said}${inUse}`, role: inUse === '' ? 'baseline' : 'accent' };
    }
  }
}

/** The cell with a line's value; of an assumption the one in use, which a claim or the command line may give. */
function valueOfLine({ loaded: { scenario }, glyphs }: ReadState, line: EvidenceLine): GridCell {
  switch (line.kind) {
    case 'source':
      return { text: '' };
    case 'figure':
      return { text: plainText(line.parts.map(({ text }) => text).join('; ')), role: 'title' };
    case 'reported':
      return { text: reportedText(scenario, line.reported, glyphs === 'ascii'), role: 'muted' };
    case 'claim':
      return { text: plainText(line.claim.value.text.trim()), role: 'baseline' };
  }
}

/** The cell with the source of the value that is shown, or with the claim that gives it. */
function sourceCell(scenario: Scenario, line: EvidenceLine, isBySource: boolean): GridCell {
  if (line.kind === 'source') return { text: line.source === null ? '' : sourceInShort(scenario, line.name) };
  if (isBySource) return { text: '' };
  if (line.kind === 'claim') return shortOf(scenario, line.claim.source);
  if (line.kind === 'reported') return shortOf(scenario, line.reported.source);
  const assumption = line.section === 'assumptions' ? scenario.assumptions.get(line.name)! : null;
  const inUse = assumption?.replaced?.claim ?? null;
  if (assumption !== null && assumption.replaced !== null && inUse === null)
    return { text: 'the command line', role: 'accent' };
  return shortOf(scenario, (inUse === null ? line.entry : assumption!.claims.get(inUse)!)?.source ?? null);
}

const shortOf = (scenario: Scenario, source: string | null): GridCell =>
  source === null ? { text: 'none', role: 'muted' } : { text: sourceInShort(scenario, source) };

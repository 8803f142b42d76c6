import { rowText } from '../../chart/cells.ts';
import { evidenceLines } from '../evidence-lines.ts';
import type { ReadState } from '../state.ts';
import { detailRows, evidence, evidenceDetail } from '../view/evidence.ts';
import { ended } from '../view/sayable.ts';
import { HEAD, type TabPart } from './tab.ts';

/** Longer than any line. */
const ENDLESS = 10_000;

/** Where the figures come from, and who says otherwise. */
export const EVIDENCE: TabPart = {
  name: 'Evidence',
  short: 'Evid.',
  shows: 'Show where the figures come from',
  rows: evidence,
  above: () => HEAD,
  besides: (_, __, height) => HEAD + evidenceDetail(height),
  count: ({ loaded }) => evidenceLines(loaded.scenario).length,
  isOfWorld: false,
  cursor: { at: ({ evidenceRow }) => evidenceRow, to: (evidenceRow) => ({ evidenceRow }) },
  page: 'cursor',
  columns: null,
  foot: () => [],
  contexts: () => ['table'],
  words,
};

function words(state: ReadState): string[] {
  const { scenario } = state.loaded;
  const line = evidenceLines(scenario)[state.evidenceRow];
  if (line === undefined) return ['This file has no assumptions.'];
  return [
    detailRows(scenario, line, ENDLESS)
      .map((row) => ended(rowText(row).trim()))
      .join(' '),
  ];
}

import { rowText } from '../../chart/cells.ts';
import { entryOfLine, evidenceLineInFront, evidenceLines } from '../evidence-lines.ts';
import type { ReadState } from '../state.ts';
import { evidence } from '../view/evidence.ts';
import { detailRows } from '../view/evidence-detail.ts';
import { ended } from '../view/sayable.ts';
import { cursorOf, type TabPart } from './tab.ts';

/** A width, in columns, at which no line is broken or cut: it is to be spoken. */
const ENDLESS = 10_000;

/** The tab Evidence: the sources of figures, claims about them, and reported figures. */
export const EVIDENCE: TabPart = {
  name: 'Evidence',
  short: 'Evid.',
  shows: 'Show where the figures come from',
  view: evidence,
  count: (state) => evidenceLines(state).length,
  cursor: cursorOf('evidence'),
  isOfWorld: false,
  contexts: () => ['evidence', 'table'],
  entry: (state) => {
    const line = evidenceLineInFront(state);
    return line === undefined ? null : entryOfLine(line);
  },
  words,
};

function words(state: ReadState): string[] {
  const line = evidenceLineInFront(state);
  if (line === undefined) return ['This file has no assumptions.'];
  return [
    detailRows(state, line, ENDLESS)
      .map((row) => ended(rowText(row).trim()))
      .join(' '),
  ];
}

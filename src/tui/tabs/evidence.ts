import { rowText } from '../../chart/cells.ts';
import { evidenceLines } from '../evidence-lines.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { detailRows, evidence } from '../view/evidence.ts';
import { ended } from '../view/sayable.ts';
import { cursorOf, type TabPart } from './tab.ts';

/** Longer than any line. */
const ENDLESS = 10_000;

/** Where the figures come from, and who says otherwise. */
export const EVIDENCE: TabPart = {
  name: 'Evidence',
  short: 'Evid.',
  shows: 'Show where the figures come from',
  view: evidence,
  count: ({ loaded }) => evidenceLines(loaded.scenario).length,
  cursor: cursorOf('evidence'),
  isOfWorld: false,
  contexts: () => ['table'],
  entry: ({ loaded, lists }) => {
    const line = evidenceLines(loaded.scenario)[lineOf({ lists }, 'evidence')];
    return line?.claim ?? line?.assumption ?? null;
  },
  words,
};

function words(state: ReadState): string[] {
  const { scenario } = state.loaded;
  const line = evidenceLines(scenario)[lineOf(state, 'evidence')];
  if (line === undefined) return ['This file has no assumptions.'];
  return [
    detailRows(scenario, line, ENDLESS)
      .map((row) => ended(rowText(row).trim()))
      .join(' '),
  ];
}

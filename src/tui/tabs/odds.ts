import { odds as percents } from '../../report/odds.ts';
import { causeWords, nameOf } from '../../report/words.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import type { ReadState } from '../state.ts';
import { oddsHead, oddsRows } from '../view/odds.ts';
import { creditorName } from '../words.ts';
import { chances, isComputing, oddsLines } from '../worlds.ts';
import type { TabPart } from './tab.ts';

/** What many worlds come to: the causes of failure, with worlds to look at. */
export const ODDS: TabPart = {
  name: 'Odds',
  short: 'Odds',
  shows: 'Show the odds',
  rows: oddsRows,
  above: oddsHead,
  besides: (_, width) => oddsHead(width),
  count: (state) => oddsLines(state).length,
  isOfWorld: false,
  cursor: { at: ({ oddsRow }) => oddsRow, to: (oddsRow) => ({ oddsRow }) },
  page: 'cursor',
  columns: null,
  foot: () => [],
  contexts: () => ['odds', 'table'],
  words,
};

function words(state: ReadState): string[] {
  const known = chances(state);
  if (known === null) return [isComputing(state) ? 'The odds are being computed.' : 'There are no odds.'];
  const { scenario } = state.loaded;
  const alive = `Alive ${nameOf(scenario.start, scenario.months - 1)} ${percents(known.worlds.survival.at(-1)!)}.`;
  const line = oddsLines(state)[state.oddsRow];
  if (line === undefined) return [`${alive} None of ${worldCount(known.worlds.count)} fails.`];
  const { cause, example } = line;
  const words = causeWords(cause.cause, (creditor) => creditorName(scenario, creditor));
  if (example !== null) return [`World ${example.world}: ${words}, ${nameOf(scenario.start, example.t)}.`];
  const median = nameOf(scenario.start, cause.medianT);
  return [alive, `${words}: ${percents(cause.share)} of failures, half of them by ${median}.`];
}

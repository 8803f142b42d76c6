import { odds as percents } from '../../report/odds.ts';
import { causeWords, nameOf } from '../../report/words.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { lineOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { oddsView } from '../view/odds.ts';
import { creditorName } from '../words.ts';
import { chances, isComputing, oddsLines } from '../worlds.ts';
import { cursorOf, type TabPart } from './tab.ts';

/** The tab Odds: survival over many worlds, and the causes of failure, with worlds to look at. */
export const ODDS: TabPart = {
  name: 'Odds',
  short: 'Odds',
  shows: 'Show the odds',
  view: oddsView,
  count: (state) => oddsLines(state).length,
  cursor: cursorOf('odds'),
  isOfWorld: false,
  contexts: () => ['odds', 'table'],
  words,
};

function words(state: ReadState): string[] {
  const known = chances(state);
  if (known === null) return [isComputing(state) ? 'The odds are being computed.' : 'There are no odds.'];
  const { scenario } = state.loaded;
  const alive = `Alive ${nameOf(scenario.start, scenario.months - 1)} ${percents(known.worlds.survival.at(-1)!)}.`;
  const line = oddsLines(state)[lineOf(state, 'odds')];
  if (line === undefined) return [`${alive} None of ${worldCount(known.worlds.count)} fails.`];
  const { cause, example } = line;
  const words = causeWords(cause.cause, (creditor) => creditorName(scenario, creditor));
  if (example !== null) return [`World ${example.world}: ${words}, ${nameOf(scenario.start, example.t)}.`];
  const median = nameOf(scenario.start, cause.medianT);
  return [alive, `${words}: ${percents(cause.share)} of failures, half of them by ${median}.`];
}

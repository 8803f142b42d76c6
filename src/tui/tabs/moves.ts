import { lineOf } from '../list-place.ts';
import { movesNow, movesPage } from '../moves/pages.ts';
import type { ReadState } from '../state.ts';
import { awaitedWords, movesView } from '../view/moves.ts';
import { ended } from '../view/sayable.ts';
import { cursorOf, type TabPart } from './tab.ts';

/** The tab What moves it: the parts of a change, and which uncertain inputs matter. */
export const MOVES: TabPart = {
  name: 'What moves it',
  short: 'Why',
  shows: 'Show what moves it: what each lever brings, what matters of what is uncertain, what the failed had in common',
  view: movesView,
  count: (state) => {
    const now = movesNow(state);
    return now.kind === 'told' ? now.told.count : 0;
  },
  cursor: cursorOf('moves'),
  isOfWorld: false,
  contexts: () => ['moves'],
  words,
};

function words(state: ReadState): string[] {
  const now = movesNow(state);
  const head = `${movesPage(state).name}:`;
  if (now.kind === 'none') return [`${head} ${now.why}`];
  if (now.kind === 'awaited') {
    // Progress is not spoken, as each step of it would be.
    const isFaulty = now.known?.kind === 'faulty';
    return [
      `${head} ${isFaulty ? awaitedWords(state, now.known) : 'it is being computed, and told when it is there.'}`,
    ];
  }
  return [[head, ...now.told.lead].join(' '), ended(now.told.detail(lineOf(state, 'moves')))];
}

import { settingsOf } from '../outcome.ts';
import { choiceKey } from '../results.ts';
import type { ReadState } from '../state.ts';
import { isUncertain } from '../worlds.ts';
import type { MovesPage } from './page.ts';

/** The study `sensitivity`, of whose answer several pages show parts. */
export function sensitivityAsked({ loaded, choice }: ReadState): ReturnType<MovesPage['asked']> {
  return {
    key: JSON.stringify(['sensitivity', choiceKey(choice)]),
    asked: { what: 'sensitivity', settings: settingsOf(loaded, choice) },
  };
}

export const NOTHING_UNCERTAIN =
  'Nothing in this file is uncertain: every world is the base case. ' +
  'An uncertain figure is written as in normal(16, 3).';

/** As `sensitivityAsked`, for pages that have something to show only where the scenario draws anything. */
export const ofWorldsAsked = (state: ReadState): ReturnType<MovesPage['asked']> =>
  isUncertain(state.loaded.model) ? sensitivityAsked(state) : NOTHING_UNCERTAIN;

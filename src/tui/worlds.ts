/**
 * Reads from the state what concerns many worlds: the odds, whether they are stale, and the world that is looked at.
 */
import type { Case, Endings, Failing } from '../engine/answers.ts';
import type { Model } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { standing } from './outcome.ts';
import { choiceKey, isSameChoice, type Lives, livesOf } from './results.ts';
import { isRead, type ReadState, type State } from './state.ts';

/** Whether the scenario draws anything; where it does not, every world is the base case. */
export const isUncertain = (model: Model): boolean => [...model.defaults.values()].some(({ draw }) => draw !== null);

/** The odds to show; `isStale`: they are of an earlier choice than the one in hand. */
export interface Chances {
  readonly worlds: Endings;
  readonly isStale: boolean;
}

/** The last odds, also those of an earlier choice; null where there are none of this reading. */
export function chances({ results: { odds }, choice }: State): Chances | null {
  return odds === null || odds.worlds === null
    ? null
    : { worlds: odds.worlds, isStale: !isSameChoice(odds.choice, choice) };
}

/** Survival under the choice in hand; null where it is not known. */
export function livesNow(state: ReadState): Lives | null {
  const known = chances(state);
  return known === null || known.isStale ? null : livesOf(known.worlds);
}

/** Share of worlds, 0 to 1, that live to the horizon under the choice in hand; null where it is not known. */
export const aliveNow = (state: ReadState): number | null => livesNow(state)?.alive ?? null;

/** Whether odds of the choice in hand are being computed. */
export function isComputing(state: State): boolean {
  if (!isRead(state) || !isUncertain(state.loaded.model) || standing(state).outcome.result === null) return false;
  const { odds } = state.results;
  return odds === null || !isSameChoice(odds.choice, state.choice);
}

/** A line of the Odds tab: a cause of failure, or a world that fails of it. */
export interface OddsLine {
  readonly cause: Endings['causes'][number];
  /** A world that fails of this cause, and its month; null in the line of the cause itself. */
  readonly example: Failing | null;
}

/** The lines of the Odds tab: each cause, with examples of worlds beneath it. */
export function oddsLines(state: ReadState): OddsLine[] {
  const { causes } = chances(state)?.worlds ?? { causes: [] };
  return causes.flatMap((cause) => [null, ...cause.examples].map((example) => ({ cause, example })));
}

/** The world that a line leads to; for a cause, one that fails in its median month. */
export const exampleOf = ({ cause, example }: OddsLine): Failing =>
  example ?? cause.examples.find(({ t }) => t === cause.medianT) ?? cause.examples[0]!;

/** The case that months, creditors and chart show: the base case, or the drawn world that is looked at. */
export interface Viewed {
  readonly result: Case | null;
  readonly settings: Settings;
  /** The number of the world in front; null for the base case. */
  readonly world: number | null;
}

/** The case in front. */
export function viewed(state: ReadState): Viewed {
  const { settings, outcome } = standing(state);
  const { world, choice } = state;
  if (world === null) return { result: outcome.result, settings, world };
  const known = state.results.world;
  if (known?.key !== choiceKey(choice) || known.number !== world) throw new Error(`not simulated: world ${world}`);
  return { result: known.outcome.result, settings, world };
}

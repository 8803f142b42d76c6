/**
 * What the state knows of many worlds: their odds, whether those are of what is in front, and the one world that is
 * looked at.
 */
import type { Case, Endings, Failing } from '../engine/answers.ts';
import type { Model } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { standing } from './outcome.ts';
import { choiceKey, isSameChoice, type Lives, livesOf } from './results.ts';
import { isRead, type ReadState, type State } from './state.ts';

/** Whether anything in the scenario is drawn: where nothing is, every world is the base case. */
export const isUncertain = (model: Model): boolean => [...model.defaults.values()].some(({ draw }) => draw !== null);

/** The odds to show; `isStale` where they are of a former setting of the levers. */
export interface Chances {
  readonly worlds: Endings;
  readonly isStale: boolean;
}

/** The odds that are known, also of a setting before; null where none are of this reading of the file. */
export function chances({ results: { odds }, choice }: State): Chances | null {
  return odds === null || odds.worlds === null
    ? null
    : { worlds: odds.worlds, isStale: !isSameChoice(odds.choice, choice) };
}

/** How long worlds live with the levers as they are; null where it is not known. */
export function livesNow(state: ReadState): Lives | null {
  const known = chances(state);
  return known === null || known.isStale ? null : livesOf(known.worlds);
}

/** Share of worlds that live to the end, with the levers as they are; null where it is not known. */
export const aliveNow = (state: ReadState): number | null => livesNow(state)?.alive ?? null;

/** Whether an answer is on its way. */
export function isComputing(state: State): boolean {
  if (!isRead(state) || !isUncertain(state.loaded.model) || standing(state).outcome.result === null) return false;
  const { odds } = state.results;
  return odds === null || !isSameChoice(odds.choice, state.choice);
}

/** A way to fail, or one of the worlds that fail in it. */
export interface OddsLine {
  readonly cause: Endings['causes'][number];
  /** A world that fails in this way, and when; null in the line of the cause itself. */
  readonly example: Failing | null;
}

/** What the list of causes holds: each with the worlds there are to look at beneath it. */
export function oddsLines(state: ReadState): OddsLine[] {
  const { causes } = chances(state)?.worlds ?? { causes: [] };
  return causes.flatMap((cause) => [null, ...cause.examples].map((example) => ({ cause, example })));
}

/** The world that a line of the list leads to: of a cause, one that fails in its median month. */
export const exampleOf = ({ cause, example }: OddsLine): Failing =>
  example ?? cause.examples.find(({ t }) => t === cause.medianT) ?? cause.examples[0]!;

/** What the months, the creditors and the chart show: the base case, or the world that is looked at. */
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

/** What the state knows of many worlds: their odds, whether those are of what is in front, and the one world that is looked at. */
import type { Case, Endings, Failing } from '../engine/answers.ts';
import { askCase, drawWorld, type Model } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { type Outcome, outcomeOf, standing } from './outcome.ts';
import type { Choice, Loaded, ReadState, State } from './state.ts';

/** Worlds that the screen asks for: the odds are then within a percentage point. */
export const ODDS_WORLDS = 10_000;

/** Whether anything in the scenario is drawn: where nothing is, every world is the base case. */
export const isUncertain = (model: Model): boolean => [...model.defaults.values()].some(({ draw }) => draw !== null);

/** The odds to show; `isStale` where they are of a former setting of the levers. */
export interface Chances {
  readonly worlds: Endings;
  readonly isStale: boolean;
}

/** Null where there is no answer to this reading of the file. */
export function chances({ odds, loaded, choice }: State): Chances | null {
  if (odds === null || odds.loaded !== loaded || odds.worlds === null) return null;
  return { worlds: odds.worlds, isStale: odds.choice !== choice };
}

/** Share of worlds that live to the end, with the levers as they are; null where it is not known. */
export function aliveNow(state: ReadState): number | null {
  const known = chances(state);
  return known === null || known.isStale ? null : known.worlds.survival.at(-1)!;
}

/** Whether an answer is on its way. */
export function isComputing({ odds, loaded, choice }: State): boolean {
  if (loaded === null || !isUncertain(loaded.model)) return false;
  if (standing({ loaded, choice }).outcome.result === null) return false;
  return odds?.loaded !== loaded || odds.choice !== choice;
}

/** A way to fail, or one of the worlds that fail in it. */
export interface OddsLine {
  readonly cause: Endings['causes'][number];
  /** Null for the cause itself. */
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
  /** Null for the base case. */
  readonly world: number | null;
}

/** The case in front. */
export function viewed(state: ReadState): Viewed {
  const { settings, outcome } = standing(state);
  if (state.world === null) return { result: outcome.result, settings, world: null };
  return {
    result: worldOutcome(state.loaded, state.choice, settings, state.world).result,
    settings,
    world: state.world,
  };
}

interface Kept {
  readonly choice: Choice;
  readonly world: number;
  readonly outcome: Outcome;
}

/** The last world that was looked at, by reading. */
const lastWorlds = new WeakMap<Loaded, Kept>();

function worldOutcome(loaded: Loaded, choice: Choice, settings: Settings, world: number): Outcome {
  const last = lastWorlds.get(loaded);
  if (last?.choice === choice && last.world === world) return last.outcome;
  const { model, scenario, sampler } = loaded;
  const outcome = outcomeOf(() => askCase(model, settings, drawWorld(model, scenario.seed, world, sampler)));
  lastWorlds.set(loaded, { choice, world, outcome });
  return outcome;
}

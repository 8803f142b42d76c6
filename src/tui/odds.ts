import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SamplerName } from '../engine/kept.ts';
import type { Endings } from '../engine/spread.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { planChoice, standing } from './outcome.ts';
import type { Choice, Loaded, State } from './state.ts';
import type { Store } from './store.ts';
import { isUncertain, ODDS_WORLDS } from './worlds.ts';

/** What is asked: worlds 0 to `worlds - 1` of a scenario, under its own seed and one setting of its levers. */
export interface OddsQuestion {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly sampler: SamplerName;
  readonly worlds: number;
  readonly id: number;
}

/** The answer to the question of that id: what the worlds come to, or why they cannot be simulated. Needs the series `cash`. */
export type OddsAnswer =
  | { readonly id: number; readonly worlds: Endings }
  | { readonly id: number; readonly worlds: null; readonly faults: readonly Diagnostic[] };

/** Where odds come from: something that works beside the screen and never holds it up. */
export interface OddsSource {
  /** Asks. A question that still waits when the next one comes is dropped. */
  ask(question: OddsQuestion): void;
  onAnswer(listener: (answer: OddsAnswer) => void): void;
  close(): void;
}

/**
 * Asks for the odds of what the store holds, now and after each change of file or levers, and puts the answers into it. While the
 * plans are in front and nothing else is asked, theirs follow one by one. The answer to any but the last question is dropped. While
 * `mayAsk` is false nothing new is asked. Returns the end of it.
 */
export function followOdds(store: Store, source: OddsSource, mayAsk: () => boolean = () => true): () => void {
  let front: { readonly loaded: Loaded; readonly choice: Choice } | null = null;
  /** The last question, until it is answered. */
  let open: { readonly loaded: Loaded; readonly choice: Choice } | null = null;
  let id = 0;
  const ask = (loaded: Loaded, choice: Choice): void => {
    id++;
    open = null;
    const { settings, outcome } = standing({ loaded, choice })!;
    // Without a base case there are no odds either.
    if (outcome.result === null || !isUncertain(loaded.model)) return;
    open = { loaded, choice };
    source.ask({ scenario: loaded.scenario, settings, sampler: loaded.sampler, worlds: ODDS_WORLDS, id });
  };
  const look = (): void => {
    const state = store.current();
    const { loaded, choice } = state;
    if (loaded === null || !mayAsk()) return;
    if (front?.loaded !== loaded || front.choice !== choice) {
      front = { loaded, choice };
      ask(loaded, choice);
    } else if (open === null && state.tab === 'plans') {
      const plan = planWithoutOdds(state, loaded);
      if (plan !== null) ask(loaded, plan);
    }
  };
  source.onAnswer((answer) => {
    if (answer.id !== id || open === null) return;
    const type = open.choice === front?.choice ? 'odds' : 'plan-odds';
    const asked = { loaded: open.loaded, choice: open.choice };
    open = null;
    const odds: State['odds'] =
      answer.worlds === null ? { ...asked, worlds: null, faults: answer.faults } : { ...asked, worlds: answer.worlds };
    store.dispatch({ type, odds });
  });
  look();
  return store.subscribe(look);
}

/** A plan of the file whose odds are not known yet and can be. */
function planWithoutOdds(state: State, loaded: Loaded): Choice | null {
  if (!isUncertain(loaded.model)) return null;
  const known = state.planAlive?.loaded === loaded ? state.planAlive.shares : null;
  const left = [null, ...loaded.scenario.plans.keys()].filter((plan) => known?.has(plan) !== true);
  const choices = left.map((plan) => planChoice(loaded, plan));
  return choices.find((choice) => standing({ loaded, choice })!.outcome.result !== null) ?? null;
}

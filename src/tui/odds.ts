import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SamplerName } from '../engine/kept.ts';
import type { Worlds } from '../engine/spread.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { standing } from './outcome.ts';
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
  | { readonly id: number; readonly worlds: Worlds }
  | { readonly id: number; readonly worlds: null; readonly faults: readonly Diagnostic[] };

/** Where odds come from: something that works beside the screen and never holds it up. */
export interface OddsSource {
  /** Asks. A question that still waits when the next one comes is dropped. */
  ask(question: OddsQuestion): void;
  onAnswer(listener: (answer: OddsAnswer) => void): void;
  close(): void;
}

/**
 * Asks for the odds of what the store holds, now and after each change of file or levers, and puts the answers into it. The answer
 * to any but the last question is dropped. Returns the end of it.
 */
export function followOdds(store: Store, source: OddsSource): () => void {
  let last: { readonly id: number; readonly loaded: Loaded; readonly choice: Choice } | null = null;
  const look = (): void => {
    const { loaded, choice } = store.current();
    if (loaded === null || (last?.loaded === loaded && last.choice === choice)) return;
    last = { id: (last?.id ?? 0) + 1, loaded, choice };
    const { settings, outcome } = standing({ loaded, choice })!;
    // Without a base case there are no odds either.
    if (outcome.result === null || !isUncertain(loaded.model)) return;
    source.ask({ scenario: loaded.scenario, settings, sampler: loaded.sampler, worlds: ODDS_WORLDS, id: last.id });
  };
  source.onAnswer((answer) => {
    if (answer.id !== last?.id) return;
    const { loaded, choice } = last;
    const odds: State['odds'] =
      answer.worlds === null
        ? { loaded, choice, worlds: null, faults: answer.faults }
        : { loaded, choice, worlds: answer.worlds };
    store.dispatch({ type: 'odds', odds });
  });
  look();
  return store.subscribe(look);
}

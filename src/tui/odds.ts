import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Endings, SamplerName } from '../engine/answers.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { planChoice, planNames, settingsOf, standingWith } from './outcome.ts';
import { type Choice, isSameChoice, type Lives, livesOf, type Odds } from './results.ts';
import { isRead, type Loaded, type ReadState } from './state.ts';
import { nextSteps } from './step-effects.ts';
import type { Store } from './store.ts';
import { isUncertain } from './worlds.ts';

/** A question: worlds 0 to `worlds - 1` of a scenario, under its own seed and one setting of its levers. */
export interface OddsQuestion {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly sampler: SamplerName;
  readonly worlds: number;
  /** Names of the series by month of which mean and percentiles are wanted. */
  readonly series: readonly string[];
  readonly id: number;
}

/**
 * The answer to the question of that id. `worlds` is null where they could not be simulated: then `faults` are the
 * file's, or `failed` says what else went wrong.
 */
export type OddsAnswer =
  | { readonly id: number; readonly worlds: Endings }
  | { readonly id: number; readonly worlds: null; readonly faults: readonly Diagnostic[]; readonly failed?: string };

/** The source of odds, which works beside the screen and never blocks it. */
export interface OddsSource {
  /** Takes a question. One that still waits when the next comes is dropped without an answer. */
  ask(question: OddsQuestion): void;
  onAnswer(listener: (answer: OddsAnswer) => void): void;
  close(): void;
}

/** Whether a file may ask now for its odds, or for those of its levers' next steps. */
export type MayAsk = (what: 'odds' | 'steps') => boolean;

/** Calls `then` after a pause. The function that it returns cancels the call. */
export type AtRest = (then: () => void) => () => void;

const atOnce: AtRest = (then) => {
  then();
  return () => {};
};

/** The levers' next steps from one setting: those still to be asked about, and the answers to the others. */
interface StepAsking {
  readonly left: [lever: string, settings: Settings][];
  readonly lives: Map<string, Lives | null>;
}

/**
 * Asks for the odds of the store's choice, now and after each change of file or levers, and dispatches the answers.
 * When nothing else is asked, the odds of the plans follow one by one, while they are in front; and after a pause those
 * of each lever's next step, dispatched all at once. Only the answer to the last question is used. Nothing is asked
 * while `mayAsk` is false. All of it goes on until the function that it returns is called.
 */
export function followOdds(
  store: Store,
  source: OddsSource,
  mayAsk: MayAsk = () => true,
  atRest: AtRest = atOnce,
): () => void {
  let front: { readonly loaded: Loaded; readonly choice: Choice } | null = null;
  let steps: StepAsking | null = null;
  let stay = (): void => {};
  /** Called with the answer to the last question; null where none is awaited. */
  let take: ((answer: OddsAnswer) => void) | null = null;
  let id = 0;
  const send = (
    loaded: Loaded,
    settings: Settings,
    series: readonly string[],
    taker: NonNullable<typeof take>,
  ): void => {
    take = taker;
    const { oddsWorlds: worlds } = store.shown();
    source.ask({ scenario: loaded.scenario, settings, sampler: loaded.sampler, worlds, series, id: ++id });
  };
  const askOdds = (type: 'odds' | 'plan-odds', loaded: Loaded, choice: Choice): void => {
    send(loaded, settingsOf(loaded, choice), ['cash'], (answer) => {
      const odds: Odds =
        answer.worlds === null
          ? { choice, worlds: null, faults: answer.faults, failed: answer.failed }
          : { choice, worlds: answer.worlds };
      store.dispatch({ type, loaded, odds });
      if (type === 'plan-odds' || odds.worlds === null) return;
      stay = atRest(() => {
        steps = { left: nextSteps(loaded, choice), lives: new Map() };
        look();
      });
    });
  };
  const askStep = (loaded: Loaded, choice: Choice, { left, lives }: StepAsking): void => {
    const [lever, settings] = left[0]!;
    send(loaded, settings, [], ({ worlds }) => {
      left.shift();
      lives.set(lever, worlds === null ? null : livesOf(worlds));
      if (left.length > 0) look();
      else store.dispatch({ type: 'step-odds', loaded, stepOdds: { choice, lives } });
    });
  };
  const look = (): void => {
    const state = store.shown();
    if (!isRead(state) || !mayAsk('odds')) return;
    const { loaded, choice } = state;
    if (front?.loaded !== loaded || !isSameChoice(front.choice, choice)) {
      front = { loaded, choice };
      stay();
      steps = null;
      take = null;
      if (hasOdds(state, choice)) askOdds('odds', loaded, choice);
      return;
    }
    if (take !== null) return;
    const plan = state.tab === 'plans' ? planWithoutOdds(state) : null;
    if (plan !== null) askOdds('plan-odds', loaded, plan);
    else if (steps !== null && steps.left.length > 0 && mayAsk('steps')) askStep(loaded, choice, steps);
  };
  source.onAnswer((answer) => {
    if (answer.id !== id || take === null) return;
    const taker = take;
    take = null;
    taker(answer);
  });
  look();
  const unsubscribe = store.subscribe(look);
  return () => {
    unsubscribe();
    stay();
    take = null;
  };
}

/** Whether the choice has odds: the scenario draws anything, and the base case has a result. */
const hasOdds = (state: ReadState, choice: Choice): boolean =>
  isUncertain(state.loaded.model) && standingWith(state, choice).outcome.result !== null;

/** The first plan, or none, whose odds are not known yet and can be asked for; null where there is none. */
function planWithoutOdds(state: ReadState): Choice | null {
  const left = planNames(state.loaded).filter((plan) => !state.results.planLives.has(plan));
  return left.map(planChoice).find((choice) => hasOdds(state, choice)) ?? null;
}

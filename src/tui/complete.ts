/** Asks the engine for the results that a state needs and does not hold yet. Depends on the state alone. */
import { neededGrowth } from '../analysis/growth.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Case } from '../engine/answers.ts';
import { askAccounts, askCase, drawWorld, type Engine } from '../engine/ask.ts';
import {
  chosenLever,
  filedChoice,
  nextMonths,
  nextStep,
  planChoice,
  planNames,
  settingsOf,
  standing,
  withLever,
} from './outcome.ts';
import { type CaseStanding, type Choice, choiceKey, type Outcome, type Results, withStandings } from './results.ts';
import { isRead, type Loaded, type ReadState, type State } from './state.ts';
import { effectsOf } from './step-effects.ts';
import { typedSetting } from './typed.ts';
import { viewed } from './worlds.ts';

/**
 * The state with the results that the next key may read: the base cases of the choice in hand, of the file's own choice
 * and, in the Plans tab, of the plans; the world looked at; the accounts and the growth, where they are shown.
 */
export function complete<S extends State>(state: S): S {
  if (!isRead(state)) return state;
  const plans = state.tab === 'plans' ? planNames(state.loaded).map(planChoice) : [];
  const own = withFiled(known(state, [state.choice, filedChoice(state.loaded), ...plans]));
  return withGrowth(withAccounts(withWorld(own))) as S & ReadState;
}

/** The state with all results that a frame shows, those of the levers' next steps among them. */
export function shown(state: State, engine: Engine): State {
  const beside = state.beside === null ? null : completeShown(state.beside);
  const front = completeShown(beside === state.beside ? state : { ...state, beside });
  return isRead(front) ? withSteps(front, engine) : front;
}

function completeShown<S extends State>(state: S): S {
  const own = complete(state);
  return isRead(own) ? known(own, shownChoices(own)) : own;
}

function known<S extends ReadState>(state: S, wanted: readonly Choice[]): S {
  return withResults(
    state,
    withStandings(state.results, wanted, (choice) => ask(state.loaded, choice)),
  );
}

/** Adds the file's own case where claims are tried, which are compared with it. */
function withFiled<S extends ReadState>(state: S): S {
  const { tried } = state;
  if (tried === null || tried.filed !== null) return state;
  const filed = ask(tried.from, filedChoice(tried.from)).outcome.result;
  return filed === null ? state : { ...state, tried: { ...tried, filed } };
}

/** The state with these results; the same object where they are the same. */
const withResults = <S extends State>(state: S, results: Results): S =>
  results === state.results ? state : { ...state, results };

function ask(loaded: Loaded, choice: Choice): CaseStanding {
  const settings = settingsOf(loaded, choice);
  return { settings, outcome: outcomeOf(() => askCase(loaded.model, settings)) };
}

/** The outcome of a simulation: its result, or the Faults that it throws. */
function outcomeOf(simulated: () => Case): Outcome {
  try {
    return { result: simulated(), faults: [] };
  } catch (error) {
    if (error instanceof Faults) return { result: null, faults: error.diagnostics };
    throw error;
  }
}

function shownChoices(state: ReadState): Choice[] {
  const { loaded, choice, input, isTimeline } = state;
  const chosen = chosenLever(state);
  if (chosen === null) return [choice, filedChoice(loaded)];
  const settings = [
    nextStep(chosen, 1),
    nextStep(chosen, -1),
    ...(isTimeline ? nextMonths(state, chosen) : []),
    input === null ? null : typedSetting(chosen, input, loaded.scenario.currency),
  ];
  const tried = settings.flatMap((setting) => (setting === null ? [] : [withLever(state, chosen.lever, setting)]));
  return [choice, filedChoice(loaded), ...tried];
}

function withWorld<S extends ReadState>(state: S): S {
  const { loaded, choice, world, results } = state;
  if (world === null) return state;
  const key = choiceKey(choice);
  if (results.world?.key === key && results.world.number === world) return state;
  const { model, scenario, sampler } = loaded;
  const { settings } = standing(state);
  const outcome = outcomeOf(() => askCase(model, settings, drawWorld(model, scenario.seed, world, sampler)));
  return withResults(state, { ...results, world: { key, number: world, outcome } });
}

/** Adds the accounts of the case in front, where the tab shows payments. */
function withAccounts<S extends ReadState>(state: S): S {
  const { loaded, results, tab, isMonthOpen } = state;
  if (tab !== 'creditors' && !(tab === 'months' && isMonthOpen)) return state;
  const { result, settings, world } = viewed(state);
  if (result === null || results.accounts?.of === result) return state;
  const { model, scenario, sampler } = loaded;
  const drawn = world === null ? null : drawWorld(model, scenario.seed, world, sampler);
  return withResults(state, { ...results, accounts: { of: result, accounts: askAccounts(model, settings, drawn) } });
}

/** Adds the growth that makes the base case in hand default alive, where the panel of runways is shown. */
function withGrowth<S extends ReadState>(state: S): S {
  const { loaded, results } = state;
  const { settings, outcome } = standing(state);
  const { result } = outcome;
  if (state.overlay !== 'runways' || result === null || results.growth?.of === result) return state;
  return withResults(state, { ...results, growth: { of: result, needed: neededGrowth(loaded.model, settings) } });
}

/** Adds the effects of the levers' next steps. They need a program of their own, which the first frame leaves out. */
function withSteps<S extends ReadState>(state: S, engine: Engine): S {
  const { loaded, results, isFirstFrame } = state;
  const { settings, outcome } = standing(state);
  if (isFirstFrame || outcome.result === null || results.steps?.of === outcome.result) return state;
  const effects = effectsOf(engine, loaded, settings, outcome.result.measures);
  return withResults(state, { ...results, steps: { of: outcome.result, effects } });
}

import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import type { Case } from '../engine/answers.ts';
import { askCase } from '../engine/ask.ts';
import { leverSettings, planSettings, type Setting, type Settings } from '../scenario/override.ts';
import type { Lever } from '../scenario/scenario.ts';
import { type LeverScale, leverScale, stepped } from './lever-scale.ts';
import type { Baseline, Choice, Loaded, ReadState } from './state.ts';

/** What a setting of the levers leads to: a result, or why there is none. */
export type Outcome =
  | { readonly result: Case; readonly faults: readonly [] }
  | { readonly result: null; readonly faults: readonly Diagnostic[] };

/** Simulates one setting of all levers. */
const simulate = (loaded: Loaded, settings: Settings): Outcome => outcomeOf(() => askCase(loaded.model, settings));

/** What a simulation comes to: its result, or the faults that it throws. */
export function outcomeOf(simulated: () => Case): Outcome {
  try {
    return { result: simulated(), faults: [] };
  } catch (error) {
    if (error instanceof Faults) return { result: null, faults: error.diagnostics };
    throw error;
  }
}

/** The levers as the file sets them, with the plan's settings over them. */
export function planned(loaded: Loaded, plan: string | null): Settings {
  return plan !== null && loaded.scenario.plans.has(plan)
    ? planSettings(loaded.scenario, plan)
    : leverSettings(loaded.scenario);
}

/** The levers in force: the file's, the plan's over them, the user's over both. */
export function settingsOf(loaded: Loaded, choice: Choice): Settings {
  const settings = new Map(planned(loaded, choice.plan));
  for (const [name, setting] of choice.changes) if (settings.has(name)) settings.set(name, setting);
  return settings;
}

export interface Standing {
  readonly settings: Settings;
  readonly outcome: Outcome;
}

/** Results kept for each reading: those on the screen and what undo goes back to; older ones are simulated again. */
const MOST_KEPT = 100;
const standings = new WeakMap<Loaded, Map<Choice, Standing>>();

/** The settings in force and what they lead to. */
export function standing({ loaded, choice }: Pick<ReadState, 'loaded' | 'choice'>): Standing {
  const known = standings.get(loaded) ?? new Map<Choice, Standing>();
  standings.set(loaded, known);
  const found = known.get(choice);
  if (found !== undefined) return found;
  const settings = settingsOf(loaded, choice);
  const made = { settings, outcome: simulate(loaded, settings) };
  if (known.size >= MOST_KEPT) known.delete(known.keys().next().value!);
  known.set(choice, made);
  return made;
}

/** The result of the file alone, with the plan it names and no change by hand. */
export function asFiled(loaded: Loaded): Case | null {
  return standing({ loaded, choice: filedChoice(loaded) }).outcome.result;
}

const planChoices = new WeakMap<Loaded, Map<string | null, Choice>>();

/** A plan, or none, with nothing changed by hand. The same object each time, so that its result is kept. */
export function planChoice(loaded: Loaded, plan: string | null): Choice {
  const choices = planChoices.get(loaded) ?? new Map<string | null, Choice>();
  planChoices.set(loaded, choices);
  const choice = choices.get(plan) ?? { plan, changes: new Map() };
  choices.set(plan, choice);
  return choice;
}

/** The file's own choice: its plan, nothing by hand. */
export const filedChoice = (loaded: Loaded): Choice => planChoice(loaded, loaded.scenario.plan);

/** The lever that the keys act on, as it stands. */
export interface ChosenLever {
  readonly lever: Lever;
  readonly scale: LeverScale;
  readonly setting: Setting;
}

export function chosenLever(state: ReadState): ChosenLever | null {
  const lever = [...state.loaded.scenario.levers.values()][state.lever];
  if (lever === undefined) return null;
  return { lever, scale: leverScale(lever), setting: standing(state).settings.get(lever.name)! };
}

/** What one lever would lead to with another setting, the others as they are. */
export function tried(state: ReadState, lever: Lever, setting: Setting): Outcome {
  const settings = new Map(standing(state).settings);
  settings.set(lever.name, setting);
  return simulate(state.loaded, settings);
}

/** One step further in each direction, and where it leads; null at the end of the range. */
export function nextStep(
  state: ReadState,
  chosen: ChosenLever,
  count: 1 | -1,
): { setting: Setting; outcome: Outcome } | null {
  const value = stepped(chosen.scale, chosen.setting.value, count);
  if (value === chosen.setting.value) return null;
  const setting = { ...chosen.setting, value };
  return { setting, outcome: tried(state, chosen.lever, setting) };
}

/** The result that the headline compares with: the pinned one, else the file's own where something was changed. */
export function comparedWith(state: ReadState): Baseline | null {
  if (state.baseline !== null) return state.baseline;
  const own = asFiled(state.loaded);
  if (own === null || sameChoice(state)) return null;
  const alive = state.filedAlive?.loaded === state.loaded ? state.filedAlive.share : null;
  return { label: 'the file', start: state.loaded.scenario.start, result: own, alive };
}

function sameChoice(state: ReadState): boolean {
  return state.choice.changes.size === 0 && state.choice.plan === state.loaded.scenario.plan;
}

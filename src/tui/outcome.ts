/** Settings of the levers under the choice in hand and those next to it, and the base cases that they lead to. */
import type { Case } from '../engine/answers.ts';
import { leverSettings, planSettings, type Setting, type Settings } from '../scenario/override.ts';
import type { Lever } from '../scenario/scenario.ts';
import { type LeverScale, leverScale, stepped } from './lever-scale.ts';
import { type CaseStanding, type Choice, choiceKey, isSameChoice, type Outcome } from './results.ts';
import type { Baseline, Loaded, ReadState } from './state.ts';

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

/**
 * The settings and the base case of a choice. Those of the choice in hand and of the file's own are there after each
 * action, those of other choices that are shown, at each frame. Throws an Error for any other choice.
 */
export function standingWith({ results }: Pick<ReadState, 'results'>, choice: Choice): CaseStanding {
  const known = results.standings.get(choiceKey(choice));
  if (known === undefined) throw new Error(`not simulated: ${choiceKey(choice)}`);
  return known;
}

/** The settings in force and their base case. */
export const standing = (state: Pick<ReadState, 'results' | 'choice'>): CaseStanding =>
  standingWith(state, state.choice);

/** The base case of the file with the plan it names and no change by hand; null where it has no result. */
export const asFiled = (state: ReadState): Case | null => standingWith(state, filedChoice(state.loaded)).outcome.result;

/** The choice of a plan, or of none, with nothing changed by hand. */
export const planChoice = (plan: string | null): Choice => ({ plan, changes: new Map() });

/** The file's own choice: the plan it names, nothing changed by hand. */
export const filedChoice = ({ scenario }: Loaded): Choice => planChoice(scenario.plan);

/** Names of the plans in the order of their list: null for no plan, then those of the file. */
export const planNames = ({ scenario }: Loaded): (string | null)[] => [null, ...scenario.plans.keys()];

/** The lever that the keys act on, with its range and its setting. */
export interface ChosenLever {
  readonly lever: Lever;
  readonly scale: LeverScale;
  readonly setting: Setting;
}

export function chosenLever(state: ReadState): ChosenLever | null {
  const lever = [...state.loaded.scenario.levers.values()][state.lever];
  if (lever === undefined) return null;
  const setting = settingsOf(state.loaded, state.choice).get(lever.name)!;
  return { lever, scale: leverScale(lever), setting };
}

/** The choice in hand with another setting of one lever. */
export const withLever = ({ choice }: ReadState, lever: Lever, setting: Setting): Choice => ({
  ...choice,
  changes: new Map(choice.changes).set(lever.name, setting),
});

/** The base case with another setting of one lever, the others as they are. */
export const tried = (state: ReadState, lever: Lever, setting: Setting): Outcome =>
  standingWith(state, withLever(state, lever, setting)).outcome;

/** The lever's setting `count` steps on; null at the end of its range. */
export function nextStep({ scale, setting }: ChosenLever, count: 1 | -1): Setting | null {
  const value = stepped(scale, setting.value, count);
  return value === setting.value ? null : { ...setting, value };
}

/** The lever's settings a month later and a month earlier, as far as they are in force in simulated months. */
export function nextMonths({ loaded }: ReadState, { setting }: ChosenLever): Setting[] {
  const { start, months } = loaded.scenario;
  if (setting.value === 0) return [];
  return [setting.from + 1, setting.from - 1]
    .filter((from) => from >= start && from < start + months)
    .map((from) => ({ ...setting, from }));
}

/**
 * The result that the headline compares with: the pinned one, else the file's own, without claims that are tried. Null
 * where nothing was changed.
 */
export function comparedWith(state: ReadState): Baseline | null {
  if (state.baseline !== null) return state.baseline;
  if (state.tried !== null && state.tried.filed !== null)
    return {
      label: 'the file',
      loaded: state.tried.from,
      start: state.loaded.scenario.start,
      result: state.tried.filed,
      lives: null,
      choice: filedChoice(state.loaded),
    };
  const own = asFiled(state);
  if (own === null || isSameChoice(state.choice, filedChoice(state.loaded))) return null;
  const { loaded } = state;
  const { start } = loaded.scenario;
  const choice = filedChoice(loaded);
  return { label: 'the file', loaded, choice, start, result: own, lives: state.results.filedLives };
}

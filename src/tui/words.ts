import { plainText } from '../chart/text.ts';
import type { Case, Measures } from '../engine/answers.ts';
import { type Month, monthName } from '../formula/month.ts';
import { leverValue } from '../report/lever-value.ts';
import { calledBy, lastMonth } from '../report/words.ts';
import type { Setting, Settings } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';
import type { Choice } from './results.ts';
import type { PairSide, ReadState, State } from './state.ts';

/** As `calledBy`, of a creditor by name. */
export function creditorName(scenario: Scenario, name: string): string {
  const creditor = scenario.creditors.get(name);
  return creditor === undefined ? name : calledBy(creditor);
}

/** As `calledBy`, of a plan by name. */
export function planName(scenario: Scenario, name: string): string {
  const plan = scenario.plans.get(name);
  return plan === undefined ? name : calledBy(plan);
}

/** `Shrink at once and 2 by hand`: the plan, and how many levers are set over it. */
export function handWords(scenario: Scenario, { plan, changes }: Choice): string {
  const hand = changes.size === 0 ? '' : ` and ${changes.size} by hand`;
  return `${plan === null ? 'no plan' : planName(scenario, plan)}${hand}`;
}

/** A lever's value as people read it. */
export const valueWords = (state: ReadState, lever: Lever, value: number): string =>
  leverValue(lever, value, state.loaded.scenario.currency, state.glyphs === 'ascii');

/** `Lay off staff 20% from Dec 2023`. */
export const settingWords = (state: ReadState, lever: Lever, { value, from }: Setting): string =>
  `${calledBy(lever)} ${valueWords(state, lever, value)} from ${monthName(from)}`;

/** The levers that are pulled: `Lay off staff 20% from Dec 2023, …`; empty where none is. */
export function pulledWords(state: ReadState, settings: Settings): string {
  return [...state.loaded.scenario.levers.values()]
    .filter((lever) => settings.get(lever.name)!.value !== 0)
    .map((lever) => settingWords(state, lever, settings.get(lever.name)!))
    .join(', ');
}

/** `fails Mar 2024`, `lives to the end`. */
export const failureWords = (measures: Measures, start: Month): string =>
  measures.failure === null ? 'lives to the end' : `fails ${monthName(start + measures.failure.t)}`;

/** The last month of which anything is known: that of the failure, else the horizon's last. */
const lastKnown = (result: Case, start: Month): Month =>
  start + lastMonth(result.measures.failure, result.byMonth.cash.length);

/** Of what did not come about in the months that were simulated: `not by Dec 2024`. */
export const notBy = (result: Case, start: Month): string => `not by ${monthName(lastKnown(result, start))}`;

/** The same for a narrow column, `>Dec 2024`: it comes about later than that month, if it ever does. */
export const laterThan = (result: Case, start: Month): string => `>${monthName(lastKnown(result, start))}`;

/** `+2 mo`, `-1 mo`; null where nothing changed. */
export function monthShift(before: Month, after: Month): string | null {
  const shift = after - before;
  return shift === 0 ? null : `${shift > 0 ? '+' : ''}${shift} mo`;
}

/** The file without its folders. */
export const fileName = ({ file }: State): string => plainText(file.split(/[\\/]/).at(-1)!);

/** How the file of a place is told from the other where two are open. */
export const letterOf = (place: PairSide): string => (place === 0 ? 'A' : 'B');

/** `B, my.yaml`: one of two files, which may have the same name. */
export const fileCalled = (state: State): string => `${letterOf(state.place)}, ${fileName(state)}`;

/** The sign that stands between a value as it was and as it is. */
export const arrowOf = ({ glyphs }: State): string => (glyphs === 'ascii' ? '->' : '→');

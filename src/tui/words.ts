import { plainText } from '../chart/text.ts';
import type { Case, Measures } from '../engine/answers.ts';
import { type Month, monthName } from '../formula/month.ts';
import { leverValue } from '../report/lever-value.ts';
import { calledBy, lastMonth } from '../report/words.ts';
import type { Setting, Settings } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';
import type { Choice } from './results.ts';
import type { PairSide, ReadState, State } from './state.ts';

/** The creditor's label, or its name where it has none. */
export function creditorName(scenario: Scenario, name: string): string {
  const creditor = scenario.creditors.get(name);
  return creditor === undefined ? name : calledBy(creditor);
}

/** The plan's label, or its name where it has none. */
export function planName(scenario: Scenario, name: string): string {
  const plan = scenario.plans.get(name);
  return plan === undefined ? name : calledBy(plan);
}

/** A choice in words, the plan and the number of levers set by hand over it: `Shrink at once and 2 by hand`. */
export function handWords(scenario: Scenario, { plan, changes }: Choice): string {
  const hand = changes.size === 0 ? '' : ` and ${changes.size} by hand`;
  return `${plan === null ? 'no plan' : planName(scenario, plan)}${hand}`;
}

/** A value of the lever in words, with its unit. */
export const valueWords = (state: ReadState, lever: Lever, value: number): string =>
  leverValue(lever, value, state.loaded.scenario.currency, state.glyphs === 'ascii');

/** A lever's setting in words: `Lay off staff 20% from Dec 2023`. */
export const settingWords = (state: ReadState, lever: Lever, { value, from }: Setting): string =>
  `${calledBy(lever)} ${valueWords(state, lever, value)} from ${monthName(from)}`;

/** The levers that are not 0, in words: `Lay off staff 20% from Dec 2023, …`; empty where all are. */
export function pulledWords(state: ReadState, settings: Settings): string {
  return [...state.loaded.scenario.levers.values()]
    .filter((lever) => settings.get(lever.name)!.value !== 0)
    .map((lever) => settingWords(state, lever, settings.get(lever.name)!))
    .join(', ');
}

/** The failure in words: `fails Mar 2024`, `lives to the end`. */
export const failureWords = (measures: Measures, start: Month): string =>
  measures.failure === null ? 'lives to the end' : `fails ${monthName(start + measures.failure.t)}`;

/** The last month of a case that is simulated: that of the failure, else the horizon's last. */
const lastKnown = (result: Case, start: Month): Month =>
  start + lastMonth(result.measures.failure, result.byMonth.cash.length);

/** The words for an event that no simulated month had: `not by Dec 2024`. */
export const notBy = (result: Case, start: Month): string => `not by ${monthName(lastKnown(result, start))}`;

/** As `notBy`, for a narrow column: `>Dec 2024`. */
export const laterThan = (result: Case, start: Month): string => `>${monthName(lastKnown(result, start))}`;

/** The months from one month to another, `+2 mo` or `-1 mo`; null where they are the same. */
export function monthShift(before: Month, after: Month): string | null {
  const shift = after - before;
  return shift === 0 ? null : `${shift > 0 ? '+' : ''}${shift} mo`;
}

/** The file's name without its folders. */
export const fileName = ({ file }: State): string => plainText(file.split(/[\\/]/).at(-1)!);

/** The letter by which the file of a place is told from the other. */
export const letterOf = (place: PairSide): string => (place === 0 ? 'A' : 'B');

/** One of two files, which may have the same name: `B, my.yaml`. */
export const fileCalled = (state: State): string => `${letterOf(state.place)}, ${fileName(state)}`;

/** The sign between an old value and the new one. */
export const arrowOf = ({ glyphs }: State): string => (glyphs === 'ascii' ? '->' : '→');

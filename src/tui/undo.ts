/** Undo and redo: of levers, of claims tried, and, in the file, of plans renamed and deleted. */

import { monthName } from '../formula/month.ts';
import { calledBy } from '../report/words.ts';
import { isSameSetting, type Setting } from '../scenario/override.ts';
import type { Lever } from '../scenario/scenario.ts';
import { settingsOf } from './outcome.ts';
import { putPlansBack } from './plan-acts.ts';
import type { Choice } from './results.ts';
import { say } from './say.ts';
import type { ReadState, State } from './state.ts';
import { claimsPutBack } from './tried-claims.ts';
import { arrowOf, handWords, settingWords, valueWords } from './words.ts';

/** Most changed levers that a message names. */
const MOST_TOLD = 3;

export function undo(state: ReadState): State {
  const { top: step, below: past } = state.past!;
  const { act, choice } = step;
  if (act.kind === 'plans') return putPlansBack(state, 'undo', act);
  if (act.kind === 'claim') {
    const { state: next, act: back, words } = claimsPutBack(state, act);
    return say(
      { ...next, choice, past, future: { top: { act: back, choice }, below: state.future } },
      `Undid: ${words}.`,
    );
  }
  const future = { top: { act, choice: state.choice }, below: state.future };
  const saved = act.kind === 'save' ? ` The file keeps ${act.plan}.` : '';
  return say({ ...state, choice, past, future }, `Undid: ${changeWords(state, choice)}.${saved}`);
}

export function redo(state: ReadState): State {
  const { top: step, below: future } = state.future!;
  const { act, choice } = step;
  if (act.kind === 'plans') return putPlansBack(state, 'redo', act);
  if (act.kind === 'claim') {
    const { state: next, act: back, words } = claimsPutBack(state, act);
    return say(
      { ...next, choice, future, past: { top: { act: back, choice }, below: state.past } },
      `Did again: ${words}.`,
    );
  }
  const past = { top: { act, choice: state.choice }, below: state.past };
  return say({ ...state, choice, past, future }, `Did again: ${changeWords(state, choice)}.`);
}

/**
 * The difference between the choice in hand and `to`: `Lay off staff 20% → 10%`, `no plan and 1 by hand → Shrink at
 * once`.
 */
function changeWords(state: ReadState, to: Choice): string {
  const { choice, loaded } = state;
  const arrow = arrowOf(state);
  const { scenario } = loaded;
  if (choice.plan !== to.plan) return `${handWords(scenario, choice)} ${arrow} ${handWords(scenario, to)}`;
  const before = settingsOf(loaded, choice);
  const after = settingsOf(loaded, to);
  const told = [...scenario.levers.values()].flatMap((lever) => {
    const [was, is] = [before.get(lever.name)!, after.get(lever.name)!];
    return isSameSetting(was, is) ? [] : [leverWords(state, lever, was, is)];
  });
  if (told.length === 0) return 'the levers stand as they did';
  const rest = told.length - MOST_TOLD;
  return [...told.slice(0, MOST_TOLD), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function leverWords(state: ReadState, lever: Lever, was: Setting, is: Setting): string {
  const arrow = arrowOf(state);
  const name = calledBy(lever);
  if (was.from === is.from)
    return `${name} ${valueWords(state, lever, was.value)} ${arrow} ${valueWords(state, lever, is.value)}`;
  if (was.value === is.value) return `${name} from ${monthName(was.from)} ${arrow} ${monthName(is.from)}`;
  const now = `${valueWords(state, lever, is.value)} from ${monthName(is.from)}`;
  return `${settingWords(state, lever, was)} ${arrow} ${now}`;
}

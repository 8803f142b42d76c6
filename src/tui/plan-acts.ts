/** What the keys that save, rename and remove plans do, and what is asked before something is lost. */

import type { Written } from '../host/write.ts';
import { calledBy } from '../report/words.ts';
import { planEntries } from '../scenario/lever-text.ts';
import { editPlan, type PlanEdit } from '../scenario/plan-edit.ts';
import type { Plan } from '../scenario/scenario.ts';
import { otherInFront } from './in-front.ts';
import { standing } from './outcome.ts';
import { pastRange } from './past-range.ts';
import { readPlanName } from './plan-name.ts';
import type { Prompt, Writing } from './prompt.ts';
import { cannotSave } from './reasons.ts';
import { type Reading, read } from './reread.ts';
import { capital, say } from './say.ts';
import { mapStack } from './stack.ts';
import { isRead, type ReadState, type State } from './state.ts';
import { carried, isUnsaved } from './unsaved.ts';
import { fileName } from './view/words.ts';

/** Asks; answers and what is asked come before anything else. */
export const ask = (state: State, prompt: Prompt): State => ({ ...state, prompt, overlayScroll: 0 });

/** The plan that the keys act on in the list; null on the line of no plan. */
const planPointedAt = (state: ReadState): Plan | null =>
  [...state.loaded.scenario.plans.values()][state.planRow - 1] ?? null;

/** Asks under which name to save: that of the plan in hand is there already. */
export function askName(state: ReadState): State {
  const { plan } = state.choice;
  const text = plan === null ? '' : calledBy(state.loaded.scenario.plans.get(plan)!);
  return ask(state, { kind: 'save', text, thenQuit: state.prompt?.kind === 'quit' });
}

export function askNewName(state: ReadState): State {
  const plan = planPointedAt(state)!;
  return ask(state, { kind: 'rename', plan: plan.name, text: calledBy(plan) });
}

export const askRemoval = (state: ReadState): State => ask(state, { kind: 'remove', plan: planPointedAt(state)!.name });

/** Leaves, or asks first where levers would be lost, with a file that they would be lost of in front. */
export function askToLeave(state: State): State {
  if (isUnsaved(state)) return ask(state, { kind: 'quit' });
  if (state.beside === null || !isUnsaved(state.beside)) return { ...state, isLeaving: true };
  return ask(otherInFront(state), { kind: 'quit' });
}

export function retyped(state: State, change: (text: string) => string): State {
  const { prompt } = state;
  if (prompt?.kind !== 'save' && prompt?.kind !== 'rename') return state;
  return { ...state, prompt: { ...prompt, text: change(prompt.text) } };
}

/** The name that was typed is taken. */
export function takeName(state: ReadState): State {
  const { prompt } = state;
  const named = readPlanName(
    state.loaded.scenario,
    prompt?.kind === 'save' || prompt?.kind === 'rename' ? prompt.text : '',
  );
  if ('fault' in named) return say(state, `${capital(named.fault)}.`, 'bad');
  if (prompt?.kind === 'rename') {
    if (!('there' in named)) return rename(state, prompt.plan, named.name, named.label);
    if (named.there.name === prompt.plan) return { ...state, prompt: null };
    return say(state, `There is a plan ${calledBy(named.there)} already.`, 'bad');
  }
  const thenQuit = prompt?.kind === 'save' && prompt.thenQuit;
  if (!('there' in named)) return save(state, named.name, named.label, thenQuit);
  if (named.there.name === state.choice.plan) return save(state, named.there.name, null, thenQuit);
  return ask(state, { kind: 'replace', plan: named.there.name, thenQuit });
}

/** The question is answered with yes. */
export function answerYes(state: ReadState): State {
  const { prompt } = state;
  switch (prompt?.kind) {
    case 'replace':
      return save(state, prompt.plan, null, prompt.thenQuit);
    case 'outside':
      return save(state, prompt.plan, prompt.label, prompt.thenQuit, true);
    case 'remove':
      return remove(state, prompt.plan);
    case 'changed':
      return write(state, prompt.newer, prompt.writing.edit, prompt.writing.said, prompt.writing.thenQuit);
    case 'quit':
      return { ...state, isLeaving: true };
    default:
      return state;
  }
}

/** Saves; levers past their range only where that was asked about. */
function save(state: ReadState, name: string, label: string | null, thenQuit: boolean, isSure = false): State {
  const reason = cannotSave(state);
  if (reason !== null) return say({ ...state, prompt: null }, `${capital(reason)}.`, 'warn');
  const { scenario } = state.loaded;
  const plan = scenario.plans.get(name) ?? null;
  const { settings } = standing(state);
  if (!isSure && pastRange(scenario, settings, plan).length > 0)
    return ask(state, { kind: 'outside', plan: name, label, thenQuit });
  const set = planEntries(scenario, settings, plan);
  const said = `Saved in ${fileName(state)} as ${label ?? (plan === null ? name : calledBy(plan))}.`;
  return write(state, state.loaded.text, { kind: 'save', name, label, set }, said, thenQuit);
}

function rename(state: ReadState, from: string, name: string, label: string | null): State {
  return write(state, state.loaded.text, { kind: 'rename', from, name, label }, `Renamed: ${label ?? name}.`, false);
}

function remove(state: ReadState, name: string): State {
  const said = `${calledBy(state.loaded.scenario.plans.get(name)!)} is deleted from ${fileName(state)}; the levers stay as they are.`;
  return write(state, state.loaded.text, { kind: 'remove', name }, said, false);
}

function write(state: ReadState, before: string, edit: PlanEdit, said: string, thenQuit: boolean): State {
  const asked = { ...state, prompt: null };
  const after = editPlan(before, edit);
  if (after === null)
    return say(asked, 'The plans of this file are written in a way that cannot be changed safely here.', 'bad');
  if (after === before) return say(thenQuit ? askToLeave(asked) : asked, 'The file says so already.');
  return { ...asked, writing: { edit, before, after, said, thenQuit } };
}

/** What came of the write; `reading` is that of the text to be written. */
export function written(state: State, outcome: Written, reading: Reading): State {
  const { writing } = state;
  if (writing === null || !isRead(state)) return state;
  const next = { ...state, writing: null };
  if (outcome.kind === 'failed') return say(next, `Not saved: ${outcome.why}.`, 'bad');
  if (outcome.kind === 'changed') return ask(next, { kind: 'changed', writing, newer: outcome.text });
  const now = read(next, reading, writing.after);
  return isRead(now) ? afterOurs(now, state, writing) : now;
}

/** After a change of our own every choice keeps its levers, also those that undo goes back to. */
function afterOurs(state: ReadState, before: ReadState, { edit, said, thenQuit }: Writing): State {
  const now = state.loaded;
  const then = before.loaded;
  const named = (plan: string | null): string | null =>
    edit.kind === 'rename' && plan === edit.from ? edit.name : plan;
  const carry = (choice: State['choice']): State['choice'] => carried(choice, named(choice.plan), then, now);
  const past = mapStack(before.past, carry);
  const future = mapStack(before.future, carry);
  const wasInHand = carry(before.choice);
  const inHand = edit.kind === 'save' ? carried(before.choice, edit.name, then, now) : wasInHand;
  const shown = edit.kind === 'remove' ? inHand.plan : edit.name;
  const next: State = {
    ...state,
    choice: inHand,
    past: edit.kind === 'save' ? { top: wasInHand, below: past } : past,
    future: edit.kind === 'save' ? null : future,
    planRow: shown === null ? state.planRow : [...now.scenario.plans.keys()].indexOf(shown) + 1,
  };
  return say(thenQuit ? askToLeave(next) : next, said, 'good');
}

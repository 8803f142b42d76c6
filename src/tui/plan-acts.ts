/** Actions that save, rename and remove plans, and the questions asked before something is lost. */

import type { Written } from '../host/write.ts';
import { calledBy } from '../report/words.ts';
import { planEntries } from '../scenario/lever-text.ts';
import { editPlan, type PlanEdit } from '../scenario/plan-edit.ts';
import type { Plan } from '../scenario/scenario.ts';
import { otherInFront } from './in-front.ts';
import { lineOf, withPlace } from './list-place.ts';
import { settingsOf } from './outcome.ts';
import { pastRange } from './past-range.ts';
import { readPlanName } from './plan-name.ts';
import type { PlansBack, Prompt, Way, Writing } from './prompt.ts';
import { putBack } from './put-back.ts';
import { cannotSave, cannotWrite } from './reasons.ts';
import { type FileReading, read } from './reread.ts';
import type { Choice } from './results.ts';
import { capital, say } from './say.ts';
import { mapStack, type Stack } from './stack.ts';
import { isRead, type PlansAct, type ReadState, type State, type UndoStep } from './state.ts';
import { carried, isUnsaved } from './unsaved.ts';
import { arrowOf, fileName } from './words.ts';

/** The state with a prompt in front. */
export const ask = (state: State, prompt: Prompt): State => ({ ...state, prompt, overlayScroll: 0 });

/** The plan that the keys act on in the list; null on the line of no plan. */
const planPointedAt = (state: ReadState): Plan | null =>
  [...state.loaded.scenario.plans.values()][lineOf(state, 'plans') - 1] ?? null;

/** Asks under which name to save; the name of the plan in hand is already typed. */
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

/** Leaves. Where unsaved levers would be lost it asks first, with a file in front that has some. */
export function askToLeave(state: State): State {
  if (isUnsaved(state)) return ask(state, { kind: 'quit' });
  if (state.beside === null || !isUnsaved(state.beside)) return { ...state, isLeaving: true };
  return ask(otherInFront(state), { kind: 'quit' });
}

export function retyped(state: State, change: (text: string) => string): State {
  const { prompt } = state;
  if (prompt === null || !('text' in prompt)) return state;
  return { ...state, prompt: { ...prompt, text: change(prompt.text) } };
}

/** Goes on with the name that was typed: saves or renames a plan, or asks further. */
export function takeName(state: ReadState): State {
  const { prompt } = state;
  if (prompt?.kind === 'where') return takePlace(state, prompt);
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

/** Goes on with the file name that was typed for the copy of a shipped scenario. */
function takePlace(state: ReadState, { text, writing }: Prompt & { kind: 'where' }): State {
  const to = text.trim();
  return to === ''
    ? say(state, 'A file needs a name.', 'bad')
    : { ...state, prompt: null, writing: { ...writing, to } };
}

/** Goes on after the answer yes. */
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

/** Saves the levers as a plan. Where some are outside of their ranges it asks first, unless `isSure`. */
function save(state: ReadState, name: string, label: string | null, thenQuit: boolean, isSure = false): State {
  const reason = cannotSave(state);
  if (reason !== null) return say({ ...state, prompt: null }, `${capital(reason)}.`, 'warn');
  const { scenario } = state.loaded;
  const plan = scenario.plans.get(name) ?? null;
  const settings = settingsOf(state.loaded, state.choice);
  if (!isSure && pastRange(scenario, settings, plan).length > 0)
    return ask(state, { kind: 'outside', plan: name, label, thenQuit });
  const set = planEntries(scenario, settings, plan);
  const called = label ?? (plan === null ? name : calledBy(plan));
  const said = (file: string): string => `Saved in ${file} as ${called}.`;
  return write(state, state.loaded.text, { kind: 'save', name, label, set }, said, thenQuit);
}

function rename(state: ReadState, from: string, name: string, label: string | null): State {
  const said = (): string => `Renamed: ${label ?? name}.`;
  return write(state, state.loaded.text, { kind: 'rename', from, name, label }, said, false);
}

function remove(state: ReadState, name: string): State {
  const called = calledBy(state.loaded.scenario.plans.get(name)!);
  const said = (file: string): string => `${called} is deleted from ${file}; the levers stay as they are.`;
  return write(state, state.loaded.text, { kind: 'remove', name }, said, false);
}

const NOT_SAFELY = 'The plans of this file are written in a way that cannot be changed safely here.';
const CHANGED_THERE = 'The file was changed at that place since: what was done to the plan there stays.';

function write(
  state: ReadState,
  before: string,
  edit: Writing['edit'],
  said: Writing['said'],
  thenQuit: boolean,
): State {
  const asked = { ...state, prompt: null };
  const after = edit.kind === 'put-back' ? putBack(before, edit.gone, edit.back) : editPlan(before, edit);
  if (after === null) return say(asked, edit.kind === 'put-back' ? CHANGED_THERE : NOT_SAFELY, 'bad');
  if (after === before) return say(thenQuit ? askToLeave(asked) : asked, 'The file says so already.');
  const writing: Writing = { edit, before, after, to: null, said, thenQuit };
  return state.isCopy ? ask(asked, { kind: 'where', text: fileName(state), writing }) : { ...asked, writing };
}

/** The state after the write's outcome; `reading` is that of the text that was to be written. */
export function written(state: State, outcome: Written, reading: FileReading): State {
  const { writing } = state;
  if (writing === null || !isRead(state)) return state;
  const next = { ...state, writing: null };
  // The file was changed meanwhile, so that with this undo or redo it could not be read.
  if (writing.edit.kind === 'put-back' && reading.scenario === null) return forgotten(next, writing.edit.way);
  if (outcome.kind === 'failed') {
    const { to } = writing;
    // It asks for another name, with the last one typed already.
    const again = to === null ? next : ask(next, { kind: 'where', text: to, writing: { ...writing, to: null } });
    return say(again, `Not saved: ${outcome.why}.`, 'bad');
  }
  if (outcome.kind === 'changed') return ask(next, { kind: 'changed', writing, newer: outcome.text });
  const there: State = writing.to === null ? next : { ...next, file: writing.to, isCopy: false };
  const now = read(there, reading, writing.after);
  if (!isRead(now)) return now;
  const { edit } = writing;
  const after =
    edit.kind === 'put-back' ? afterPutBack(now, state, writing, edit) : afterEdit(now, state, writing, edit);
  if (outcome.kept === undefined) return after;
  return say(after, `${after.message!.text} ${keptIn(outcome.kept)}.`, 'warn');
}

/** The message on a save that was cut off in a file that has changed since; `copy` holds the text before that save. */
export const keptIn = (copy: string): string => `A save was cut off; the text before it is in ${copy}`;

/** After a write of the screen's own: every choice, also those of undo, keeps its levers over the new file's plans. */
function afterEdit(state: ReadState, before: ReadState, writing: Writing, edit: PlanEdit): State {
  const now = state.loaded;
  const then = before.loaded;
  const named = (plan: string | null): string | null =>
    edit.kind === 'rename' && plan === edit.from ? edit.name : plan;
  const carry = (choice: Choice): Choice => carried(choice, named(choice.plan), then, now);
  const wasInHand = carry(before.choice);
  const inHand = edit.kind === 'save' ? carried(before.choice, edit.name, then, now) : wasInHand;
  const top: UndoStep =
    edit.kind === 'save'
      ? { choice: wasInHand, act: { kind: 'save', plan: calledBy(now.scenario.plans.get(edit.name)!) } }
      : {
          choice: before.choice,
          act: { kind: 'plans', edit, before: writing.before, after: writing.after, loaded: then },
        };
  const below = edit.kind === 'save' ? carriedSteps(before.past, carry) : before.past;
  const next: ReadState = { ...state, choice: inHand, past: { top, below }, future: null };
  return told(pointedAt(next, edit.kind === 'remove' ? inHand.plan : edit.name), writing);
}

/**
 * The steps with their choices carried over to a new reading, down to the next step that changed the file's plans: that
 * one and those below it belong to the reading before it.
 */
const carriedSteps = (steps: Stack<UndoStep>, carry: (choice: Choice) => Choice): Stack<UndoStep> =>
  mapStack(steps, ({ act, choice }) => (act.kind === 'plans' ? null : { act, choice: carry(choice) }));

/**
 * Undoes, or redoes, the last change of the file's plans, in the file. Where the file does not allow it, drops the
 * step.
 */
export function putPlansBack(state: ReadState, way: Way, act: PlansAct): State {
  const reason = cannotWrite(state);
  if (reason !== null) return say(state, `${capital(reason)}.`, 'warn');
  const [gone, back] = way === 'undo' ? [act.after, act.before] : [act.before, act.after];
  const wanted = putBack(state.loaded.text, gone, back);
  const comes = planThatComes(way, act.edit);
  const isThere = comes !== null && state.loaded.scenario.plans.has(comes);
  if (wanted !== null && wanted !== state.loaded.text && !isThere)
    return write(state, state.loaded.text, { kind: 'put-back', way, gone, back }, backWords(state, way, act), false);
  return forgotten(state, way);
}

/** Drops the next step of undo, or redo, which is a change of the file's plans. */
function forgotten(state: ReadState, way: Way): State {
  const { past, future } = state;
  const { top, below } = (way === 'undo' ? past : future)!;
  const then = (top.act as PlansAct).loaded;
  const left = carriedSteps(below, (old) => carried(old, old.plan, then, state.loaded));
  return say(way === 'undo' ? { ...state, past: left } : { ...state, future: left }, CHANGED_THERE, 'warn');
}

/** The name of the plan that undo or redo adds to the file; null where it removes one. */
function planThatComes(way: Way, edit: PlansAct['edit']): string | null {
  if (edit.kind === 'remove') return way === 'undo' ? edit.name : null;
  return way === 'undo' ? edit.from : edit.name;
}

const backWords =
  (state: ReadState, way: Way, act: PlansAct): Writing['said'] =>
  (file) =>
    putBackWords(state, way, act, file);

/** The message after undo or redo: `Undid: the plan Shrink at once is in my.yaml again.` */
function putBackWords(state: ReadState, way: Way, { edit, loaded }: PlansAct, file: string): string {
  const called = (name: string): string => {
    const plan = [state.loaded, loaded].map(({ scenario }) => scenario.plans.get(name)).find((p) => p !== undefined);
    return plan === undefined ? name : calledBy(plan);
  };
  const done = way === 'undo' ? 'Undid' : 'Did again';
  if (edit.kind === 'remove') {
    const is = way === 'undo' ? `is in ${file} again` : `is deleted from ${file}`;
    return `${done}: the plan ${called(edit.name)} ${is}.`;
  }
  const [was, is] = way === 'undo' ? [edit.name, edit.from] : [edit.from, edit.name];
  return `${done}: the plan ${called(was)} ${arrowOf(state)} ${called(is)}, in ${file}.`;
}

/** After undo or redo in the file: the choice of before that change is in hand again. */
function afterPutBack(state: ReadState, before: ReadState, writing: Writing, { way }: PlansBack): State {
  const now = state.loaded;
  const [from, to] = way === 'undo' ? [before.past!, before.future] : [before.future!, before.past];
  const { choice, act } = from.top as UndoStep & { readonly act: PlansAct };
  const carry = (old: Choice): Choice => carried(old, old.plan, act.loaded, now);
  const left = carriedSteps(from.below, carry);
  const come: Stack<UndoStep> = { top: { choice: before.choice, act: { ...act, loaded: before.loaded } }, below: to };
  const [past, future] = way === 'undo' ? [left, come] : [come, left];
  const next = { ...state, choice: carry(choice), past, future };
  return told(pointedAt(next, planThatComes(way, act.edit)), writing);
}

/** Has the keys act on the plan in the list; where there is none of that name, on the line of before. */
function pointedAt(state: ReadState, plan: string | null): ReadState {
  const row = plan === null ? -1 : [...state.loaded.scenario.plans.keys()].indexOf(plan);
  return row === -1 ? state : withPlace(state, 'plans', { line: row + 1 });
}

const told = (state: State, { said, thenQuit }: Writing): State =>
  say(thenQuit ? askToLeave(state) : state, said(fileName(state)), 'good');

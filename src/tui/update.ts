import type { Background } from '../chart/ansi.ts';
import type { Written } from '../host/write.ts';
import type { WrittenNew } from '../host/write-new.ts';
import { calledBy, lastMonth } from '../report/words.ts';
import { isSameSetting, type Setting } from '../scenario/override.ts';
import { creditorsMonth } from './accounts.ts';
import { isMonthShown } from './covers.ts';
import { type EvidenceLine, evidenceLineInFront, evidenceLines } from './evidence-lines.ts';
import { found, lookFor, moveFind } from './find.ts';
import type { FrameNow } from './frame-now.ts';
import { goTo } from './go.ts';
import { otherInFront } from './in-front.ts';
import type { MouseEvent } from './input.ts';
import type { Binding, KeyAct, KeyName } from './key-binding.ts';
import { bindingFor } from './keymap.ts';
import { isOutside, stepped } from './lever-scale.ts';
import { lineOf, placeOf, seek, withPlace } from './list-place.ts';
import { goFromMoves, turnPage } from './moves/acts.ts';
import { type ChosenLever, chosenLever, filedChoice, planNames, planned, standing } from './outcome.ts';
import {
  answerYes,
  ask,
  askName,
  askNewName,
  askRemoval,
  askToLeave,
  retyped,
  takeName,
  written,
} from './plan-acts.ts';
import { noFile } from './reasons.ts';
import { type FileReading, read } from './reread.ts';
import { isRescueShown } from './rescue.ts';
import { applySet, askTarget, moveStep, saveSet, takeTarget } from './rescue-acts.ts';
import {
  isSameChoice,
  type Odds,
  type StepOdds,
  type StudyStanding,
  withOdds,
  withPlanOdds,
  withStudy,
} from './results.ts';
import { capital, say } from './say.ts';
import { isRead, type Loaded, type ReadState, type Size, type State } from './state.ts';
import {
  beginFilter,
  dropFilter,
  filterBy,
  moveColumn,
  moveMatch,
  movePage,
  moveRow,
  sortBy,
  takeFilter,
  turnOrder,
} from './table-acts.ts';
import { TABS } from './tabs/all.ts';
import { askTableName, copyInFront, copyTable, saveTable, showCommand, tableSaved } from './take-acts.ts';
import { takeChoice } from './take-choice.ts';
import { tryClaim } from './tried-claims.ts';
import { meantInPercent, readTyped, typedSetting } from './typed.ts';
import { redo, undo } from './undo.ts';
import { fileCalled, handWords, planName, settingWords, valueWords } from './words.ts';
import { exampleOf, livesNow, oddsLines, viewed } from './worlds.ts';
import { moveSide, moveSplit, showTab, unzoomedChart, zoomTo } from './zoom-acts.ts';

/** An action: all that can happen to the screen. */
export type Action =
  | { readonly type: 'key'; readonly key: KeyName }
  | { readonly type: 'paste'; readonly text: string }
  /** The file was read; `text` is null where that failed. */
  | { readonly type: 'read'; readonly reading: FileReading; readonly text: string | null }
  | { readonly type: 'written'; readonly written: Written; readonly reading: FileReading }
  | { readonly type: 'mouse'; readonly event: MouseEvent }
  | { readonly type: 'background'; readonly background: Background }
  | OddsAction
  /** The outcome of saving a table in a new file. */
  | { readonly type: 'table-saved'; readonly path: string; readonly what: string; readonly written: WrittenNew }
  | { readonly type: 'drawn' }
  | { readonly type: 'errand-run' }
  /** The editor has ended; `why` says why it could not be started, and is null where it was. */
  | { readonly type: 'edited'; readonly why: string | null }
  | { readonly type: 'resize'; readonly size: Size };

/** The answer to odds, steps or a study of one reading of the file. */
type OddsAction = { readonly loaded: Loaded } & (
  | { readonly type: 'odds'; readonly odds: Odds }
  /** The odds of a plan that is not in hand. */
  | { readonly type: 'plan-odds'; readonly odds: Odds }
  | { readonly type: 'step-odds'; readonly stepOdds: StepOdds }
  | { readonly type: 'study'; readonly key: string; readonly standing: StudyStanding }
);

/** The state after the action, before missing results are asked of the engine and indices are brought within bounds. */
export function update(state: State, action: Exclude<Action, { type: 'mouse' }>, frame: FrameNow): State {
  switch (action.type) {
    case 'key':
      return pressed(state, action.key, frame);
    case 'paste':
      return typed(state, action.text);
    case 'background':
      return { ...state, background: action.background };
    case 'read':
      return read(state, action.reading, action.text);
    case 'written':
      return planSought(written(state, action.written, action.reading));
    case 'odds':
    case 'plan-odds':
    case 'step-odds':
    case 'study':
      return answered(state, action);
    case 'table-saved':
      return tableSaved(state, action.path, action.what, action.written);
    case 'drawn':
      return { ...state, isFirstFrame: false };
    case 'errand-run':
      return { ...state, errand: null };
    case 'edited':
      return action.why === null ? state : say(state, `${capital(action.why)}.`, 'bad');
    case 'resize':
      return { ...state, size: action.size };
  }
}

/** A message at the foot where odds failed for a reason outside of the file. */
const failureTold = (state: State, odds: Odds): State =>
  odds.worlds !== null || odds.failed === undefined
    ? state
    : say(state, `The odds could not be computed: ${odds.failed}.`, 'bad');

/** Keeps the answer or progress of a study. */
function studied(state: ReadState, key: string, standing: StudyStanding): State {
  const next = { ...state, results: withStudy(state.results, key, standing) };
  if (standing.kind !== 'faulty' || standing.failed === null) return next;
  return say(next, `What is asked beside the odds could not be computed: ${standing.failed}.`, 'bad');
}

/** Keeps an answer of the thread of odds, unless it is about a former reading of the file. */
function answered(state: State, action: OddsAction): State {
  if (!isRead(state) || action.loaded !== state.loaded) return state;
  if (action.type === 'step-odds') return { ...state, results: { ...state.results, stepOdds: action.stepOdds } };
  if (action.type === 'study') return studied(state, action.key, action.standing);
  const { odds } = action;
  const isFiled = isSameChoice(odds.choice, filedChoice(state.loaded));
  const results = action.type === 'odds' ? withOdds(state.results, odds, isFiled) : withPlanOdds(state.results, odds);
  return failureTold({ ...state, results }, odds);
}

function pressed(state: State, key: KeyName, frame: FrameNow): State {
  const binding = bindingFor(state, key);
  if (binding === null) return [...key].length > 1 ? state : typed(state, key);
  return perform(state, binding, frame);
}

/** Carries out a binding's action, or says why it cannot act. */
export function perform(state: State, { action, disabled }: Binding, frame: FrameNow): State {
  const reason = disabled?.(state) ?? null;
  if (reason !== null) return say(state, `${capital(reason)}.`, 'warn');
  const now = { ...state, message: null };
  const tab = TABS.find((name) => action === `tab-${name}`);
  return tab === undefined ? ACTS[action as KeyAct](now, frame) : showTab({ ...now, tab, overlay: null });
}

/** Adds the text to what is being typed, if anything is. */
function typed(state: State, text: string): State {
  const { prompt, input, find } = state;
  if (prompt?.kind === 'target')
    return { ...state, prompt: { ...prompt, text: prompt.text + typeable(text) }, message: null };
  if (prompt !== null && 'text' in prompt)
    return { ...state, prompt: { ...prompt, text: prompt.text + text.replace(/\p{C}/gu, '') }, message: null };
  if (prompt !== null) return state;
  if (input !== null) return { ...state, input: input + typeable(text), message: null };
  if (state.isFiltering) return refiltered({ ...state, message: null }, (typed) => typed + text.replace(/\p{C}/gu, ''));
  return find === null ? state : lookFor({ ...state, message: null }, find.text + typeable(text));
}

/** Changes the filter of the help, or of the table in front. */
const refiltered = (state: State, change: (text: string) => string): State =>
  state.overlay === 'help' ? { ...state, helpText: change(state.helpText), overlayScroll: 0 } : filterBy(state, change);

const typeable = (text: string): string => text.replace(/[^\x20-\x7e€£]/g, '');

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

type KeyUpdate = (state: State, frame: FrameNow) => State;

/** Makes an action of one that needs a scenario: where the file was not read yet, it says so. */
const onFile =
  (act: (state: ReadState, frame: FrameNow) => State): KeyUpdate =>
  (state, frame) =>
    isRead(state) ? act(state, frame) : say(state, `${capital(noFile(state)!)}.`, 'warn');

/** By action of the keymap what it does; actions that show a tab are left out. */
const ACTS: Record<KeyAct, KeyUpdate> = {
  'lever-back': (state) => ({ ...state, lever: state.lever - 1 }),
  'lever-next': (state) => ({ ...state, lever: state.lever + 1 }),
  'lever-first': (state) => ({ ...state, lever: 0 }),
  'lever-last': (state) => ({ ...state, lever: Number.MAX_SAFE_INTEGER }),
  'step-down': onFile((state) => moveLever(state, -1)),
  'step-up': onFile((state) => moveLever(state, 1)),
  'steps-down': onFile((state) => moveLever(state, -5)),
  'steps-up': onFile((state) => moveLever(state, 5)),
  'month-back': onFile((state) => moveMonth(state, -1)),
  'month-next': onFile((state) => moveMonth(state, 1)),
  'months-back': onFile((state) => moveMonth(state, -5)),
  'months-next': onFile((state) => moveMonth(state, 5)),
  timeline: toggleTimeline,
  'type-value': (state) => ({ ...state, input: '' }),
  'reset-lever': onFile(resetLever),
  'reset-all': (state) => takeChoice(state, { ...state.choice, changes: new Map() }, 'Every lever is set back.'),
  pin: onFile(pin),
  undo: onFile(undo),
  redo: onFile(redo),
  'next-plan': onFile(nextPlan),
  'apply-plan': onFile((state) => applyPlan(state, planNames(state.loaded)[lineOf(state, 'plans')] ?? null)),
  'other-file': (state) => {
    const next = otherInFront(state);
    return say(next, `${capital(fileCalled(next))}, is in front.`);
  },
  'next-pane': (state) => unzoomedChart({ ...state, pane: state.pane === 'levers' ? 'table' : 'levers' }),
  zoom: (state) => zoomTo(state, 'pane'),
  'zoom-chart': (state) => zoomTo(state, 'chart'),
  'table-taller': (state) => moveSplit(state, 1),
  'table-lower': (state) => moveSplit(state, -1),
  'levers-wider': (state) => moveSide(state, 1),
  'levers-narrower': (state) => moveSide(state, -1),
  'row-back': (state, frame) => moveRow(state, frame, -1),
  'row-next': (state, frame) => moveRow(state, frame, 1),
  'row-first': (state, frame) => moveRow(state, frame, -1e6),
  'row-last': (state, frame) => moveRow(state, frame, 1e6),
  'page-back': (state, frame) => movePage(state, frame, -frame.page()),
  'page-next': (state, frame) => movePage(state, frame, frame.page()),
  'column-back': (state, frame) => moveColumn(state, frame, -1),
  'column-next': (state, frame) => moveColumn(state, frame, 1),
  'sort-back': onFile((state, frame) => sortBy(state, frame, -1)),
  'sort-next': onFile((state, frame) => sortBy(state, frame, 1)),
  'sort-turn': onFile(turnOrder),
  filter: onFile(beginFilter),
  'filter-help': (state) => ({ ...state, isFiltering: true }),
  'filter-accept': (state) => (state.overlay === 'help' ? { ...state, isFiltering: false } : takeFilter(state)),
  'filter-cancel': (state) =>
    state.overlay === 'help' ? { ...state, isFiltering: false, helpText: '' } : dropFilter(state),
  'filter-erase': (state) => refiltered(state, (text) => [...text].slice(0, -1).join('')),
  'filter-clear': (state) => refiltered(state, () => ''),
  figures: (state) => ({ ...state, overlay: 'figures', overlayScroll: 0 }),
  'figure-back': (state) => ({ ...state, figure: state.figure - 1 }),
  'figure-next': (state) => ({ ...state, figure: state.figure + 1 }),
  'match-next': onFile((state, frame) => moveMatch(state, frame, 1)),
  'match-back': onFile((state, frame) => moveMatch(state, frame, -1)),
  copy: onFile(copyInFront),
  'copy-table': onFile(copyTable),
  'save-table': onFile(askTableName),
  'command-line': showCommand,
  'open-month': onFile(openMonth),
  'month-before': onFile((state) => lookAtMonth(state, state.month - 1)),
  'month-after': onFile((state) => lookAtMonth(state, state.month + 1)),
  'month-first': onFile((state) => lookAtMonth(state, 0)),
  'month-last': onFile((state) => lookAtMonth(state, lastLived(state))),
  'read-back': onFile((state) => readChart(state, -1)),
  'read-next': onFile((state) => readChart(state, 1)),
  'look-at-world': onFile(lookAtWorld),
  'moves-back': onFile((state) => turnPage(state, -1)),
  'moves-next': onFile((state) => turnPage(state, 1)),
  'moves-go': onFile(goFromMoves),
  rescue: onFile(askTarget),
  'target-accept': onFile(takeTarget),
  'set-back': onFile((state) => moveStep(state, -1)),
  'set-next': onFile((state) => moveStep(state, 1)),
  'set-first': onFile((state) => moveStep(state, -1e6)),
  'set-last': onFile((state) => moveStep(state, 1e6)),
  'set-apply': onFile(applySet),
  'set-save': onFile(saveSet),
  'try-claim': onFile(tryClaim),
  'by-source': onFile(turnEvidence),
  find: (state) => ({ ...state, find: { text: '', row: 0 } }),
  'find-go': onFile(goFound),
  'find-back': onFile((state) => moveFind(state, -1)),
  'find-next': onFile((state) => moveFind(state, 1)),
  'find-page-back': onFile((state, { page }) => moveFind(state, -page())),
  'find-page-next': onFile((state, { page }) => moveFind(state, page())),
  'find-erase': (state) => lookFor(state, state.find!.text.slice(0, -1)),
  'find-clear': (state) => lookFor(state, ''),
  mouse: toggleMouse,
  faults: (state) => ({ ...state, overlay: state.overlay === 'faults' ? null : 'faults', overlayScroll: 0 }),
  runways: (state) => ({ ...state, overlay: state.overlay === 'runways' ? null : 'runways', overlayScroll: 0 }),
  help: (state) => ({ ...state, overlay: 'help', overlayScroll: 0, helpText: '' }),
  close,
  'input-accept': onFile(acceptInput),
  'input-cancel': (state) => ({ ...state, input: null }),
  'input-erase': (state) => ({ ...state, input: state.input!.slice(0, -1) }),
  'input-clear': (state) => ({ ...state, input: '' }),
  'save-plan': onFile(askName),
  'rename-plan': onFile(askNewName),
  'remove-plan': onFile(askRemoval),
  'name-accept': onFile((state, frame) =>
    state.prompt?.kind === 'table' ? saveTable(state, state.prompt.text, frame) : takeName(state),
  ),
  'name-erase': (state) => retyped(state, (text) => [...text].slice(0, -1).join('')),
  'name-clear': (state) => retyped(state, () => ''),
  'answer-yes': onFile((state) =>
    state.prompt?.kind === 'percent' ? takePercent(state, state.prompt.setting) : answerYes(state),
  ),
  'answer-no': (state) => (state.prompt?.kind === 'percent' ? refusePercent(state) : { ...state, prompt: null }),
  redraw: (state) => ({ ...state, errand: 'redraw' }),
  suspend: (state) => ({ ...state, errand: 'suspend' }),
  'edit-file': (state) => ({ ...state, errand: 'edit' }),
  quit: askToLeave,
  leave: (state) => (state.prompt?.kind === 'quit' ? { ...state, isLeaving: true } : askToLeave(state)),
};

/** Opens another month's panel, at its first line. */
function lookAtMonth(state: ReadState, t: number): State {
  const { months } = state.loaded.scenario;
  if (t < 0 || t >= months)
    return say(state, t < 0 ? 'That is the first month simulated.' : 'That is the last month simulated.', 'warn');
  return seek({ ...state, month: t, monthScroll: 0 }, 'months', t);
}

/** Lists the evidence by source, or by figure. The chosen line stays chosen where the other list has it. */
function turnEvidence(state: ReadState): State {
  const before = evidenceLineInFront(state);
  const next = { ...state, isBySource: !state.isBySource };
  const isAlike = (line: EvidenceLine): boolean =>
    line.kind === before?.kind &&
    line.name === before.name &&
    (line.kind !== 'claim' || (before.kind === 'claim' && line.claim.name === before.claim.name));
  const line = Math.max(0, evidenceLines(next).findIndex(isAlike));
  const text = next.isBySource ? 'The evidence by source.' : 'The evidence by figure.';
  return say(seek(withPlace(next, 'evidence', { line }), 'evidence', line), text);
}

const lastLived = (state: ReadState): number =>
  lastMonth(viewed(state).result?.measures.failure ?? null, state.loaded.scenario.months);

function toggleTimeline(state: State): State {
  const text = state.isTimeline ? 'The levers with their ranges.' : 'The levers along the months.';
  return say({ ...state, isTimeline: !state.isTimeline }, text);
}

/** Reads a month in the chart: first the one in front or, in the Creditors tab, the one it tells of; then others. */
function readChart(state: ReadState, months: 1 | -1): State {
  const { result } = viewed(state);
  const first = state.tab === 'creditors' && result !== null ? creditorsMonth(state, result) : state.month;
  const month = clamp(state.isReading ? state.month + months : first, 0, state.loaded.scenario.months - 1);
  return seek({ ...state, isReading: true, month }, 'months', month);
}

/** Opens the panel of the month in front, or of the one that the Creditors tab tells of. */
function openMonth(state: ReadState): State {
  const opened = { ...state, isMonthOpen: true, monthScroll: 0 };
  const { result } = viewed(state);
  if (state.tab !== 'creditors' || result === null) return opened;
  const month = creditorsMonth(state, result);
  return seek({ ...opened, tab: 'months', month }, 'months', month);
}

function lookAtWorld(state: ReadState): State {
  const line = oddsLines(state)[lineOf(state, 'odds')]!;
  const { world, t } = exampleOf(line);
  return seek({ ...state, world, tab: 'months', month: t }, 'months', t);
}

/** Closes, for Esc, the foremost thing that is open. */
function close(state: State): State {
  if (state.find !== null) return { ...state, find: null };
  if (state.overlay === 'help' && state.helpText !== '') return { ...state, helpText: '' };
  if (state.overlay !== null) return { ...state, overlay: null, overlayScroll: 0 };
  if (isRescueShown(state)) return { ...state, rescue: null };
  if (isMonthShown(state)) return { ...state, isMonthOpen: false };
  if (state.pane === 'table' && placeOf(state, state.tab).isFiltered) return dropFilter(state);
  if (state.zoom !== null) return { ...state, zoom: null };
  if (state.isReading) return { ...state, isReading: false };
  if (state.world !== null) return { ...state, world: null, tab: 'odds', pane: 'table' };
  return { ...state, pane: 'levers' };
}

function goFound(state: ReadState, frame: FrameNow): State {
  const item = found(state)[state.find!.row];
  if (item === undefined) return say(state, 'Nothing is found; take some of it away.', 'warn');
  const { target } = item;
  const after = { ...state, find: null };
  if (target.kind !== 'command') return unzoomedChart(goTo(after, target));
  // A command of the levers acts on the chosen lever, so the keys go to the levers.
  const pane = target.binding.context === 'levers' ? 'levers' : state.pane;
  return perform({ ...after, pane }, target.binding, frame);
}

function toggleMouse(state: State): State {
  const text = state.hasMouse
    ? 'The mouse is left to the terminal: text can be selected.'
    : 'The mouse acts on the screen.';
  return say({ ...state, hasMouse: !state.hasMouse }, text);
}

const planSought = (state: State): State => seek(state, 'plans', lineOf(state, 'plans'));

function setLever(state: ReadState, { lever, scale }: ChosenLever, setting: Setting): State {
  const changes = new Map(state.choice.changes);
  const own = planned(state.loaded, state.choice.plan).get(lever.name)!;
  if (isSameSetting(setting, own)) changes.delete(lever.name);
  else changes.set(lever.name, setting);
  const text = `${settingWords(state, lever, setting)}.`;
  if (!isOutside(scale, setting.value)) return takeChoice(state, { ...state.choice, changes }, text);
  const range = `${valueWords(state, lever, scale.low)} to ${valueWords(state, lever, scale.high)}`;
  const outside =
    lever.range === null ? `past ${range}, between which the keys move it` : `outside its range of ${range}`;
  return takeChoice(state, { ...state.choice, changes }, `${text} That is ${outside}.`, 'warn');
}

function moveLever(state: ReadState, count: number): State {
  const chosen = chosenLever(state)!;
  const { lever, scale, setting } = chosen;
  const value = stepped(scale, setting.value, count);
  if (value !== setting.value) return setLever(state, chosen, { ...setting, value });
  const end = valueWords(state, lever, count > 0 ? scale.high : scale.low);
  const text =
    lever.range === null
      ? `The keys move ${calledBy(lever)} no further than ${end}`
      : `The range of ${calledBy(lever)} ends at ${end}`;
  return say(state, `${text}; type a value to go past that.`, 'warn');
}

function moveMonth(state: ReadState, count: number): State {
  const chosen = chosenLever(state)!;
  const { start, months } = state.loaded.scenario;
  const wanted = chosen.setting.from + count;
  // A month typed outside the horizon is not pulled back in by a step further out.
  const from =
    count > 0
      ? Math.min(wanted, Math.max(start + months - 1, chosen.setting.from))
      : Math.max(wanted, Math.min(start, chosen.setting.from));
  if (from !== chosen.setting.from) return setLever(state, chosen, { ...chosen.setting, from });
  return say(state, count > 0 ? 'That is the last month simulated.' : 'That is the first month simulated.', 'warn');
}

function resetLever(state: ReadState): State {
  const { lever } = chosenLever(state)!;
  const changes = new Map(state.choice.changes);
  changes.delete(lever.name);
  const own = planned(state.loaded, state.choice.plan).get(lever.name)!;
  const text = `Set back: ${settingWords(state, lever, own)}.`;
  return takeChoice(state, { ...state.choice, changes }, text);
}

function acceptInput(state: ReadState): State {
  const text = state.input!;
  if (text.trim() === '') return { ...state, input: null };
  const { currency } = state.loaded.scenario;
  const chosen = chosenLever(state)!;
  const typed = readTyped(chosen.lever, text, currency);
  // The typed text stays, so that it can be mended.
  if ('fault' in typed) return say(state, `${capital(typed.fault)}.`, 'bad');
  const setting = typedSetting(chosen, text, currency)!;
  if (meantInPercent(chosen.lever, text, currency) !== null) return ask(state, { kind: 'percent', setting });
  return setLever({ ...state, input: null }, chosen, setting);
}

function takePercent(state: ReadState, setting: Setting): State {
  const chosen = chosenLever(state);
  const next = { ...state, prompt: null, input: null };
  return chosen === null ? next : setLever(next, chosen, setting);
}

const refusePercent = (state: State): State =>
  say({ ...state, prompt: null }, 'Write the value with its %, or Esc leaves the lever as it is.');

function pin(state: ReadState): State {
  if (state.baseline !== null) return say({ ...state, baseline: null }, 'The pinned result is let go.');
  const { scenario } = state.loaded;
  const label = handWords(scenario, state.choice);
  const baseline = {
    ...{ label, loaded: state.loaded, choice: state.choice, start: scenario.start },
    ...{ result: standing(state).outcome.result!, lives: livesNow(state) },
  };
  return say({ ...state, baseline }, 'Pinned: every result is now compared with this one.');
}

function nextPlan(state: ReadState): State {
  const plans = [null, ...state.loaded.scenario.plans.keys()];
  const at = plans.indexOf(state.choice.plan);
  return applyPlan(state, plans[(at + 1) % plans.length]!);
}

function applyPlan(state: ReadState, plan: string | null): State {
  const { scenario } = state.loaded;
  const line = planNames(state.loaded).indexOf(plan);
  const text = plan === null ? 'No plan: the levers are as the file sets them.' : `Plan: ${planName(scenario, plan)}.`;
  const dropped = state.choice.changes.size === 0 ? '' : ' Changes by hand are set aside; u brings them back.';
  return takeChoice(planSought(withPlace(state, 'plans', { line })), { plan, changes: new Map() }, text + dropped);
}

import type { Background } from '../chart/ansi.ts';
import type { Written } from '../host/write.ts';
import { calledBy, lastMonth } from '../report/words.ts';
import type { Setting } from '../scenario/override.ts';
import { found, lookFor, moveFind } from './find.ts';
import { goTo } from './go.ts';
import { otherInFront } from './in-front.ts';
import type { MouseEvent } from './input.ts';
import type { Binding, KeyAction, KeyName } from './key-binding.ts';
import { bindingFor, bindingOf } from './keymap.ts';
import { isOutside, stepped } from './lever-scale.ts';
import { pointed } from './mouse.ts';
import { type ChosenLever, chosenLever, filedChoice, planned, standing } from './outcome.ts';
import { answerYes, askName, askNewName, askRemoval, askToLeave, retyped, takeName, written } from './plan-acts.ts';
import { type Reading, read } from './reread.ts';
import { capital, say } from './say.ts';
import type { Choice, Message, Odds, Size, State, StepOdds } from './state.ts';
import { readTyped, settingTyped } from './typed.ts';
import { evidenceLines } from './view/evidence.ts';
import { inView, isCovered, isMonthShown, largestScroll, pageLines } from './view/scroll.ts';
import { fileCalled, planName, settingWords, valueWords } from './view/words.ts';
import { aliveNow, exampleOf, oddsLines, viewed } from './worlds.ts';

/** What can happen to the screen. */
export type Action =
  | { readonly type: 'key'; readonly key: KeyName }
  | { readonly type: 'paste'; readonly text: string }
  /** `text` is what was read; null where the file could not be. */
  | { readonly type: 'read'; readonly reading: Reading; readonly text: string | null }
  | { readonly type: 'written'; readonly written: Written; readonly reading: Reading }
  | { readonly type: 'mouse'; readonly event: MouseEvent }
  | { readonly type: 'background'; readonly background: Background }
  | { readonly type: 'odds'; readonly odds: Odds }
  /** What came of a plan that is not in front. */
  | { readonly type: 'plan-odds'; readonly odds: Odds }
  | { readonly type: 'step-odds'; readonly stepOdds: StepOdds }
  | { readonly type: 'drawn' }
  | { readonly type: 'errand-run' }
  | { readonly type: 'resize'; readonly size: Size };

/** The state after the action. */
export function update(state: State, action: Action): State {
  switch (action.type) {
    case 'key':
      return pressed(state, action.key);
    case 'paste':
      return typed(state, action.text);
    case 'mouse':
      return clicked(state, action.event);
    case 'background':
      return { ...state, background: action.background };
    case 'read':
      return settle(read(state, action.reading, action.text));
    case 'written':
      return settle(planInView(written(state, action.written, action.reading)));
    case 'odds':
      return answered(state, action.odds);
    case 'plan-odds':
      return ofPlan(state, action.odds);
    case 'step-odds':
      return { ...state, stepOdds: action.stepOdds };
    case 'drawn':
      return { ...state, isFirstFrame: false };
    case 'errand-run':
      return { ...state, errand: null };
    case 'resize':
      return settle({ ...state, size: action.size });
  }
}

function answered(state: State, odds: Odds): State {
  const isFiled = odds.worlds !== null && odds.choice === filedChoice(odds.loaded);
  const filedAlive = isFiled ? { loaded: odds.loaded, share: odds.worlds.survival.at(-1)! } : state.filedAlive;
  return settle(ofPlan({ ...state, odds, filedAlive }, odds));
}

/** Keeps how many worlds live with a plan that nothing was changed in. */
function ofPlan(state: State, { loaded, choice, worlds }: Odds): State {
  if (choice.changes.size > 0) return state;
  const known = state.planAlive?.loaded === loaded ? state.planAlive.shares : [];
  const shares = new Map(known).set(choice.plan, worlds?.survival.at(-1) ?? null);
  return { ...state, planAlive: { loaded, shares } };
}

function pressed(state: State, key: KeyName): State {
  const binding = bindingFor(state, key);
  if (binding === null) return [...key].length > 1 ? state : typed(state, key);
  return perform(state, binding);
}

function clicked(state: State, event: MouseEvent): State {
  const { at, does } = pointed(state, event);
  return does === null ? settle(at) : perform(at, bindingOf(does));
}

function perform(state: State, binding: Binding): State {
  const reason = binding.disabled?.(state) ?? null;
  if (reason !== null) return say(state, `${capital(reason)}.`, 'warn');
  return settle(ACTS[binding.action]({ ...state, message: null }));
}

/** Text goes to what is being typed, if anything is. */
function typed(state: State, text: string): State {
  if (state.input !== null) return { ...state, input: state.input + typeable(text), message: null };
  if (state.find !== null) return lookFor({ ...state, message: null }, state.find.text + typeable(text));
  const { prompt } = state;
  if (prompt?.kind !== 'save' && prompt?.kind !== 'rename') return state;
  return { ...state, prompt: { ...prompt, text: prompt.text + text.replace(/\p{C}/gu, '') }, message: null };
}

const typeable = (text: string): string => text.replace(/[^\x20-\x7e€£]/g, '');

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

/** What each action of the keymap does. */
const ACTS: Record<KeyAction, (state: State) => State> = {
  'lever-back': (state) => ({ ...state, lever: state.lever - 1 }),
  'lever-next': (state) => ({ ...state, lever: state.lever + 1 }),
  'lever-first': (state) => ({ ...state, lever: 0 }),
  'lever-last': (state) => ({ ...state, lever: Number.MAX_SAFE_INTEGER }),
  'step-down': (state) => moveLever(state, -1),
  'step-up': (state) => moveLever(state, 1),
  'steps-down': (state) => moveLever(state, -5),
  'steps-up': (state) => moveLever(state, 5),
  'month-back': (state) => moveMonth(state, -1),
  'month-next': (state) => moveMonth(state, 1),
  'months-back': (state) => moveMonth(state, -5),
  'months-next': (state) => moveMonth(state, 5),
  timeline: toggleTimeline,
  'type-value': (state) => ({ ...state, input: '' }),
  'reset-lever': resetLever,
  'reset-all': (state) => choose(state, { ...state.choice, changes: new Map() }, 'Every lever is set back.'),
  pin,
  undo,
  redo,
  'next-plan': nextPlan,
  'plan-back': (state) => movePlan(state, state.planRow - 1),
  'plan-forward': (state) => movePlan(state, state.planRow + 1),
  'apply-plan': (state) => applyPlan(state, [null, ...state.loaded!.scenario.plans.keys()][state.planRow] ?? null),
  'tab-months': (state) => ({ ...state, tab: 'months', overlay: null }),
  'tab-creditors': (state) => ({ ...state, tab: 'creditors', overlay: null }),
  'tab-plans': (state) => ({ ...state, tab: 'plans', overlay: null }),
  'tab-odds': (state) => ({ ...state, tab: 'odds', overlay: null }),
  'tab-evidence': (state) => ({ ...state, tab: 'evidence', overlay: null }),
  'other-file': (state) => {
    const next = otherInFront(state);
    return say(next, `${capital(fileCalled(next))}, is in front.`);
  },
  'next-pane': (state) => ({ ...state, pane: state.pane === 'levers' ? 'table' : 'levers' }),
  'row-back': (state) => moveRow(state, -1),
  'row-next': (state) => moveRow(state, 1),
  'row-first': (state) => moveRow(state, -1e6),
  'row-last': (state) => moveRow(state, 1e6),
  'page-back': (state) => movePage(state, -1),
  'page-next': (state) => movePage(state, 1),
  'column-back': (state) => moveColumn(state, -1),
  'column-next': (state) => moveColumn(state, 1),
  'open-month': (state) => ({ ...state, isMonthOpen: true, monthScroll: 0 }),
  'month-before': (state) => lookAtMonth(state, state.month - 1),
  'month-after': (state) => lookAtMonth(state, state.month + 1),
  'month-first': (state) => lookAtMonth(state, 0),
  'month-last': (state) => lookAtMonth(state, lastLived(state)),
  'read-back': (state) => readChart(state, -1),
  'read-next': (state) => readChart(state, 1),
  'look-at-world': lookAtWorld,
  find: (state) => ({ ...state, find: { text: '', row: 0 } }),
  'find-go': goFound,
  'find-back': (state) => moveFind(state, -1),
  'find-next': (state) => moveFind(state, 1),
  'find-page-back': (state) => moveFind(state, -pageLines(state)),
  'find-page-next': (state) => moveFind(state, pageLines(state)),
  'find-erase': (state) => lookFor(state, state.find!.text.slice(0, -1)),
  'find-clear': (state) => lookFor(state, ''),
  mouse: toggleMouse,
  faults: (state) => ({ ...state, overlay: state.overlay === 'faults' ? null : 'faults', overlayScroll: 0 }),
  help: (state) => ({ ...state, overlay: 'help', overlayScroll: 0 }),
  close,
  'input-accept': acceptInput,
  'input-cancel': (state) => ({ ...state, input: null }),
  'input-erase': (state) => ({ ...state, input: state.input!.slice(0, -1) }),
  'input-clear': (state) => ({ ...state, input: '' }),
  'save-plan': askName,
  'rename-plan': askNewName,
  'remove-plan': askRemoval,
  'name-accept': takeName,
  'name-erase': (state) => retyped(state, (text) => [...text].slice(0, -1).join('')),
  'name-clear': (state) => retyped(state, () => ''),
  'answer-yes': answerYes,
  'answer-no': (state) => ({ ...state, prompt: null }),
  redraw: (state) => ({ ...state, errand: 'redraw' }),
  suspend: (state) => ({ ...state, errand: 'suspend' }),
  quit: askToLeave,
  leave: (state) => (state.prompt?.kind === 'quit' ? { ...state, isLeaving: true } : askToLeave(state)),
};

/** Holds every index and scroll within what there is to show. */
function settle(state: State): State {
  const scenario = state.loaded?.scenario;
  const limits = largestScroll(state);
  return {
    ...state,
    lever: clamp(state.lever, 0, (scenario?.levers.size ?? 1) - 1),
    planRow: clamp(state.planRow, 0, scenario?.plans.size ?? 0),
    oddsRow: clamp(state.oddsRow, 0, oddsLines(state).length - 1),
    evidenceRow: clamp(state.evidenceRow, 0, (scenario === undefined ? 0 : evidenceLines(scenario).length) - 1),
    month: clamp(state.month, 0, (scenario?.months ?? 1) - 1),
    column: clamp(state.column, 0, limits.column),
    creditorColumn: clamp(state.creditorColumn, 0, limits.creditorColumn),
    monthScroll: clamp(state.monthScroll, 0, limits.month),
    scroll: {
      months: clamp(state.scroll.months, 0, limits.months),
      creditors: clamp(state.scroll.creditors, 0, limits.creditors),
      plans: clamp(state.scroll.plans, 0, limits.plans),
      odds: clamp(state.scroll.odds, 0, limits.odds),
      evidence: clamp(state.scroll.evidence, 0, limits.evidence),
    },
    overlayScroll: clamp(state.overlayScroll, 0, limits.overlay),
  };
}

function scrolled(state: State, lines: number): State {
  if (isCovered(state)) return { ...state, overlayScroll: state.overlayScroll + lines };
  if (isMonthShown(state)) return { ...state, monthScroll: state.monthScroll + lines };
  return { ...state, scroll: { ...state.scroll, [state.tab]: state.scroll[state.tab] + lines } };
}

/** Where a line is pointed at, it is kept in view; among the creditors and in an overlay the lines move. */
function moveRow(state: State, lines: number): State {
  if (isCovered(state) || isMonthShown(state) || state.tab === 'creditors') return scrolled(state, lines);
  if (state.tab === 'odds') {
    const oddsRow = clamp(state.oddsRow + lines, 0, oddsLines(state).length - 1);
    return inView({ ...state, oddsRow }, 'odds', oddsRow);
  }
  const { scenario } = state.loaded!;
  if (state.tab === 'evidence') {
    const evidenceRow = clamp(state.evidenceRow + lines, 0, evidenceLines(scenario).length - 1);
    return inView({ ...state, evidenceRow }, 'evidence', evidenceRow);
  }
  const month = clamp(state.month + lines, 0, scenario.months - 1);
  return inView({ ...state, month }, 'months', month);
}

function moveColumn(state: State, columns: 1 | -1): State {
  if (state.tab === 'creditors') return { ...state, creditorColumn: state.creditorColumn + columns };
  return { ...state, column: state.column + columns };
}

/** Another month is open, from its first line. */
function lookAtMonth(state: State, t: number): State {
  const { months } = state.loaded!.scenario;
  if (t < 0 || t >= months)
    return say(state, t < 0 ? 'That is the first month simulated.' : 'That is the last month simulated.', 'warn');
  return inView({ ...state, month: t, monthScroll: 0 }, 'months', t);
}

const lastLived = (state: State): number =>
  lastMonth(viewed(state)?.result?.measures.failure ?? null, state.loaded!.scenario.months);

function toggleTimeline(state: State): State {
  const text = state.isTimeline ? 'The levers with their ranges.' : 'The levers along the months.';
  return say({ ...state, isTimeline: !state.isTimeline }, text);
}

/** The first key shows the month that is pointed at; the next ones move it. */
function readChart(state: State, months: 1 | -1): State {
  const month = clamp(state.month + (state.isReading ? months : 0), 0, state.loaded!.scenario.months - 1);
  return inView({ ...state, isReading: true, month }, 'months', month);
}

function lookAtWorld(state: State): State {
  const line = oddsLines(state)[state.oddsRow]!;
  const { world, t } = exampleOf(line);
  return inView({ ...state, world, tab: 'months', month: t }, 'months', t);
}

/** What Esc lets go of, the foremost first. */
function close(state: State): State {
  if (state.find !== null) return { ...state, find: null };
  if (state.overlay !== null) return { ...state, overlay: null, overlayScroll: 0 };
  if (isMonthShown(state)) return { ...state, isMonthOpen: false };
  if (state.isReading) return { ...state, isReading: false };
  if (state.world !== null) return { ...state, world: null, tab: 'odds', pane: 'table' };
  return { ...state, pane: 'levers' };
}

function goFound(state: State): State {
  const item = found(state)[state.find!.row];
  if (item === undefined) return say(state, 'Nothing is found; take some of it away.', 'warn');
  const { target } = item;
  const after = { ...state, find: null };
  if (target.kind !== 'command') return goTo(after, target);
  // What moves a lever moves it from anywhere.
  const pane = target.binding.context === 'levers' ? 'levers' : state.pane;
  return perform({ ...after, pane }, target.binding);
}

function toggleMouse(state: State): State {
  const text = state.hasMouse
    ? 'The mouse is left to the terminal: text can be selected.'
    : 'The mouse acts on the screen.';
  return say({ ...state, hasMouse: !state.hasMouse }, text);
}

function movePage(state: State, pages: 1 | -1): State {
  const lines = pages * pageLines(state);
  if (state.overlay === null && (state.tab === 'odds' || state.tab === 'evidence')) return moveRow(state, lines);
  return scrolled(
    !isCovered(state) && !isMonthShown(state) && state.tab === 'months'
      ? { ...state, month: state.month + lines }
      : state,
    lines,
  );
}

function movePlan(state: State, planRow: number): State {
  const row = clamp(planRow, 0, state.loaded!.scenario.plans.size);
  return inView({ ...state, planRow: row }, 'plans', row);
}

const planInView = (state: State): State => ({
  ...inView({ ...state, tab: 'plans' }, 'plans', state.planRow),
  tab: state.tab,
});

/** Takes the choice, and remembers the one before it for undo. */
function choose(state: State, choice: Choice, text: string, tone: Message['tone'] = 'plain'): State {
  return say({ ...state, choice, past: { top: state.choice, below: state.past }, future: null }, text, tone);
}

function setLever(state: State, { lever, scale }: ChosenLever, setting: Setting): State {
  const changes = new Map(state.choice.changes);
  const own = planned(state.loaded!, state.choice.plan).get(lever.name)!;
  if (setting.value === own.value && setting.from === own.from) changes.delete(lever.name);
  else changes.set(lever.name, setting);
  const text = `${settingWords(state, lever, setting)}.`;
  if (!isOutside(scale, setting.value)) return choose(state, { ...state.choice, changes }, text);
  const range = `${valueWords(state, lever, scale.low)} to ${valueWords(state, lever, scale.high)}`;
  return choose(state, { ...state.choice, changes }, `${text} That is outside its range of ${range}.`, 'warn');
}

function moveLever(state: State, count: number): State {
  const chosen = chosenLever(state)!;
  const { lever, scale, setting } = chosen;
  const value = stepped(scale, setting.value, count);
  if (value !== setting.value) return setLever(state, chosen, { ...setting, value });
  const end =
    count > 0 ? `at most ${valueWords(state, lever, scale.high)}` : `at least ${valueWords(state, lever, scale.low)}`;
  return say(state, `${calledBy(lever)} is ${end}; type a value to go past that.`, 'warn');
}

function moveMonth(state: State, count: number): State {
  const chosen = chosenLever(state)!;
  const { start, months } = state.loaded!.scenario;
  const wanted = chosen.setting.from + count;
  // A month typed outside the horizon is not pulled back in by a step further out.
  const from =
    count > 0
      ? Math.min(wanted, Math.max(start + months - 1, chosen.setting.from))
      : Math.max(wanted, Math.min(start, chosen.setting.from));
  if (from !== chosen.setting.from) return setLever(state, chosen, { ...chosen.setting, from });
  return say(state, count > 0 ? 'That is the last month simulated.' : 'That is the first month simulated.', 'warn');
}

function resetLever(state: State): State {
  const { lever } = chosenLever(state)!;
  const changes = new Map(state.choice.changes);
  changes.delete(lever.name);
  const own = planned(state.loaded!, state.choice.plan).get(lever.name)!;
  const text = `Set back: ${settingWords(state, lever, own)}.`;
  return choose(state, { ...state.choice, changes }, text);
}

function acceptInput(state: State): State {
  const text = state.input!;
  if (text.trim() === '') return { ...state, input: null };
  const typed = readTyped(text, state.loaded!.scenario.currency);
  // What was typed stays, to be mended.
  if ('fault' in typed) return say(state, `${capital(typed.fault)}.`, 'bad');
  const chosen = chosenLever(state)!;
  return setLever({ ...state, input: null }, chosen, settingTyped(chosen.setting, typed));
}

function pin(state: State): State {
  if (state.baseline !== null) return say({ ...state, baseline: null }, 'The pinned result is let go.');
  const { scenario } = state.loaded!;
  const { changes, plan } = state.choice;
  const hand = changes.size === 0 ? '' : ` and ${changes.size} by hand`;
  const label = `${plan === null ? 'no plan' : planName(scenario, plan)}${hand}`;
  const baseline = { label, start: scenario.start, result: standing(state)!.outcome.result!, alive: aliveNow(state) };
  return say({ ...state, baseline }, 'Pinned: every result is now compared with this one.');
}

function undo(state: State): State {
  const { top: choice, below: past } = state.past!;
  return say({ ...state, choice, past, future: { top: state.choice, below: state.future } }, 'Undone.');
}

function redo(state: State): State {
  const { top: choice, below: future } = state.future!;
  return say({ ...state, choice, past: { top: state.choice, below: state.past }, future }, 'Done again.');
}

function nextPlan(state: State): State {
  const plans = [null, ...state.loaded!.scenario.plans.keys()];
  const at = plans.indexOf(state.choice.plan);
  return applyPlan(state, plans[(at + 1) % plans.length]!);
}

function applyPlan(state: State, plan: string | null): State {
  const { scenario } = state.loaded!;
  const planRow = [null, ...scenario.plans.keys()].indexOf(plan);
  const text = plan === null ? 'No plan: the levers are as the file sets them.' : `Plan: ${planName(scenario, plan)}.`;
  const dropped = state.choice.changes.size === 0 ? '' : ' Changes by hand are set aside; u brings them back.';
  return choose(movePlan(state, planRow), { plan, changes: new Map() }, text + dropped);
}

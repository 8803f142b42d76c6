import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import type { SamplerName } from '../engine/answers.ts';
import { compile } from '../engine/ask.ts';
import { isSameSetting, type Setting, type Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { withPlace } from './list-place.ts';
import { chosenLever, filedChoice, planned } from './outcome.ts';
import type { Prompt } from './prompt.ts';
import { type Choice, NO_RESULTS } from './results.ts';
import { say } from './say.ts';
import { mapStack } from './stack.ts';
import { isBroken, isRead, type Loaded, type State, type UndoStep } from './state.ts';
import { withClaimsKept } from './tried-claims.ts';
import { carried } from './unsaved.ts';

/** A reading of a file: its scenario, or null and the faults. */
export interface FileReading {
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
  /** All levers as the command line sets them; the first good reading takes them as changes by hand. */
  readonly settings?: Settings;
  /** How worlds are drawn; `random` where it is left out. */
  readonly sampler?: SamplerName;
}

/**
 * The state after a new reading: a good one replaces the last; faults of a bad one are shown over the last good one.
 */
export function read(state: State, reading: FileReading, text: string | null): State {
  const { scenario, diagnostics, settings, sampler = 'random' } = reading;
  // The watch also reports the screen's own writes, whose text has been read already.
  if (text !== null && text === state.loaded?.text && !isBroken(state)) return state;
  if (scenario === null || text === null) return broken(state, diagnostics);
  let loaded: Loaded;
  try {
    loaded = { text, scenario, model: compile(scenario), sampler };
  } catch (error) {
    if (error instanceof Faults) return broken(state, [...diagnostics, ...error.diagnostics]);
    throw error;
  }
  const healed = state.overlay === 'faults' && state.faults.some((fault) => fault.severity === 'error');
  const isGone = ({ plan }: Choice): boolean => plan !== null && !scenario.plans.has(plan);
  const kept = (choice: Choice): Choice =>
    isRead(state) && isGone(choice) ? carried(choice, null, state.loaded, loaded) : choice;
  // A step that changed the file's plans, and all below it, belong to earlier readings and stay as they are.
  const keptStep = ({ act, choice }: UndoStep): UndoStep | null =>
    act.kind === 'plans' ? null : { act, choice: kept(choice) };
  const lever = leverNow(state, scenario);
  const fresh: State = {
    ...state,
    loaded,
    tried: null,
    results: NO_RESULTS,
    rescue: null,
    faults: diagnostics,
    choice: isRead(state) ? kept(state.choice) : firstChoice(loaded, settings),
    past: mapStack(state.past, keptStep),
    future: mapStack(state.future, keptStep),
    lever: lever ?? state.lever,
    input: lever === null ? null : state.input,
    overlay: healed ? null : state.overlay,
    prompt: stillAsked(state.prompt, scenario, lever),
  };
  const next = isRead(fresh) ? withClaimsKept(fresh, state) : fresh;
  if (!isRead(state))
    return withPlace(next, 'plans', { line: [null, ...scenario.plans.keys()].indexOf(next.choice.plan) });
  if (isGone(state.choice))
    return say(next, `The file was read again. It has no plan ${state.choice.plan} any more; its levers stay.`, 'warn');
  return say(next, 'The file was read again.', 'good');
}

function firstChoice(loaded: Loaded, settings: Settings | undefined): Choice {
  const filed = filedChoice(loaded);
  const own = planned(loaded, filed.plan);
  const isChange = ([name, setting]: [string, Setting]): boolean => {
    const other = own.get(name);
    return other === undefined || !isSameSetting(setting, other);
  };
  const changes = new Map([...(settings ?? [])].filter(isChange));
  return changes.size === 0 ? filed : { ...filed, changes };
}

/** The prompt, unless it is about a plan or a lever that is gone. */
function stillAsked(prompt: Prompt | null, { plans }: Scenario, lever: number | null): Prompt | null {
  switch (prompt?.kind) {
    case 'percent':
      return lever === null ? null : prompt;
    case 'rename':
    case 'replace':
    case 'remove':
      return plans.has(prompt.plan) ? prompt : null;
    default:
      return prompt;
  }
}

/** Index of the chosen lever in the new reading; null where it is gone. */
function leverNow(state: State, scenario: Scenario): number | null {
  const name = isRead(state) ? chosenLever(state)?.lever.name : undefined;
  const index = name === undefined ? -1 : [...scenario.levers.keys()].indexOf(name);
  return index === -1 ? null : index;
}

function broken(state: State, faults: readonly Diagnostic[]): State {
  const text =
    state.loaded === null ? 'The file cannot be used.' : 'The file cannot be used; this is the last good result.';
  return say({ ...state, faults, overlay: 'faults', overlayScroll: 0 }, text, 'bad');
}

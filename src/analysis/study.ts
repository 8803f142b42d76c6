/**
 * Questions of the screen that take many runs, as values: each can be sent to a thread in one message, and the work
 * tells its progress and can be interrupted.
 */
import type { SamplerName } from '../engine/answers.ts';
import { compile, type Model, type WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { type Deadline, leverDeadline, planDeadline } from './deadlines.ts';
import { type ExplainAsked, type Explanation, explain, playersOf } from './explain.ts';
import { type FailedWorlds, failedWorlds } from './failed.ts';
import type { Pause } from './in-steps.ts';
import { type LeverSpace, leverSpace } from './lever-space.ts';
import { type Rescue, rescue } from './rescue.ts';
import type { RescueProgress } from './rescue-progress.ts';
import { type Sensitivity, sensitivity } from './sensitivity.ts';
import { MOST_EXACT } from './shapley.ts';
import { CONFIDENCE } from './target.ts';
import { tornado } from './tornado.ts';
import { type TrialAsker, TrialAsking } from './trials.ts';

/** What is asked; `settings` are those of all levers. */
export type StudyAsked =
  /** By when a lever must be decided. */
  | { readonly what: 'deadline'; readonly settings: Settings; readonly lever: string }
  /** By when a plan must be decided, moved as a whole; `settings` are those under it. */
  | { readonly what: 'plan-deadline'; readonly settings: Settings; readonly plan: string }
  /** The least painful set of levers with which the target holds. */
  | { readonly what: 'rescue'; readonly settings: Settings; readonly target: Target }
  /** What each part of a change brings; `earlier` is the scenario before the change, null where it is the same. */
  | {
      readonly what: 'explain';
      readonly settings: Settings;
      readonly from: Settings;
      readonly earlier: Scenario | null;
    }
  /** What moves the months lived, among uncertain inputs and levers. */
  | { readonly what: 'sensitivity'; readonly settings: Settings }
  /** How worlds fail, and what failed worlds had in common. */
  | { readonly what: 'failed'; readonly settings: Settings };

export type StudyFound =
  | { readonly what: 'deadline' | 'plan-deadline'; readonly deadline: Deadline }
  | { readonly what: 'rescue'; readonly space: LeverSpace; readonly rescue: Rescue }
  | { readonly what: 'explain'; readonly explanation: Explanation }
  /** For the base case alone only the tornado is found. */
  | { readonly what: 'sensitivity'; readonly sensitivity: SensitivityParts }
  | { readonly what: 'failed'; readonly failed: FailedWorlds };

/** What moves the months lived, as far as found; a part not found is null. */
export type SensitivityParts = Omit<Sensitivity, 'isStopped' | 'simulated'>;

const NO_PARTS: SensitivityParts = { tornado: null, run: null, shares: null, shapley: null, knowing: null };

/** Progress of a study. */
export interface StudyProgress {
  /** Worlds simulated so far. */
  readonly done: number;
  /** Worlds to simulate in all; null where unknown. */
  readonly of: number | null;
  readonly rescue: RescueProgress | null;
  /** The parts of sensitivity found so far, and the progress of the next part. */
  readonly sensitivity: SensitivityProgress | null;
}

interface SensitivityProgress {
  readonly found: SensitivityParts;
  readonly part: string;
  readonly done: number;
  readonly of: number;
}

/** The model and worlds that a study is about. */
export interface StudyOf {
  readonly model: Model;
  readonly sampler: SamplerName;
  /** Worlds simulated for each setting; 0 for the base case. */
  readonly worlds: number;
}

/**
 * Answers a study. `tell` is called after each setting; `pause` is awaited between steps of the evaluation. Throws
 * Faults, and whatever `ask` and `pause` throw.
 */
export async function study(
  ask: TrialAsker,
  { model, sampler, worlds: count }: StudyOf,
  asked: StudyAsked,
  tell: (progress: StudyProgress) => void,
  pause?: Pause,
): Promise<StudyFound> {
  const worlds: WorldRange | null = count === 0 ? null : { first: 0, count, seed: model.scenario.seed, sampler };
  const of = worldsOf(model, asked, Math.max(1, count));
  let done = 0;
  let rescuing: RescueProgress | null = null;
  let moving: SensitivityProgress | null = null;
  const counted: TrialAsker = async function* (question) {
    for await (const answer of ask(question)) {
      done += answer.outcome.count;
      tell({ done, of, rescue: rescuing, sensitivity: moving });
      yield answer;
    }
  };
  const { what, settings } = asked;
  switch (what) {
    case 'deadline': {
      const lever = model.scenario.levers.get(asked.lever)!;
      const asking = new TrialAsking(counted, worlds);
      return { what, deadline: await leverDeadline(asking, null, model, settings, lever) };
    }
    case 'plan-deadline': {
      const asking = new TrialAsking(counted, worlds);
      return { what, deadline: await planDeadline(asking, null, model, settings, asked.plan) };
    }
    case 'rescue': {
      const { scenario } = model;
      const space = leverSpace(scenario, settings, { levers: new Set(scenario.levers.keys()), months: null });
      const manner = { confidence: CONFIDENCE, accept: 'estimate' } as const;
      const onProgress = (progress: RescueProgress): void => {
        rescuing = progress;
      };
      const question = { ask: counted, model, space, target: asked.target, worlds, onProgress, ...manner };
      return { what, space, rescue: await rescue(question) };
    }
    case 'explain': {
      const { from, to } = sidesOf(model, asked);
      const question = { ask: counted, from, to, explained: 'months_alive', worlds } as const;
      const explanation = await explain(question, playersOf({ from, to }));
      return { what, explanation: answered(explanation) };
    }
    case 'sensitivity': {
      const question = { ask: counted, model, settings, explained: 'months_alive' } as const;
      if (worlds === null) {
        const bars = await tornado({ ...question, worlds: { first: 0, count: 1, seed: 0 } }, { simulated: 0 });
        return { what, sensitivity: { ...NO_PARTS, tornado: answered(bars) } };
      }
      const onRun = (part: string, run: number, runs: number): void => {
        moving = { found: moving?.found ?? NO_PARTS, part, done: run, of: runs };
      };
      const onPart = (found: SensitivityParts): void => {
        moving = { ...(moving ?? { part: '', done: 0, of: 1 }), found };
      };
      return { what, sensitivity: await sensitivity({ ...question, worlds, onRun, pause }, onPart) };
    }
    case 'failed': {
      const range = worlds ?? { first: 0, count: 1, seed: model.scenario.seed, sampler };
      return { what, failed: answered(await failedWorlds({ ask: counted, model, settings, worlds: range, pause })) };
    }
  }
}

/** The answer of work that was not stopped; throws where it is missing all the same. */
function answered<T>(found: T | null): T {
  if (found === null) throw new Error('there are fewer answers than questions, and nothing was stopped');
  return found;
}

type Explaining = Extract<StudyAsked, { readonly what: 'explain' }>;

/** The two variants compared. */
export function sidesOf(model: Model, { settings, from, earlier }: Explaining): Pick<ExplainAsked, 'from' | 'to'> {
  return { from: { model: earlier === null ? model : compile(earlier), settings: from }, to: { model, settings } };
}

function worldsOf(model: Model, asked: StudyAsked, worlds: number): number | null {
  switch (asked.what) {
    case 'deadline':
    case 'plan-deadline':
      return (model.scenario.months + 1) * worlds;
    case 'rescue':
    case 'sensitivity':
      return null;
    case 'failed':
      return worlds;
    case 'explain': {
      const players = playersOf(sidesOf(model, asked)).length;
      return players <= MOST_EXACT ? 2 ** players * worlds : null;
    }
  }
}

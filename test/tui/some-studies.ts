import { leverSpace, setsByPain } from '../../src/analysis/lever-space.ts';
import type { Rescue, Tested } from '../../src/analysis/rescue.ts';
import { type StudyAsked, type StudyFound, study } from '../../src/analysis/study.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { Engine } from '../../src/engine/ask.ts';
import type { StudyStanding } from '../../src/tui/results.ts';
import type { Loaded, ReadState, State } from '../../src/tui/state.ts';
import { nextStudy } from '../../src/tui/studies.ts';
import type { Action } from '../../src/tui/update.ts';
import { isUncertain } from '../../src/tui/worlds.ts';
import { act } from './specimen.ts';

const engine = new Engine();

/** What came of a study, worked out at once over a few worlds; of a rescue what was made up. */
export async function standingOf({ model, sampler }: Loaded, asked: StudyAsked, worlds = 64): Promise<StudyStanding> {
  if (asked.what === 'rescue') return { kind: 'found', found: someRescue(model.scenario, asked) };
  try {
    const of = { model, sampler, worlds: isUncertain(model) ? worlds : 0 };
    return {
      kind: 'found',
      found: await study(
        (question) => engine.ask(question),
        of,
        asked,
        () => {},
      ),
    };
  } catch (error) {
    if (error instanceof Faults) return { kind: 'faulty', faults: error.diagnostics, failed: null };
    throw error;
  }
}

/** The action that tells of the study that is asked for next; null where none is. */
export async function studyAction(state: ReadState, worlds?: number): Promise<(Action & { type: 'study' }) | null> {
  const wanted = nextStudy(state);
  if (wanted === null) return null;
  const { loaded } = state;
  return { type: 'study', loaded, key: wanted.key, standing: await standingOf(loaded, wanted.asked, worlds) };
}

/** The state once all that it asks is answered. */
export async function studied(state: ReadState, worlds?: number): Promise<ReadState> {
  let now = state;
  for (let action = await studyAction(now, worlds); action !== null; action = await studyAction(now, worlds))
    now = act(now, action);
  return now;
}

/** The sets with the least pain, each with a tenth more of a chance: the fourth is what was found. */
export function someRescue(
  scenario: Loaded['scenario'],
  { settings }: Pick<StudyAsked, 'settings'>,
  reached = true,
): StudyFound & { readonly what: 'rescue' } {
  const space = leverSpace(scenario, settings, { levers: new Set(scenario.levers.keys()), months: null });
  const frontier: Tested[] = [];
  for (const set of setsByPain(space)) {
    if (frontier.length > 5) break;
    const share = 0.4 + frontier.length / 10;
    frontier.push({ set, share, interval: [share - 0.01, share + 0.01] });
  }
  const rescue: Rescue = {
    ...{ reached, method: 'exhaustive', best: (reached ? frontier[3] : null) ?? frontier.at(-1)!, frontier },
    ...{ bound: 0, passedOver: 0, fresh: { first: 0, count: 20_000, seed: 2 } },
    ...{ tried: 7, simulated: 7000, isStopped: false },
  };
  return { what: 'rescue', space, rescue };
}

/** What may be told of a study on its way: how far it is, or that it failed. */
export const ON_ITS_WAY: readonly StudyStanding[] = [
  { kind: 'progress', progress: { done: 1_000, of: 24_000, rescue: null, sensitivity: null } },
  {
    kind: 'progress',
    progress: {
      ...{ done: 1_000, of: null, sensitivity: null },
      rescue: { tried: 64, of: 1024, simulated: 6400, best: { pain: 1.5, share: 0.34 }, isSearching: false },
    },
  },
  {
    kind: 'progress',
    progress: {
      ...{ done: 1_000, of: null, rescue: null },
      sensitivity: {
        found: { tornado: null, run: null, shares: null, shapley: null, knowing: null },
        ...{ part: 'shapley', done: 3, of: 7 },
      },
    },
  },
  { kind: 'faulty', faults: [], failed: 'a thread ended before it was done, with exit code 3' },
];

export const isOf = (state: State, what: StudyAsked['what']): boolean =>
  [...state.results.studies.values()].some((known) => known.kind === 'found' && known.found.what === what);

import { describe, expect, test } from 'vitest';
import { deadlines } from '../../src/analysis/deadlines.ts';
import { explain, playersOf } from '../../src/analysis/explain.ts';
import { failedWorlds } from '../../src/analysis/failed.ts';
import { leverSpace } from '../../src/analysis/lever-space.ts';
import { rescue } from '../../src/analysis/rescue.ts';
import { sensitivity } from '../../src/analysis/sensitivity.ts';
import { type StudyAsked, type StudyProgress, study } from '../../src/analysis/study.ts';
import { type TrialAsker, TrialAsking } from '../../src/analysis/trials.ts';
import { uncertainInputs } from '../../src/analysis/uncertain.ts';
import { compile, Engine } from '../../src/engine/ask.ts';
import { leverSettings, planSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { UNCERTAIN } from '../tui/specimen.ts';

const read = (text: string) => compile(readScenario({ name: 'specimen', text }).scenario!);
const model = read(UNCERTAIN);
const { scenario } = model;
const settings = leverSettings(scenario);
const worlds = { first: 0, count: 200, seed: scenario.seed, sampler: 'random' as const };
const engine = new Engine();
const ask: TrialAsker = (question) => engine.ask(question);

async function studied(asked: StudyAsked, count = worlds.count) {
  const told: StudyProgress[] = [];
  const found = await study(ask, { model, sampler: 'random', worlds: count }, asked, (now) => told.push(now));
  return { found, told };
}

/** After its worlds are simulated, a study works on them in steps, one for each input. */
describe('between the steps of what is worked out of worlds', () => {
  const asked = (what: 'sensitivity' | 'failed'): StudyAsked => ({ what, settings });
  const of = { model, sampler: 'random', worlds: worlds.count } as const;

  test.each(['sensitivity', 'failed'] as const)('something else has its turn: %s', async (what) => {
    let pauses = 0;
    const found = await study(
      ask,
      of,
      asked(what),
      () => {},
      async () => void pauses++,
    );
    expect(found).toEqual(await study(ask, of, asked(what), () => {}));
    const inputs = uncertainInputs(model).length;
    const causes = new Set((await failedWorlds({ ask, model, settings, worlds }))!.causes).size;
    // What the failed had in common is a step an input; the typical one of each cause another, and one for its month.
    const failed = 1 + inputs + causes * (inputs + 1);
    // Before it all that was drawn is read; of all worlds the bins of each input follow, and what it is worth to know.
    expect(pauses).toBe(2 + failed + (what === 'failed' ? 0 : 2 * inputs));
  });

  test('a study ends when it is stopped', async () => {
    const enough = new Error('enough');
    const answer = study(
      ask,
      of,
      asked('failed'),
      () => {},
      () => Promise.reject(enough),
    );
    await expect(answer).rejects.toBe(enough);
  });
});

describe('a study answers what the command does', () => {
  test('by when a lever must be decided', async () => {
    const all = await deadlines(new TrialAsking(ask, worlds), null, model, settings, (plan) => plan);
    for (const one of all!.levers) {
      const { found, told } = await studied({ what: 'deadline', settings, lever: one.name });
      expect(found).toEqual({ what: 'deadline', deadline: one });
      // Each month, and once without the lever.
      const of = (scenario.months + 1) * worlds.count;
      if (one.tried.length > 0) expect(told.at(-1)).toMatchObject({ done: of, of });
    }
  });

  test('what saves the company', async () => {
    const target = readTarget({ name: 'test', text: 'survival >= 60%' }, scenario);
    const { found, told } = await studied({ what: 'rescue', settings, target });
    const space = leverSpace(scenario, settings, { levers: new Set(scenario.levers.keys()), months: null });
    const asked = { ask, model, space, target, worlds, confidence: 0.8, accept: 'estimate' } as const;
    expect(found).toEqual({ what: 'rescue', space, rescue: await rescue(asked) });
    expect(told.at(-1)!.rescue!.tried).toBeGreaterThan(0);
  });

  test('what each part brings, also from an earlier file', async () => {
    const to = planSettings(scenario, 'shrink');
    const { found, told } = await studied({ what: 'explain', settings: to, from: settings, earlier: null });
    const sides = { from: { model, settings }, to: { model, settings: to } };
    const asked = { ...sides, ask, explained: 'months_alive', worlds } as const;
    expect(found).toEqual({ what: 'explain', explanation: await explain(asked, playersOf(sides)) });
    expect(told.at(-1)).toMatchObject({ done: 4 * worlds.count, of: 4 * worlds.count });
    const earlier = read(UNCERTAIN.replace('cash: 900k', 'cash: 400k')).scenario;
    const other = await studied({ what: 'explain', settings, from: settings, earlier });
    if (other.found.what !== 'explain') throw new Error('another study');
    expect(other.found.explanation.change.mean).toBeGreaterThan(0);
    expect(other.found.explanation.parts.map(({ player }) => player.kind)).toEqual(['rest']);
  });

  test('what moves it, telling the parts that are there', async () => {
    const { found, told } = await studied({ what: 'sensitivity', settings });
    const whole = await sensitivity({ ask, model, settings, explained: 'months_alive', worlds });
    const { isStopped: _, simulated: __, ...parts } = whole;
    expect(found).toMatchObject({ what: 'sensitivity', sensitivity: parts });
    const known = told.map(({ sensitivity: now }) => Object.values(now?.found ?? {}).filter((p) => p !== null).length);
    expect(known).toEqual([...known].sort((a, b) => a - b));
    expect(new Set(known).size).toBeGreaterThan(3);
  });

  test('what the failed had in common', async () => {
    const { found } = await studied({ what: 'failed', settings });
    expect(found).toEqual({ what: 'failed', failed: await failedWorlds({ ask, model, settings, worlds }) });
  });
});

test('of the base case alone there is the tornado', async () => {
  const { found } = await studied({ what: 'sensitivity', settings }, 0);
  expect(found).toMatchObject({ sensitivity: { run: null, shares: null, shapley: null, knowing: null } });
  expect(found.what === 'sensitivity' && found.sensitivity.tornado!.bars.length).toBeGreaterThan(3);
});

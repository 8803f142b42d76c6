import { describe, expect, test } from 'vitest';
import { type Deadline, deadlines } from '../../src/analysis/deadlines.ts';
import { TrialAsking } from '../../src/analysis/trials.ts';
import { Engine } from '../../src/engine/ask.ts';
import { monthName } from '../../src/formula/month.ts';
import { datedPlan, deadlineNow, planDeadlineNow } from '../../src/tui/deadline.ts';
import { settingsOf } from '../../src/tui/outcome.ts';
import type { ReadState, Size } from '../../src/tui/state.ts';
import { deadlineWords, planDeadlineWords, REACH } from '../../src/tui/view/deadline.ts';
import { spoken } from '../../src/tui/view/speech.ts';
import { studied } from './some-studies.ts';
import { act, answered, opened, press, SMALL, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

const LARGE = { columns: 140, rows: 45 };
/** The state with the timeline shown and every deadline known. */
const dated = async (text = UNCERTAIN, size: Size = LARGE, ...keys: string[]): Promise<ReadState> =>
  studied(answered(press(opened(text, size), 't', ...keys)));

const lever = (state: ReadState, name: string) => state.loaded.scenario.levers.get(name)!;
const known = (state: ReadState, name: string): Deadline => deadlineNow(state, lever(state, name))!;

describe('deadlines', () => {
  test('are those of the command', async () => {
    const state = await dated();
    const { model, sampler } = state.loaded;
    const worlds = { first: 0, count: 64, seed: model.scenario.seed, sampler };
    const engine = new Engine();
    const asking = new TrialAsking((question) => engine.ask(question), worlds);
    const all = await deadlines(asking, null, model, settingsOf(state.loaded, state.choice), (plan) => plan);
    expect(all!.levers.map(({ name }) => known(state, name))).toEqual(all!.levers);
  });

  test('are told of the lever in front: by when, and what is lost a month later', async () => {
    const state = await dated();
    const { latest, later } = known(state, 'raise');
    const points = 100 * (latest!.outcome.share - later!.outcome.share);
    const said = `at $2M, latest: decide by ${monthName(latest!.decide)}, or lose ${Number(points.toFixed(1))} points`;
    expect(deadlineWords(state, lever(state, 'raise'))).toEqual({ text: said, role: 'warn' });
    expect(screenText(press(state, 'down')).replace(/[│┃]\s*[│┃].*/g, '')).toContain('latest: decide by');
    const pulled = await dated(UNCERTAIN, LARGE, 'down', ...Array(20).fill('S-right'));
    expect(deadlineWords(pulled, lever(pulled, 'raise'))!.text).toMatch(/^latest: decide by/);
  });

  test('say that it is too late, that nothing is gained, and nothing where there is nothing to say', async () => {
    const late = await dated(UNCERTAIN.replace('from: 2024-03, delay: 1', 'from: 2024-03, delay: 30'));
    expect(deadlineWords(late, lever(late, 'layoffs'))!.text).toMatch(/^at 50%: too late since \w{3} 20\d\d$/);
    const idle = await dated(UNCERTAIN.replace('150k * (1 - layoffs)', '150k'));
    expect(deadlineWords(idle, lever(idle, 'layoffs'))).toEqual({
      text: 'at 50%: gains nothing in any month',
      role: 'muted',
    });
    expect(deadlineWords(answered(opened(UNCERTAIN)), lever(idle, 'layoffs'))).toBeNull();
    const rich = await dated(SPECIMEN.replace('cash: 900k', 'cash: 90M'));
    expect(known(rich, 'layoffs').status).toBe('not_needed');
    expect(deadlineWords(rich, lever(rich, 'layoffs'))).toBeNull();
  });

  test('are not asked where nobody could end the company', async () => {
    const state = await dated(UNCERTAIN.replace('critical: true', 'critical: false'));
    expect(state.results.studies.size).toBe(0);
    expect(screenText(state)).not.toContain('most');
  });

  test.each([
    ['80 by 24', SMALL],
    ['140 by 45', LARGE],
  ])('stand along the months, each reach by a sign of its own, the last month marked: %s', async (_, size) => {
    const state = await dated(UNCERTAIN, size);
    const lines = screenText(state).split('\n');
    const row = lines[lines.findIndex((line) => line.includes('Raise a round')) + 1]!.slice(1, 40);
    const { tried, latest } = known(state, 'raise');
    // The sign stands in the last of the month's columns.
    const columns = (size === SMALL ? 25 : 36) / tried.length;
    const t = latest!.by - state.loaded.scenario.start;
    expect(Math.ceil((row.indexOf('◂') - 3 + 1) / columns)).toBe(t + 1);
    expect(row).toMatch(/^ {3}[━◆◇]+◂/);
    expect(screenText(state)).toMatch(/━ most ╌ some · none ◂ last/);
    expect(new Set(Object.values(REACH).map(({ sign }) => sign.ascii)).size).toBe(3);
  });

  test('are drawn in ASCII', async () => {
    const state = { ...(await dated(UNCERTAIN, SMALL)), glyphs: 'ascii' as const };
    expect(screenText(state)).toMatch(/= most - some \. none ! last/);
    expect(screenText(state)).not.toMatch(/[^\x20-\x7e\n]/);
  });

  test('show how many are known while they are worked out', () => {
    const state = answered(press(opened(UNCERTAIN, LARGE), 't'));
    expect(screenText(state)).toContain('deadlines of 0 of 3 levers …');
    expect(screenText(act(state, { type: 'resize', size: SMALL }))).toContain('deadlines of 0 of 3');
  });

  test('are told to a voice when they are known', async () => {
    const state = answered(opened(UNCERTAIN));
    expect(spoken(state, await studied(state))).toEqual([
      expect.stringMatching(/^at 50%, latest: decide by \w{3} 2024, or lose [\d.]+ points\.$/),
    ]);
  });

  test('of a plan as a whole are those of the command, and told below the plans', async () => {
    const state = await studied(answered(press(opened(UNCERTAIN, LARGE), '3', 'tab', 'down')));
    const { model, sampler } = state.loaded;
    const plan = datedPlan(state)!;
    const worlds = { first: 0, count: 64, seed: model.scenario.seed, sampler };
    const engine = new Engine();
    const asking = new TrialAsking((question) => engine.ask(question), worlds);
    const all = await deadlines(asking, null, model, settingsOf(state.loaded, state.choice), (settings) => settings);
    expect(planDeadlineNow(state, plan)).toEqual(all!.plans.find(({ name }) => name === plan));
    const { text } = planDeadlineWords(state, plan)!;
    expect(text).toMatch(/^Latest, moved as a whole: decide by \w{3} 20\d\d \(.*\), or lose .*\.$/);
    expect(screenText(state)).toContain(text.slice(0, 60));
    expect(spoken(answered(press(opened(UNCERTAIN, LARGE), '3', 'tab', 'down')), state)).toContain(text);
  });

  test('of no plan, and of plans where nobody could end the company, are not asked', () => {
    expect(datedPlan(answered(press(opened(UNCERTAIN, LARGE), '3', 'tab')))).toBeNull();
    const nobody = UNCERTAIN.replace('critical: true', 'critical: false');
    expect(datedPlan(answered(press(opened(nobody, LARGE), '3', 'tab', 'down')))).toBeNull();
  });
});

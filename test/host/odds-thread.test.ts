import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { StudyAsked } from '../../src/analysis/study.ts';
import { type OddsReply, oddsThread, type StudyReply } from '../../src/host/odds-thread.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { readTarget } from '../../src/scenario/target.ts';

const PROGRAM = new URL('../../dist/odds-worker.js', import.meta.url);
const source = { name: 'test', text: readFileSync('scenarios/stability-ai-2023-10.yaml', 'utf8') };
const scenario = readScenario(source).scenario!;
const question = (id: number) => ({
  id,
  scenario,
  settings: leverSettings(scenario),
  sampler: 'random' as const,
  worlds: 100,
  series: [],
});

let close = (): void => {};
afterEach(() => close());

/** A thread of that program; `answers` resolves when so many have come. */
function threadOf(program: URL) {
  const thread = oddsThread(program);
  const got: OddsReply[] = [];
  let look = (): void => {};
  close = thread.close;
  thread.onAnswer((answer) => {
    got.push(answer);
    look();
  });
  const answers = (count: number): Promise<OddsReply[]> =>
    new Promise((resolve) => {
      look = () => {
        if (got.length >= count) resolve(got);
      };
      look();
    });
  return { ask: (id: number) => thread.ask(question(id)), answers };
}

const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
const asked = (statements: string): string =>
  `import { parentPort } from 'node:worker_threads'; parentPort.on('message', ({ id }) => { ${statements} });`;

describe('the thread of the odds', () => {
  test.skipIf(!existsSync(PROGRAM))('answers one question after another', async () => {
    const { ask, answers } = threadOf(PROGRAM);
    ask(1);
    await answers(1);
    ask(2);
    const [first, second] = await answers(2);
    expect([first!.id, second!.id]).toEqual([1, 2]);
    expect(second!.worlds!.count).toBe(100);
    expect(second!.worlds).toEqual(first!.worlds);
  });

  test.each([
    ['ends at once', 'process.exit(3)', 'a thread ended before it was done, with exit code 3'],
    ['has nothing to do', '', 'a thread ended before it was done, with exit code 0'],
    ['fails at once', "throw new Error('a fault of its own')", 'a fault of its own'],
    ['ends when it is asked', asked('process.exit(0)'), 'a thread ended before it was done, with exit code 0'],
    ['fails when it is asked', asked("throw new Error('a fault of its own')"), 'a fault of its own'],
    ['has no memory', asked("throw new RangeError('Array buffer allocation failed')"), 'there is not enough memory'],
  ])('that %s answers with why, each time it is asked', async (_, text, failed) => {
    const { ask, answers } = threadOf(program(text));
    ask(1);
    ask(2);
    // The second waited: a new thread is begun for it.
    expect(await answers(2)).toEqual([1, 2].map((id) => ({ id, worlds: null, faults: [], failed })));
    ask(3);
    expect((await answers(3))[2]).toEqual({ id: 3, worlds: null, faults: [], failed });
  });

  test('that failed once is followed by one that answers', async () => {
    const text = asked(
      'if (id === 1) process.exit(7); parentPort.postMessage({ kind: "odds", reply: { id, worlds: null, faults: [] } });',
    );
    const { ask, answers } = threadOf(program(text));
    ask(1);
    ask(2);
    const [first, second] = await answers(2);
    expect(first).toMatchObject({ id: 1, failed: 'a thread ended before it was done, with exit code 7' });
    expect(second).toEqual({ id: 2, worlds: null, faults: [] });
  });
});

/** A thread with a long question beside the others; `until` resolves with all that was told once it is enough. */
function longThreadOf(program: URL) {
  const thread = oddsThread(program);
  const told: ({ of: 'odds'; reply: OddsReply } | { of: 'study'; reply: StudyReply })[] = [];
  let look = (): void => {};
  close = thread.close;
  thread.onAnswer((reply) => {
    told.push({ of: 'odds', reply });
    look();
  });
  thread.onStudy((reply) => {
    told.push({ of: 'study', reply });
    look();
  });
  const until = (isEnough: (all: typeof told) => boolean): Promise<typeof told> =>
    new Promise((resolve) => {
      look = () => {
        if (isEnough(told)) resolve(told);
      };
      look();
    });
  const study = (id: number, asked: StudyAsked, worlds = 1000) =>
    thread.study({ id, scenario, sampler: 'random', worlds, asked });
  return { ask: (id: number) => thread.ask(question(id)), drop: () => thread.study(null), study, until };
}

describe('a long question', () => {
  const settings = leverSettings(scenario);
  const target = readTarget({ name: 'test', text: 'survival >= 100%' }, scenario);
  const short: StudyAsked = { what: 'deadline', settings, lever: 'layoffs' };
  const endless: StudyAsked = { what: 'rescue', settings, target };

  test.skipIf(!existsSync(PROGRAM))('is put aside for the others, told of, and gives way to another', async () => {
    const { ask, study, until } = longThreadOf(PROGRAM);
    study(1, endless);
    await until((all) => all.some(({ of }) => of === 'study'));
    ask(1);
    await until((all) => all.some(({ of }) => of === 'odds'));
    study(2, short);
    const all = await until((told) => told.some(({ reply }) => 'found' in reply));
    const found = all.filter(({ reply }) => 'found' in reply);
    expect(found).toMatchObject([{ of: 'study', reply: { id: 2, found: { what: 'deadline' } } }]);
    const [first] = all;
    if (first?.of !== 'study' || !('progress' in first.reply)) throw new Error('no progress is told');
    expect(first.reply.id).toBe(1);
    expect(first.reply.progress.done).toBeGreaterThan(0);
  });

  test.skipIf(!existsSync(PROGRAM))('is given up where it is dropped', async () => {
    const { ask, study, drop, until } = longThreadOf(PROGRAM);
    study(1, short);
    drop();
    ask(1);
    study(2, short, 10);
    const all = await until((told) => told.some(({ reply }) => 'found' in reply));
    expect(all.filter(({ reply }) => 'found' in reply).map(({ reply }) => reply.id)).toEqual([2]);
  });

  test.skipIf(!existsSync(PROGRAM))('that the file forbids is answered with its faults', async () => {
    const { study, until } = longThreadOf(PROGRAM);
    const huge = new Map([...settings].map(([name, setting]) => [name, { ...setting, value: 1e308 }]));
    study(1, { ...short, settings: huge });
    const [first] = await until((all) => all.some((one) => 'found' in one.reply));
    const { reply } = first!;
    expect(reply).toMatchObject({ id: 1, found: null });
    expect('faults' in reply && reply.faults.length).toBeGreaterThan(0);
  });

  test('whose thread ends is answered with why, as is the other', async () => {
    const text = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ kind }) => { if (kind === 'odds') process.exit(3); });`;
    const { ask, study, until } = longThreadOf(program(text));
    study(1, short);
    ask(1);
    const failed = 'a thread ended before it was done, with exit code 3';
    expect(await until((all) => all.length === 2)).toEqual([
      { of: 'odds', reply: { id: 1, worlds: null, faults: [], failed } },
      { of: 'study', reply: { id: 1, found: null, faults: [], failed } },
    ]);
  });
});

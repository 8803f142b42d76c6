import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { type OddsReply, oddsThread } from '../../src/host/odds-thread.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';

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

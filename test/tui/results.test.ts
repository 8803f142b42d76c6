import { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { complete } from '../../src/tui/complete.ts';
import { drawnFace } from '../../src/tui/drawn.tsx';
import { standing } from '../../src/tui/outcome.ts';
import { type CaseStanding, type Choice, choiceKey, NO_RESULTS, withStandings } from '../../src/tui/results.ts';
import { firstState, isRead, type State } from '../../src/tui/state.ts';
import { step } from '../../src/tui/step.ts';
import { createStore } from '../../src/tui/store.ts';
import { update } from '../../src/tui/update.ts';
import { NO_FRAME, opened, SMALL, SPECIMEN, shown } from './specimen.ts';

const key = (name: string) => ({ type: 'key', key: name }) as const;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('base cases that are kept', () => {
  const of = (value: number): Choice => ({
    plan: null,
    changes: new Map([['cut', { value, from: 24288, until: null }]]),
  });
  const NOTHING = { settings: new Map(), outcome: { result: null, faults: [] } } as CaseStanding;

  test('are asked for once, whichever way the levers came to stand so', () => {
    const asked: Choice[] = [];
    const ask = (choice: Choice): CaseStanding => {
      asked.push(choice);
      return NOTHING;
    };
    const a: [string, Setting] = ['x', { value: 1, from: 2, until: null }];
    const b: [string, Setting] = ['y', { value: 3, from: 4, until: 5 }];
    const one = { plan: 'p', changes: new Map([a, b]) };
    const other = { plan: 'p', changes: new Map([b, a]) };
    const first = withStandings(NO_RESULTS, [one, other], ask);
    expect(withStandings(first, [other], ask)).toBe(first);
    expect(asked).toEqual([one]);
    expect(choiceKey(one)).not.toBe(choiceKey({ ...one, plan: null }));
  });

  test('are at most 100, the oldest of which goes; those that are wanted stay, however many', () => {
    let results = NO_RESULTS;
    for (let i = 0; i < 150; i++) results = withStandings(results, [of(i), of(0)], () => NOTHING);
    expect(results.standings.size).toBe(100);
    expect([0, 50, 51, 149].map((i) => results.standings.has(choiceKey(of(i))))).toEqual([true, false, true, true]);
    const many = Array.from({ length: 120 }, (_, i) => of(-i));
    expect(withStandings(results, many, () => NOTHING).standings.size).toBe(120);
  });
});

describe('what is asked of the engine', () => {
  const plain = (state: State): State => step(state, key('right'));

  test('the reducer asks nothing, the action the base case, the frame the next steps', () => {
    const before = opened();
    const bare = update(before, key('right'), NO_FRAME);
    expect(bare.results).toBe(before.results);
    const after = complete(bare);
    expect(isRead(after) && standing(after).outcome.result?.measures.failure?.t).toBe(6);
    // The case at 5% was known already, as a step from 0%.
    expect(after.results.standings).toBe(before.results.standings);
    const frame = shown(plain(after));
    expect([...frame.results.standings.keys()].length - after.results.standings.size).toBe(2);
    expect(frame.results.steps!.of).not.toBe(before.results.steps!.of);
  });

  test('no result is asked for twice: with all there, the state stays the same object', () => {
    for (const state of [opened(), shown(plain(opened())), shown(step(opened(), key('3')))]) {
      expect(complete(state)).toBe(state);
      expect(shown(state)).toBe(state);
    }
  });

  test('another reading begins with none', () => {
    const text = SPECIMEN.replace('cash: 900k', 'cash: 800k');
    const reading = readScenario({ name: 'specimen.yaml', text });
    const next = update(opened(), { type: 'read', reading, text }, NO_FRAME);
    expect(next.results).toBe(NO_RESULTS);
  });
});

describe('frames', () => {
  /** A screen with its real renderer; `frames` counts what it writes. */
  async function drawn() {
    const frames = { count: 0 };
    const write = (): boolean => {
      frames.count++;
      return true;
    };
    const stdout = Object.assign(new EventEmitter(), { columns: 160, rows: 50, isTTY: true, write });
    const stdin = Object.assign(new EventEmitter(), { isTTY: true, setRawMode: () => stdin });
    const options = { title: 'runway', hasMouse: true, asksBackground: false };
    const face = drawnFace(stdin as unknown as ReadStream, stdout as unknown as WriteStream, '256', options);
    const store = createStore(firstState('specimen.yaml', { columns: 160, rows: 50 }));
    const reading = readScenario({ name: 'specimen.yaml', text: SPECIMEN });
    store.dispatch({ type: 'read', reading, text: SPECIMEN });
    face.enter();
    const end = face.follow(store, (fault) => {
      throw fault;
    });
    for (let i = 0; i < 20; i++) await turn();
    frames.count = 0;
    return { store, frames, end };
  }

  test('are one for a key, and one for all keys that come together', async () => {
    const { store, frames, end } = await drawn();
    for (const name of ['right', 'right', 'down', '3', 'left', 'u']) {
      store.dispatch(key(name));
      for (let i = 0; i < 20; i++) await turn();
      expect(frames.count).toBe(1);
      frames.count = 0;
    }
    for (let i = 0; i < 9; i++) store.dispatch(key('right'));
    for (let i = 0; i < 20; i++) await turn();
    expect(frames.count).toBe(1);
    end();
  });

  test('are of what the state has when they are drawn, and the same until it changes', () => {
    const store = createStore(firstState('specimen.yaml', SMALL));
    const reading = readScenario({ name: 'specimen.yaml', text: SPECIMEN });
    store.dispatch({ type: 'read', reading, text: SPECIMEN });
    expect(store.current().results.steps).toBeNull();
    const now = store.shown();
    expect(now.results.steps).not.toBeNull();
    expect([store.shown(), store.current()]).toEqual([now, now]);
  });
});

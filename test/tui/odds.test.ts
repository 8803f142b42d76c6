import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { drawWorld } from '../../src/engine/draws/drawn-worlds.ts';
import type { Endings } from '../../src/engine/run/spread.ts';
import { roughOdds } from '../../src/report/odds.ts';
import { lineOf } from '../../src/tui/list-place.ts';
import { followOdds, type OddsAnswer, type OddsQuestion, type OddsSource } from '../../src/tui/odds.ts';
import { standing } from '../../src/tui/outcome.ts';
import { livesOf } from '../../src/tui/results.ts';
import { ODDS_WORLDS, type ReadState, type State } from '../../src/tui/state.ts';
import { stepSurvival } from '../../src/tui/step-effects.ts';
import type { Store } from '../../src/tui/store.ts';
import { chances, isComputing, oddsLines, viewed } from '../../src/tui/worlds.ts';
import { endingsOf, worldsOf } from '../engine/asking.ts';
import { storeOf, told } from './following.ts';
import { answered, answerOf, ofRead, opened, press, reread, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

/** A source of odds that keeps its questions, and answers when the test says so. */
function someOdds(): OddsSource & { readonly asked: OddsQuestion[]; answer(answer: OddsAnswer): void } {
  const asked: OddsQuestion[] = [];
  let tell: (answer: OddsAnswer) => void = () => {};
  return {
    asked,
    ask: (question) => asked.push(question),
    onAnswer: (listener) => {
      tell = listener;
    },
    answer: (answer) => tell(answer),
    close: () => {},
  };
}

function follow(text: string, isRestAwaited = false) {
  const source = someOdds();
  const { atRest, ...rest } = storeOf(text, isRestAwaited);
  return { ...rest, source, end: followOdds(rest.store, source, () => true, atRest) };
}

const oddsOf = (store: Store) => answerOf(ofRead(store.current())).worlds!;

describe('asking', () => {
  test('begins with what is there, and follows the levers', async () => {
    const { store, source, key } = follow(UNCERTAIN);
    expect(source.asked).toMatchObject([{ id: 1, worlds: ODDS_WORLDS, scenario: store.current().loaded!.scenario }]);
    await key('right');
    expect(source.asked.map(({ id }) => id)).toEqual([1, 2]);
    expect(source.asked[1]!.settings.get('layoffs')!.value).toBe(0.05);
  });

  test('changes that come together make one question, and moving about makes none', async () => {
    const { store, source, key } = follow(UNCERTAIN);
    for (const name of ['right', 'right', 'right']) store.dispatch({ type: 'key', key: name });
    await told();
    expect(source.asked).toHaveLength(2);
    for (const name of ['down', '4', 'tab', '.', '?']) await key(name);
    expect(source.asked).toHaveLength(2);
  });

  test('an answer to a former question is dropped', async () => {
    const { store, source, key } = follow(UNCERTAIN);
    const worlds = oddsOf(store);
    await key('right');
    source.answer({ id: 1, worlds });
    expect(store.current().results.odds).toBeNull();
    const now = oddsOf(store);
    source.answer({ id: 2, worlds: now });
    expect(chances(store.current())).toEqual({ worlds: now, isStale: false });
    source.answer({ id: 1, worlds });
    expect(chances(store.current())!.worlds).toBe(now);
  });

  test('while the plans are in front, theirs follow one by one, and the levers go first', async () => {
    const { store, source, key } = follow(UNCERTAIN);
    const worlds = oddsOf(store);
    await key('3');
    expect(source.asked).toHaveLength(1);
    const plans: (string | null)[] = [];
    for (let id = 1; id <= 3; id++) {
      source.answer({ id, worlds });
      await told();
      plans.splice(0, plans.length, ...store.current().results.planLives.keys());
    }
    expect(plans).toEqual([null, 'shrink', 'grow']);
    expect(source.asked.slice(0, 3).every(({ series }) => series[0] === 'cash')).toBe(true);
    // Then each lever a step further is asked about, which ends when a lever is moved.
    expect(source.asked[3]).toMatchObject({ id: 4, series: [] });
    expect(source.asked[1]!.settings.get('layoffs')!.value).toBe(0.4);
    expect(store.current().results.odds!.choice).toBe(store.current().choice);
    await key('right');
    expect(source.asked[4]!.settings.get('layoffs')!.value).toBe(0.05);
  });

  test('nothing is asked where nothing is uncertain, where there is no result, and after the end', async () => {
    expect(follow(SPECIMEN).source.asked).toEqual([]);
    const broken = follow(UNCERTAIN.replace('{amount: 40k,', '{amount: 40k / (1 - layoffs * 20),'));
    await broken.key('right');
    expect([broken.source.asked.length, standing(ofRead(broken.store.current())).outcome.result]).toEqual([1, null]);
    const { source, end, key } = follow(UNCERTAIN);
    end();
    await key('right');
    expect(source.asked).toHaveLength(1);
  });

  test('a question that cannot be answered is told of', () => {
    const { store, source } = follow(UNCERTAIN);
    const message = 'assumptions.x has no finite value in world 7';
    source.answer({ id: 1, worlds: null, faults: [{ severity: 'error', code: 'not-finite', place: null, message }] });
    expect(isComputing(store.current())).toBe(false);
    const text = screenText(press(store.current(), '4'));
    expect(text.replace(/[\s┃│]+/g, ' ')).toContain('There are no odds with these levers. assumptions.x has no finite');
    expect(text).toContain('Alive unknown');
  });

  test('a thread that failed is told of, and the next change of a lever asks again', async () => {
    const { store, source, key } = follow(UNCERTAIN);
    await key('right');
    source.answer({ id: 2, worlds: null, faults: [], failed: 'there is not enough memory' });
    expect(store.current().message).toEqual({
      text: 'The odds could not be computed: there is not enough memory.',
      tone: 'bad',
    });
    expect(isComputing(store.current())).toBe(false);
    const text = screenText(press(store.current(), '4')).replace(/[\s┃│]+/g, ' ');
    expect(text).toContain('The odds could not be computed: there is not');
    expect(text).not.toContain('There are no odds with these levers');
    await key('right');
    expect(source.asked).toHaveLength(3);
    source.answer({ id: 3, worlds: oddsOf(store) });
    expect(chances(store.current())).toMatchObject({ isStale: false });
  });
});

describe('one step further', () => {
  /** The endings of many worlds with these settings, with the same draws each time. */
  const worldsWith = ({ scenario, settings, worlds, sampler, series }: OddsQuestion): Endings => {
    const request = { first: 0, count: worlds, seed: scenario.seed, sampler, series };
    return endingsOf(compile(scenario), settings, request);
  };
  /** Answers questions until there are no more. Returns them. */
  const answerAll = async ({ source }: ReturnType<typeof follow>, from: number): Promise<OddsQuestion[]> => {
    for (let i = from; i < source.asked.length; i++) {
      const question = source.asked[i]!;
      source.answer({ id: question.id, worlds: worldsWith(question) });
      await told();
    }
    return source.asked.slice(from);
  };
  const survivals = ({ loaded, results }: State) =>
    [...loaded!.scenario.levers.keys()].map((name) => results.stepOdds?.lives.get(name));

  test('is asked lever by lever after the odds, told at once, and is the survival in the same worlds', async () => {
    const followed = follow(UNCERTAIN);
    const { store, source } = followed;
    source.answer({ id: 1, worlds: worldsWith(source.asked[0]!) });
    expect(store.current().results.stepOdds).toBeNull();
    await told();
    const asked = await answerAll(followed, 1);
    const moved = asked.map(({ settings }) => [...settings.values()].map(({ value }) => value));
    expect(moved).toEqual([
      [0.05, 0, 0.5],
      [0, 100e3, 0.5],
      [0, 0, 0.6],
    ]);
    const { levers } = store.current().loaded!.scenario;
    const steps = [...levers.values()].map((lever) => stepSurvival(ofRead(store.current()), lever)!);
    for (const [i, question] of asked.entries()) {
      expect(question).toMatchObject({ worlds: ODDS_WORLDS, series: [] });
      expect(steps[i]!.now).toEqual(livesOf(chances(store.current())!.worlds));
      const whole = { count: ODDS_WORLDS, seed: question.scenario.seed, first: 0, series: ['cash', 'owed'] };
      const alone = worldsOf(compile(question.scenario), question.settings, whole);
      expect(steps[i]!.next).toEqual(livesOf(alone));
    }
    expect(steps[0]!.next!.alive).toBeGreaterThan(steps[0]!.now.alive);
    expect(steps[0]!.next!.months).toBeGreaterThan(steps[0]!.now.months);
  });

  test('is dropped when the levers move, and follows them', async () => {
    const followed = follow(UNCERTAIN);
    const { store, source, key } = followed;
    const worlds = oddsOf(store);
    source.answer({ id: 1, worlds });
    await told();
    source.answer({ id: 2, worlds });
    await key('right');
    expect(source.asked.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    source.answer({ id: 3, worlds });
    expect(store.current().results.stepOdds).toBeNull();
    await answerAll(followed, 3);
    expect(store.current().results.stepOdds!.choice).toBe(store.current().choice);
    const known = ofRead(store.current());
    const lever = [...known.loaded.scenario.levers.values()][0]!;
    expect(stepSurvival(known, lever)).not.toBeNull();
    expect(stepSurvival(press(known, 'right'), lever)).toBeNull();
    expect(source.asked).toHaveLength(7);
  });

  test('waits for rest, which a key calls off', async () => {
    const { store, source, key, rest } = follow(UNCERTAIN, true);
    const worlds = oddsOf(store);
    source.answer({ id: 1, worlds });
    await key('right');
    rest();
    expect(source.asked).toHaveLength(2);
    source.answer({ id: 2, worlds });
    await told();
    expect(source.asked).toHaveLength(2);
    rest();
    expect(source.asked[2]).toMatchObject({ id: 3, series: [] });
    expect(source.asked[2]!.settings.get('layoffs')!.value).toBe(0.1);
  });

  test('a lever at its end is left out; one that cannot be simulated has none', async () => {
    const followed = follow(UNCERTAIN.replace('defer: {value: 50%}', 'defer: {value: 100%, range: [0%, 100%]}'));
    const { store, source } = followed;
    source.answer({ id: 1, worlds: oddsOf(store) });
    await told();
    source.answer({ id: 2, worlds: null, faults: [] });
    await answerAll(followed, 2);
    expect(source.asked).toHaveLength(3);
    expect(survivals(store.current())).toEqual([
      null,
      { alive: expect.any(Number), months: expect.any(Number) },
      undefined,
    ]);
  });
});

describe('odds in the state', () => {
  test('are of a former setting until the answer for this one comes', () => {
    const known = answered(opened(UNCERTAIN));
    expect([isComputing(known), chances(known)!.isStale]).toEqual([false, false]);
    const moved = press(known, 'right');
    expect([isComputing(moved), chances(moved)!.isStale]).toEqual([true, true]);
    expect(chances(answered(moved))!.isStale).toBe(false);
    expect(chances(press(moved, 'u'))!.isStale).toBe(false);
  });

  test('of a former reading of the file are not shown', () => {
    expect(chances(reread(answered(opened(UNCERTAIN)), UNCERTAIN.replace('900k', '800k')))).toBeNull();
  });

  test('are compared with the file, and with what is pinned', () => {
    const first = answered(opened(UNCERTAIN, { columns: 160, rows: 50 }));
    const moved = answered(press(first, 'S-right'));
    const [before, after] = [first, moved].map((state) => roughOdds(chances(state)!.worlds.survival.at(-1)!));
    expect(before).not.toBe(after);
    expect(screenText(first)).not.toContain('(was ');
    expect(screenText(moved)).toContain(`Alive Dec 2024 ${after} (was ${before})`);
    const pinned = press(moved, 'b');
    expect(screenText(pinned)).not.toContain('(was ');
    expect(screenText(answered(press(pinned, 'S-left')))).toContain(`Alive Dec 2024 ${before} (was ${after})`);
  });
});

describe('a failing world', () => {
  const list = press(answered(opened(UNCERTAIN, { columns: 120, rows: 40 })), '4', 'tab');

  test('is chosen from the list, and its months are those of its draws', () => {
    const line = oddsLines(list)[2]!;
    const state = press(list, 'down', 'down', 'enter');
    expect(state).toMatchObject({ tab: 'months', world: line.example!.world, month: line.example!.t });
    const { scenario, model } = state.loaded!;
    const drawn = drawWorld(model, scenario.seed, line.example!.world, state.loaded.sampler);
    expect(viewed(state)!.result).toEqual(askCase(model, viewed(state)!.settings, drawn));
    expect(viewed(state)!.result!.measures.failure).toEqual({ t: line.example!.t, cause: line.cause.cause });
  });

  test('of a cause is one that fails in its median month', () => {
    const { cause } = oddsLines(list)[0]!;
    expect(press(list, 'enter').month).toBe(cause.medianT);
  });

  test('follows the levers, with the same draws', () => {
    const state = press(list, 'enter', 'esc', 'enter', 'tab', 'S-right', 'S-right');
    expect(state.world).toBe(press(list, 'enter').world);
    const sales = (of: ReadState) => [...viewed(of).result!.byMonth.revenue.slice(0, 5)];
    expect(sales(state)).toEqual(sales(press(list, 'enter')));
    expect(viewed(state)!.result).not.toEqual(viewed(press(list, 'enter'))!.result);
  });

  test('Esc leads back to the list, and to the base case', () => {
    const back = press(list, 'down', 'enter', 'esc');
    expect(back).toMatchObject({ world: null, tab: 'odds', pane: 'table', lists: { odds: { line: 1 } } });
    expect(viewed(back)!.result).toBe(standing(back)!.outcome.result);
  });

  test('cannot be chosen where there is none, and the key says why', () => {
    const said = (state: ReadState) => press(state, '4', 'tab', 'enter').message?.text;
    expect(said(opened(UNCERTAIN))).toBe('The odds are being computed.');
    // Nothing is drawn, and the base case fails: the tab must not say that no world fails.
    expect(said(opened())).toBe('Nothing in this file is uncertain.');
    const rich = answered(opened(UNCERTAIN.replace('cash: 900k', 'cash: 900M')));
    expect(said(rich)).toBe('None of the worlds fails.');
    expect(screenText(press(rich, '4'))).toContain('None of 400 worlds fails.');
  });
});

describe('reading the chart', () => {
  test('the first key shows the month, the next ones move it, Esc ends it', () => {
    const state = press(opened(), '.');
    expect(state).toMatchObject({ isReading: true, month: 0 });
    expect(press(state, '.', '.', '.', ',').month).toBe(2);
    expect(press(state, ...Array(30).fill('.')).month).toBe(11);
    expect(press(state, ',').month).toBe(0);
    expect(press(state, '.', 'esc')).toMatchObject({ isReading: false, pane: 'levers' });
  });
});

describe('evidence', () => {
  test('the keys go through figures and claims, and stop at the ends', () => {
    const state = press(opened(UNCERTAIN), '5', 'tab');
    // Two assumptions, a claim, a creditor with terms, a funding.
    expect(lineOf(press(state, ...Array(9).fill('down')), 'evidence')).toBe(4);
    expect(lineOf(press(state, 'end', 'home', 'up'), 'evidence')).toBe(0);
  });

  test('a row that is gone from the file is not pointed at', () => {
    const state = press(opened(UNCERTAIN), '5', 'tab', 'end');
    expect(lineOf(reread(state, SPECIMEN), 'evidence')).toBe(1);
    screenText(reread(state, SPECIMEN));
  });
});

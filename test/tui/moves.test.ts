import { describe, expect, test } from 'vitest';
import type { ShareOfVariance } from '../../src/analysis/variance.ts';
import { MOVES_NAMES, movesNow } from '../../src/tui/moves/pages.ts';
import type { StudyStanding } from '../../src/tui/results.ts';
import type { ReadState, Size } from '../../src/tui/state.ts';
import { nextStudy } from '../../src/tui/studies.ts';
import { tabInFront } from '../../src/tui/tabs/all.ts';
import { spoken } from '../../src/tui/view/speech.ts';
import { ON_ITS_WAY, studied } from './some-studies.ts';
import { act, answered, opened, press, reread, SMALL, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

const LARGE = { columns: 140, rows: 45 };
/** The tab after the keys, with all answers there. */
const open = async (size: Size, ...keys: string[]): Promise<ReadState> => {
  const state = answered(press(opened(UNCERTAIN, size), ...keys));
  return studied(press(state, '6', 'tab'), 200);
};
const page = async (at: number, size: Size = LARGE): Promise<ReadState> =>
  studied(press(await open(size), ...Array(at).fill('right')), 200);
const known = (state: ReadState, standing: StudyStanding): ReadState =>
  act(state, { type: 'study', loaded: state.loaded, key: nextStudy(state)!.key, standing });
/** The text of the panel in front, as one line. */
const plain = (state: ReadState): string =>
  screenText(state)
    .split('\n')
    .map((line) => /┃(.*)┃/.exec(line)?.[1]?.trim() ?? '')
    .join(' ');

describe('what changed', () => {
  test('is nothing before a lever is pulled, and asks nothing', async () => {
    const state = await open(LARGE);
    expect(plain(state)).toContain('Nothing is changed: pull a lever or apply a plan');
    expect(tabInFront(state).count(state)).toBe(0);
    expect(press(state, 'enter').message!.text).toBe('There is nothing to go to.');
  });

  test.each([
    ['80 by 24', SMALL],
    ['140 by 45', LARGE],
  ])('stands as parts that go from what it was to what it is: %s', async (_, size) => {
    const state = await open(size, 'p');
    const now = movesNow(state);
    if (now.kind !== 'told') throw new Error(now.kind);
    const lines = now.told.lines(90).map((row) => row.map(({ text }) => text).join(''));
    const number = (line: string): number => Number(/[-+]?[\d.]+/.exec(line.slice(line.search(/\s{2}/)))![0]);
    const [before, ...rest] = lines.map(number);
    const after = rest.pop()!;
    expect(rest).toHaveLength(2);
    expect(before! + rest.reduce((a, b) => a + b, 0)).toBeCloseTo(after, 0);
    expect(screenText(state)).toMatch(/▸ Before/);
    expect(screenText(state)).toContain('Lay off staff');
    expect(screenText(state)).toContain('█');
  });

  test('is held against the pinned result, of this file or of the file as it was', async () => {
    const pinned = press(opened(UNCERTAIN, LARGE), 'p', 'b', 'down', 'S-right');
    const state = await studied(press(answered(pinned), '6', 'tab'), 200);
    expect(plain(state)).toContain('Against Shrink at once.');
    expect(plain(state)).toContain('Raise a round');
    expect(plain(state)).not.toContain('Lay off staff:');
    const poorer = reread(state, UNCERTAIN.replace('cash: 900k', 'cash: 500k'));
    const other = await studied(answered(poorer), 200);
    expect(plain(other)).toContain('the rest');
    const longer = answered(reread(state, UNCERTAIN.replace('months: 12', 'months: 24')));
    expect(plain(longer)).toContain('was simulated over other months');
    const alike = answered(press(opened(UNCERTAIN, LARGE), 'b', '6', 'tab'));
    expect(plain(alike)).toContain('Every lever is set as in what it is held against');
  });

  test('leads to the lever of a line', async () => {
    const state = press(await open(LARGE, 'p'), 'down', 'enter');
    expect([state.pane, state.lever]).toEqual(['levers', 0]);
    expect(press(await open(LARGE, 'p'), 'enter').message!.text).toBe('This line leads nowhere.');
  });
});

describe('what matters', () => {
  test('one at a time: the widest first, each with both its ends', async () => {
    const state = await page(1);
    expect(plain(state)).toContain('[One at a time]');
    const now = movesNow(state);
    if (now.kind !== 'told') throw new Error(now.kind);
    expect(now.told.detail(0)).toMatch(/: at .* \d+(\.\d)? months, at .* months; the base case/);
    const names = now.told.lines(90).map((row) => row[0]!.text.trim());
    expect(names).toContain('Sales a month');
    const line = names.indexOf('Sales a month');
    expect(now.told.go(line)).toEqual({ kind: 'line', tab: 'evidence', line: 0 });
    expect(press(state, ...Array(line).fill('down'), 'enter').tab).toBe('evidence');
  });

  test('shares of the variance, with their intervals', async () => {
    const state = await page(2);
    expect(plain(state)).toMatch(/Shapley +First +Total/);
    expect(plain(state)).toMatch(/Sales a month +[\d.]+ ± [\d.]+%/);
    expect(screenText(await page(2, SMALL))).toMatch(/Sales a mo.* [\d.]+ ± [\d.]+%/);
  });

  test('shows the parts that are there while the others are worked out', async () => {
    const state = await page(2);
    const [found] = [...state.results.studies.values()].filter(
      (one) => one.kind === 'found' && one.found.what === 'sensitivity',
    );
    if (found?.kind !== 'found' || found.found.what !== 'sensitivity') throw new Error('not found');
    const { sensitivity } = found.found;
    const fresh = answered(press(opened(UNCERTAIN, LARGE), '6', 'tab', 'right', 'right'));
    const part = (parts: Partial<typeof sensitivity>, name: string): ReadState =>
      known(fresh, {
        kind: 'progress',
        progress: {
          ...{ done: 9, of: null, rescue: null },
          sensitivity: { found: { ...sensitivity, ...parts }, part: name, done: 3, of: 7 },
        },
      });
    const none = { shares: null, shapley: null, knowing: null };
    expect(plain(part(none, 'shares'))).toContain('Computing … shares of the variance 3 of 7');
    expect(plain(press(part(none, 'shares'), 'left'))).toContain('Sales a month');
    expect(plain(part({ shapley: null }, 'shapley'))).toContain('The Shapley effects are being computed');
    expect(nextStudy(part({ shapley: null }, 'shapley'))!.asked.what).toBe('sensitivity');
    const wide: ShareOfVariance = { share: -0.001, interval: [-0.0031, 0.0011] };
    const total: ShareOfVariance = { share: 1.004, interval: [0.79, 1.21] };
    const shares = [{ names: ['sales_a_month'], by: 'bins', first: wide, total } as const];
    expect(plain(part({ shapley: null, shares }, 'shapley'))).toMatch(/ -0.1 ± 0.2% +100 ± 21%/);
  });

  test('what it is worth to know an input: nothing where there is one thing to choose', async () => {
    expect(plain(await page(3))).toMatch(/With nothing known the best is .*: [\d.]+ months? in the mean/);
    const alone = answered(opened(UNCERTAIN.replace(/plans:\n( {2}.*\n)+/, ''), LARGE));
    const state = await studied(press(alone, '6', 'tab', 'right', 'right', 'right'), 100);
    expect(plain(state)).toContain('There is one thing to choose');
  });

  test('nothing moves it where no world differs in it', async () => {
    const rich = answered(opened(UNCERTAIN.replace('cash: 900k', 'cash: 90M'), LARGE));
    const state = await studied(press(rich, '6', 'tab', 'right', 'right'), 100);
    expect(plain(state)).toContain('Nothing moves it: in every world 12 months are lived.');
  });

  test('asks for no worlds where nothing is uncertain', async () => {
    const certain = press(opened(SPECIMEN, LARGE), '6', 'tab', 'right');
    expect(plain(await studied(certain))).toContain('One at a time');
    for (const keys of [['right'], ['right', 'right'], ['right', 'right', 'right']])
      expect(plain(press(certain, ...keys))).toContain('Nothing in this file is uncertain');
  });
});

describe('the failed', () => {
  test('why they failed, what they had in common, and a typical one to go through', async () => {
    const state = await page(4);
    expect(plain(state)).toMatch(/In \d.*% of pairs .* the failed one had less of: Sales a month; medians/);
    const now = movesNow(state);
    if (now.kind !== 'told') throw new Error(now.kind);
    const target = now.told.go(0);
    if (target?.kind !== 'world') throw new Error('no world');
    const world = press(state, 'enter');
    expect([world.world, world.tab, world.month]).toEqual([target.world, 'months', target.t]);
    expect(screenText(world)).toContain(`World ${target.world}, not the base case`);
  });

  test('fit into 80 by 24', async () => {
    const text = screenText(await page(4, SMALL));
    expect(text).toContain('[Failed]');
    expect(text).toMatch(/staff unpaid|Staff unpaid/);
  });
});

describe('the pages', () => {
  test('are gone through, to both ends, from their first lines', async () => {
    let state = press(await open(LARGE, 'p'), 'down');
    expect(press(state, 'left').movesPage).toBe(MOVES_NAMES[0]);
    for (const name of [...MOVES_NAMES.slice(1), MOVES_NAMES.at(-1)!]) {
      state = press(state, 'right');
      expect([state.movesPage, tabInFront(state).cursor.at(state)]).toEqual([name, 0]);
    }
  });

  test('tell how far they are, and that they failed', async () => {
    const state = answered(press(opened(UNCERTAIN, LARGE), 'p', '6', 'tab'));
    expect(plain(state)).toContain('Computing …');
    expect(plain(known(state, ON_ITS_WAY[0]!))).toContain('Computing … 1,000 of 24,000 worlds');
    const failed = known(state, ON_ITS_WAY[3]!);
    expect(plain(failed)).toContain('It could not be computed: a thread ended before it was done');
    expect(failed.message!.tone).toBe('bad');
    const faulty = known(state, { kind: 'faulty', faults: [], failed: null });
    expect(plain(faulty)).toContain('There is no answer');
    const awaited = press(opened(UNCERTAIN, LARGE), 'p', '6', 'tab');
    expect(plain(awaited)).toContain('Awaiting the odds …');
    expect(press(awaited, 'enter').message!.text).toBe('It is still being computed.');
  });

  test('are told to a voice: what they say, the line, and the answer when it comes', async () => {
    const before = answered(press(opened(UNCERTAIN, LARGE), 'p', 'tab'));
    const there = press(before, '6');
    expect(spoken(before, there)).toEqual([
      'What moves it, 0 lines.',
      'What changed: it is being computed, and told when it is there.',
    ]);
    const done = await studied(there, 200);
    const said = spoken(there, done);
    expect(said).toContainEqual(
      expect.stringMatching(/^What changed: Against the file. Alive at the end of Dec 2024: \d+/),
    );
    expect(spoken(done, press(done, 'down'))).toEqual([expect.stringMatching(/^Lay off staff: 0% before, 40%/)]);
    expect(spoken(done, press(done, 'right'))[0]).toMatch(/^One at a time: it is being/);
  });
});

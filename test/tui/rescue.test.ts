import { describe, expect, test } from 'vitest';
import { rescueFound, rescueStanding, stepInFront } from '../../src/tui/rescue.ts';
import type { StudyStanding } from '../../src/tui/results.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { nextStudy } from '../../src/tui/studies.ts';
import { spoken } from '../../src/tui/view/speech.ts';
import { ON_ITS_WAY, someRescue, studied } from './some-studies.ts';
import {
  act,
  answered,
  carriedOut,
  changedOnDisk,
  opened,
  openedPair,
  press,
  reread,
  SMALL,
  SPECIMEN,
  screenText,
  UNCERTAIN,
} from './specimen.ts';

const LARGE = { columns: 140, rows: 45 };
const open = (size = SMALL): ReadState => answered(opened(UNCERTAIN, size));
const asked = (size = SMALL): ReadState => press(open(size), 'S', 'enter');
const found = async (size = SMALL): Promise<ReadState> => studied(asked(size));

/** The state with another answer or progress of the rescue in front. */
const known = (state: ReadState, standing: StudyStanding): ReadState =>
  act(state, { type: 'study', loaded: state.loaded, key: nextStudy(state)!.key, standing });
/** The text of the panel in front, as one line. */
const plain = (text: string): string =>
  text
    .split('\n')
    .map((line) => /┃(.*)┃/.exec(line)?.[1]?.trim() ?? '')
    .join(' ');
const set = (state: ReadState, name: string) => state.choice.changes.get(name)?.value;

describe('the target', () => {
  test('is survival >= 80% at first, and then that of the last time', () => {
    const state = press(open(), 'S');
    expect(state.prompt).toEqual({ kind: 'target', text: 'survival >= 80%' });
    expect(screenText(state)).toContain('Target › survival >= 80%▏');
    const other = press(state, 'C-u', ...'runway >= 9', 'enter', 'S');
    expect(other.prompt).toMatchObject({ text: 'runway >= 9' });
    expect(press(other, 'esc')).toMatchObject({ prompt: null, rescue: { target: { text: 'runway >= 9' } } });
  });

  test('says what is wrong with it while it is typed, and takes nothing wrong', () => {
    const state = press(open(LARGE), 'S', 'C-u', ...'survival >= 80');
    expect(screenText(state)).toContain('a share is from 0% to 100%, and 80 is not; write 80%');
    const refused = press(state, 'enter');
    expect(refused.rescue).toBeNull();
    expect(refused).toMatchObject({ prompt: { kind: 'target' }, message: { tone: 'bad' } });
    expect(refused.message!.text).toContain('A share is from 0% to 100%');
    expect(press(refused, '%', 'enter').rescue).not.toBeNull();
  });

  test('of a measure that is no share is held in 80% of worlds', () => {
    const text = screenText(press(open(LARGE), 'S', 'C-u', ...'runway >= 9'));
    expect(plain(text)).toContain('with which it holds in 80% of worlds.');
  });

  test('is found by name, and cannot be asked for without a lever', () => {
    expect(press(open(), '/', ...'saves the company', 'enter').prompt).toMatchObject({ kind: 'target' });
    const bare = opened('runway: 1\nstart: 2024-01\nmonths: 6\ncash: 10k\n');
    expect(press(bare, 'S')).toMatchObject({ prompt: null, message: { text: 'This file has no levers.' } });
  });
});

describe('what saves the company', () => {
  test('is asked for from the levers in hand, and nothing before it is', () => {
    const state = press(answered(press(open(), 'right', 'right')), 'S', 'enter');
    expect(nextStudy(state)!.asked).toMatchObject({ what: 'rescue', target: { text: 'survival >= 80%' } });
    expect(nextStudy(state)!.asked.settings.get('layoffs')!.value).toBe(0.1);
  });

  test('tells how far it is, and that it failed', () => {
    const [, progress, , failure] = ON_ITS_WAY;
    expect(screenText(asked(LARGE))).toContain('Looking for it …');
    expect(screenText(known(asked(LARGE), progress!))).toContain(
      'Looking for it … 64 of 1,024 sets, 6,400 worlds; best so far 34% at pain 1.5',
    );
    const failed = known(asked(LARGE), failure!);
    expect(screenText(failed)).toContain('It could not be computed: a thread ended before it was done');
    expect(failed.message).toMatchObject({ tone: 'bad' });
    for (const key of ['right', 'enter', 's'])
      expect(press(failed, key).message!.text, key).toBe('There is no answer.');
    expect(press(asked(), 'enter').message!.text).toBe('The answer is still being looked for.');
    // The same rescue asked for again is worked on again.
    expect(nextStudy(press(failed, 'esc', 'right'))?.asked.what).not.toBe('rescue');
  });

  test.each([
    ['80 by 24', SMALL],
    ['140 by 45', LARGE],
  ])('is drawn with the set that was found in front: %s', async (_, size) => {
    const state = await found(size);
    const text = screenText(state);
    expect(text).toContain('What saves the company: survival >= 80%');
    expect(text).toContain('set 4 of 6');
    expect(plain(text)).toContain('survival >= 80% holds has pain');
    expect(text).toContain('●');
    expect(text).toMatch(/Lever +Set to +Now +Decide by/);
    expect(text).toContain('Lay off staff');
  });

  test('says what comes nearest where nothing reaches it', () => {
    const state = asked(LARGE);
    const none = someRescue(state.loaded.scenario, nextStudy(state)!.asked, false);
    const text = screenText(known(state, { kind: 'found', found: none }));
    expect(plain(text)).toContain(
      'No set of the levers reaches survival >= 80%; the best reaches 90% of 20,000 fresh worlds',
    );
  });

  test('is walked along, to both ends', async () => {
    const state = await found();
    const at = (now: ReadState): number => stepInFront(rescueFound(now)!, now.rescue!);
    expect(at(state)).toBe(3);
    expect(at(press(state, 'right'))).toBe(4);
    expect(at(press(state, 'left', 'left'))).toBe(1);
    expect(at(press(state, 'home', 'left'))).toBe(0);
    expect(at(press(state, 'end', 'right'))).toBe(5);
    expect(screenText(press(state, 'home'))).toContain('Every lever as it stands.');
    const turned = (kind: 'wheel-up' | 'wheel-down' | 'click') =>
      at(act(state, { type: 'mouse', event: { kind, x: 60, y: 12 } }));
    expect([turned('wheel-up'), turned('wheel-down'), turned('click')]).toEqual([2, 4, 3]);
  });

  test('is set with Enter, and taken back with u, while it stays in front', async () => {
    const state = await found();
    const applied = press(state, 'right', 'enter');
    const { space, rescue } = rescueFound(state)!;
    const { at, pain } = rescue.frontier[4]!.set;
    space.axes.forEach(({ lever, choices }, i) => {
      expect(set(applied, lever.name), lever.name).toBe(at[i] === 0 ? undefined : choices[at[i]!]!.setting.value);
    });
    expect(applied.message!.text).toBe(`Set, with pain ${pain}: 80% of fresh worlds. u takes it back.`);
    expect(rescueFound(applied)).toBe(rescueFound(state));
    expect(press(applied, 'enter').message!.text).toBe('The levers are set so already.');
    expect(press(applied, 'u').choice).toEqual(state.choice);
    expect(press(applied, 'home', 'enter').choice.changes.size).toBe(0);
  });

  test('is saved as a plan with s', async () => {
    const naming = press(await found(), 's');
    expect(naming.prompt).toMatchObject({ kind: 'save', text: '' });
    expect(screenText(naming)).toContain('Save the levers as a plan');
    const saved = carriedOut(press(naming, ...'saved', 'enter'));
    expect(saved.loaded.scenario.plans.get('saved')!.set.size).toBeGreaterThan(0);
    // The sets found before belong to the former reading of the file.
    expect(saved.rescue).toBeNull();
    expect(saved.choice.plan).toBe('saved');
    const back = press(press(await found(), 's'), 'esc');
    expect([back.prompt, screenText(back).includes('What saves the company')]).toEqual([null, true]);
  });

  test('goes with Esc, with another reading of the file, and comes back at once', async () => {
    const state = await found();
    const closed = press(state, 'esc');
    expect([closed.rescue, screenText(closed).includes('What saves')]).toEqual([null, false]);
    expect(rescueStanding(press(closed, 'S', 'enter'))?.kind).toBe('found');
    expect(reread(state, UNCERTAIN.replace('cash: 900k', 'cash: 800k')).rescue).toBeNull();
    expect(changedOnDisk(press(state, 's', 'a', 'enter')).prompt).toMatchObject({ kind: 'changed' });
  });

  test('lies under a broken file, help and a terminal too small, and stays', async () => {
    const state = await found();
    const broken = reread(state, UNCERTAIN.replace('cash: 900k', 'cash: 900k +'));
    expect(screenText(broken)).toContain('The file is broken');
    expect(screenText(press(broken, 'esc'))).toContain('What saves the company');
    expect(press(broken, 'esc', 's').message!.text).toContain('the file is broken'.slice(4));
    expect(screenText(press(press(state, '?'), 'esc'))).toContain('What saves the company');
    const tiny = act(state, { type: 'resize', size: { columns: 30, rows: 8 } });
    expect(screenText(tiny)).toContain('runway needs 80 by 24');
    expect(screenText(act(tiny, { type: 'resize', size: SMALL }))).toContain('What saves the company');
  });

  test('is of one file of two', () => {
    const other = press(answered(openedPair(UNCERTAIN)), 'S', 'enter', 'o');
    expect(other.rescue).toBeNull();
    expect(press(other, 'o').rescue).not.toBeNull();
  });

  test('of the base case alone is told as that', async () => {
    const { rescue: certain, ...rest } = await studied(press(opened(SPECIMEN), 'S', 'enter'));
    expect(nextStudy({ ...rest, rescue: certain })).toBeNull();
  });

  test('is told to a voice', async () => {
    const before = press(open(LARGE), 'S');
    const looking = press(before, 'enter');
    expect(spoken(before, looking)).toEqual([
      'What saves the company: survival >= 80%.',
      'Looking for it. It is told when it is found; Esc gives it up.',
    ]);
    const done = await studied(looking);
    const [lead, first] = spoken(looking, done).filter((line) => /pain/.test(line));
    expect(lead).toMatch(/^The least painful set with which survival >= 80% holds has pain/);
    expect(first).toMatch(/^Set 4 of 6: pain [\d.]+, 70% of 20,000 fresh worlds .*: .*decide by/);
    expect(spoken(done, press(done, 'right'))).toEqual([expect.stringMatching(/^Set 5 of 6: pain/)]);
    expect(spoken(done, press(done, 'esc'))[0]).toBe('Closed.');
  });
});

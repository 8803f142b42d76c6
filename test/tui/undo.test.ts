import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/tui/list-place.ts';
import { standing } from '../../src/tui/outcome.ts';
import { putBack } from '../../src/tui/put-back.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { isUnsaved } from '../../src/tui/unsaved.ts';
import { carriedOut, changedOnDisk, opened, press, reread, SPECIMEN } from './specimen.ts';

const settings = (state: ReadState) => standing(state).settings;
const plans = (state: ReadState): string[] => [...state.loaded.scenario.plans.keys()];
const said = (state: ReadState): string => state.message!.text;
/** The state after the keys, with the file written as they ask. */
const filed = (state: ReadState, ...keys: string[]): ReadState => carriedOut(press(state, ...keys));
const onPlans = (...downs: string[]): ReadState => press(opened(), '3', 'tab', ...downs);
const deleted = filed(onPlans('down', 'down'), 'd', 'y');
const renamed = filed(onPlans('down'), 'r', 'C-u', ...'Cut deep', 'enter');

describe('undo and redo say what they do', () => {
  test.each([
    ['a step of a lever', ['right', 'right'], 'Lay off staff 10% → 5%.', 'Lay off staff 5% → 10%.'],
    ['a month', ['right', ']'], 'Lay off staff from Apr 2024 → Mar 2024.', 'Lay off staff from Mar 2024 → Apr 2024.'],
    [
      'a value and a month typed together',
      ['enter', ...'20%@2024-05', 'enter'],
      'Lay off staff 20% from May 2024 → 0% from Mar 2024.',
      'Lay off staff 0% from Mar 2024 → 20% from May 2024.',
    ],
    [
      'a plan over a lever',
      ['right', 'p'],
      'Shrink at once → no plan and 1 by hand.',
      'no plan and 1 by hand → Shrink at once.',
    ],
  ])('of %s', (_, keys, undone, again) => {
    const state = press(opened(), ...keys);
    expect(said(press(state, 'u'))).toBe(`Undid: ${undone}`);
    expect(said(press(state, 'u', 'U'))).toBe(`Did again: ${again}`);
  });

  test('of a save, that the file keeps it', () => {
    const state = filed(opened(), 'right', 's', 'C-u', ...'Deep', 'enter');
    expect(said(press(state, 'u'))).toBe('Undid: Deep → no plan and 1 by hand. The file keeps Deep.');
    expect(press(state, 'u').writing).toBeNull();
  });

  test('in ASCII where the terminal has no more', () => {
    expect(said(press({ ...opened(), glyphs: 'ascii' }, 'right', 'u'))).toBe('Undid: Lay off staff 5% -> 0%.');
  });
});

describe('a deleted plan', () => {
  test('comes back into the file, byte for byte, and goes again', () => {
    const back = filed(deleted, 'u');
    expect([back.loaded.text, lineOf(back, 'plans')]).toEqual([SPECIMEN, 2]);
    expect(back.message).toEqual({ text: 'Undid: the plan grow is in specimen.yaml again.', tone: 'good' });
    const again = filed(back, 'U');
    expect([again.loaded.text, said(again)]).toEqual([
      deleted.loaded.text,
      'Did again: the plan grow is deleted from specimen.yaml.',
    ]);
    expect(filed(again, 'u').loaded.text).toBe(SPECIMEN);
  });

  test('is in hand again where it was, with what was changed over it', () => {
    const before = press(opened(), 'p', 'right', '3', 'tab');
    const after = filed(before, 'd', 'y');
    expect(after.choice.plan).toBeNull();
    const back = filed(after, 'u');
    expect(back.choice).toEqual(before.choice);
    expect(press(back, 'u').choice).toEqual({ plan: 'shrink', changes: new Map() });
    expect(press(back, 'u', 'u').choice).toEqual({ plan: null, changes: new Map() });
  });

  test('comes back into a file that changed elsewhere, which keeps its change', () => {
    const newer = deleted.loaded.text
      .replace('cash: 900k', 'cash: 800k # the bank')
      .replace('name: S', '# mine\nname: S');
    const back = filed(reread(deleted, newer), 'u');
    const expected = SPECIMEN.replace('cash: 900k', 'cash: 800k # the bank').replace('name: S', '# mine\nname: S');
    expect(back.loaded.text).toBe(expected);
  });

  test('into a file that changed unseen only when that is said again', () => {
    const newer = deleted.loaded.text.replace('cash: 900k', 'cash: 800k');
    const asked = changedOnDisk(press(deleted, 'u'), newer);
    expect(asked.prompt).toMatchObject({ kind: 'changed' });
    expect(press(asked, 'esc').past).toBe(deleted.past);
    expect(press(asked, 'y').writing).toMatchObject({
      before: newer,
      after: SPECIMEN.replace('cash: 900k', 'cash: 800k'),
    });
  });

  test.each([
    ['its place was changed', deleted.loaded.text.replace('shrink: {', 'shrink: {note: Soon, ')],
    ['there is one of its name again', deleted.loaded.text.replace('plans:\n', 'plans:\n  grow: {set: {raise: 1M}}\n')],
  ])('stays away where %s; undo goes on before it', (_, newer) => {
    const state = filed(press(opened(), 'right', '3', 'tab', 'end', 'down', 'down'), 'd', 'y');
    const left = press(reread(state, newer), 'u');
    expect(said(left)).toBe('The file was changed at that place since: what was done to the plan there stays.');
    expect(left.writing).toBeNull();
    expect(said(press(left, 'u'))).toBe('Undid: Lay off staff 5% → 0%.');
  });

  test('stays away where the file could not be read with it', () => {
    const gone = filed(filed(deleted, 'd', 'y'), 'tab', 'right', 's', 'C-u', ...'deep', 'enter');
    const asked = press(press(gone, 'u', 'u'), 'u');
    const left = carriedOut(asked, 'failed');
    expect(said(left)).toBe('The file was changed at that place since: what was done to the plan there stays.');
    expect([left.past === asked.past, left.loaded]).toEqual([false, asked.loaded]);
  });

  test('stays away from a broken file until that is mended', () => {
    const state = press(reread(deleted, 'runway: 1\n'), 'u');
    expect([state.writing, state.past]).toEqual([null, deleted.past]);
    expect(said(state)).toContain('The file is broken');
  });

  test('is nothing to save', () => {
    expect(isUnsaved(deleted)).toBe(false);
    expect(press(deleted, 'q').isLeaving).toBe(true);
  });
});

describe('a renamed plan', () => {
  test('has its old name again, and the new one', () => {
    const back = filed(renamed, 'u');
    expect([back.loaded.text, lineOf(back, 'plans')]).toEqual([SPECIMEN, 1]);
    expect(said(back)).toBe('Undid: the plan Cut deep → Shrink at once, in specimen.yaml.');
    const again = filed(back, 'U');
    expect([again.loaded.text, lineOf(again, 'plans')]).toEqual([renamed.loaded.text, 1]);
    expect(said(again)).toBe('Did again: the plan Shrink at once → Cut deep, in specimen.yaml.');
  });

  test('has its old name where another plan was saved since', () => {
    const state = filed(press(renamed, 'tab', 'right'), 's', 'C-u', ...'deep', 'enter');
    const back = filed(press(state, 'u', 'u'), 'u');
    expect(plans(back)).toEqual(['shrink', 'grow', 'deep']);
  });
});

const amongPlans = (state: ReadState): ReadState => press({ ...state, pane: 'table' }, '3');

/** Actions of a person, chosen by their index; writes of the file are carried out. */
const ACTS: readonly ((state: ReadState) => ReadState)[] = [
  (state) => press(state, 'right'),
  (state) => press(state, ']'),
  (state) => press(state, 'p'),
  (state) => press(state, 'down', 'left'),
  (state) => press(amongPlans(state), 'down', 'd', 'y'),
  (state) => press(amongPlans(state), 'up', 'd', 'y'),
  (state) => press(amongPlans(state), 'down', 'r', 'C-u', ...`n${state.loaded.text.length}`, 'enter'),
];
const settled = (state: ReadState): ReadState => (state.writing === null ? press(state, 'esc') : carriedOut(state));
const told = (state: ReadState) => ({ text: state.loaded.text, plan: state.choice.plan, settings: settings(state) });

test('whatever was done, undo goes back through all of it, and redo through all of it again', () => {
  const acts = fc.array(fc.nat(ACTS.length - 1), { maxLength: 12 });
  fc.assert(
    fc.property(acts, (numbers) => {
      const passed = [told(opened())];
      let state = opened();
      for (const number of numbers) {
        const { past } = state;
        state = { ...settled(ACTS[number]!(state)), pane: 'levers' };
        if (state.past !== past) passed.push(told(state));
      }
      for (const key of ['u', 'U']) {
        const way = key === 'u' ? passed.toReversed() : passed;
        for (const before of way.slice(1)) {
          state = press(state, key);
          if (state.writing !== null) state = carriedOut(state);
          expect(told(state)).toEqual(before);
        }
        expect(key === 'u' ? state.past : state.future).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

describe('lines put back', () => {
  const back = 'a\nb\nc\nd\n';
  test.each([
    ['nothing new', 'a\nb\nd\n', 'a\nb\nd\n', back],
    ['new lines at both ends', 'a\nb\nd\n', '0\na\nb\nd\ne\n', '0\na\nb\nc\nd\ne\n'],
    ['a line changed far before', 'a\nb\nd\n', 'A\nb\nd\n', 'A\nb\nc\nd\n'],
    ['a new line at the place', 'a\nb\nd\n', 'a\nb\nx\nd\n', null],
    ['the line before changed', 'a\nb\nd\n', 'a\nB\nd\n', null],
    ['the line behind gone', 'a\nb\nd\n', 'a\nb\n', null],
    ['a line that was changed, with news', 'a\nb\nC\nd\n', 'x\na\nb\nC\nd\n', 'x\na\nb\nc\nd\n'],
    ['a line that was changed twice', 'a\nb\nC\nd\n', 'a\nb\nCC\nd\n', null],
    ['lines that had come', 'a\nb\nx\nc\nd\n', 'a\nb\nx\nc\nd\ne', 'a\nb\nc\nd\ne'],
    ['the first line', 'b\nc\nd\n', 'b\nc\nd\ne\n', 'a\nb\nc\nd\ne\n'],
    ['everything', '', 'e\n', null],
    ['line ends of both kinds', 'a\r\nb\nd\n', 'a\r\nb\nd\r\n', 'a\r\nb\nc\nd\r\n'],
  ])('%s', (_, gone, now, expected) => {
    const whole = gone.includes('\r') ? back.replace('a\n', 'a\r\n') : back;
    expect(putBack(now, gone, whole)).toBe(expected);
  });
});

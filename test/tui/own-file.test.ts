import { describe, expect, test } from 'vitest';
import { placeInFront } from '../../src/tui/place-in-front.ts';
import type { ReadState, State } from '../../src/tui/state.ts';
import { act, begun, carriedOut, opened, press, pressed, reread, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

/** The line of the text that begins so, from 1. */
const lineIn = (text: string, beginning: string): number =>
  text.split('\n').findIndex((line) => line.trimStart().startsWith(beginning)) + 1;

describe('the place in front', () => {
  const line = (state: State): number | undefined => placeInFront(state)?.line;

  test('is that of the lever', () => {
    expect(line(opened())).toBe(lineIn(SPECIMEN, 'layoffs:'));
    expect(placeInFront(press(opened(), 'down'))).toEqual({ line: lineIn(SPECIMEN, 'raise:'), column: 3 });
  });

  test('is that of the creditor, plan, figure or claim where the keys act on the table', () => {
    const state = press(opened(UNCERTAIN), 'tab');
    expect(line(press(state, '2', 'down'))).toBe(lineIn(UNCERTAIN, 'cloud:'));
    expect(line(press(state, '3', 'down'))).toBe(lineIn(UNCERTAIN, 'shrink:'));
    expect(line(press(state, '5'))).toBe(lineIn(UNCERTAIN, 'sales_a_month:'));
    expect(line(press(state, '5', 'down'))).toBe(lineIn(UNCERTAIN, 'founder:'));
    // A line of the months has no entry in the file.
    expect(line(press(state, '1'))).toBe(lineIn(UNCERTAIN, 'layoffs:'));
  });

  test('is that of the first fault of a file that is broken, or was never read', () => {
    const broken = SPECIMEN.replace('cash: 900k', 'cash: 900k +').replace('pay: 1 - defer', 'pay: 1 - no');
    expect(placeInFront(reread(opened(), broken))).toMatchObject({ line: lineIn(broken, 'cash:') });
    expect(line(begun(broken))).toBe(lineIn(broken, 'cash:'));
    expect(pressed(begun(broken), 'e').errand).toBe('edit');
  });
});

describe('e', () => {
  test('asks for the editor; that it cannot be had is told of', () => {
    expect(press(opened(), 'e').errand).toBe('edit');
    const told = act(opened(), { type: 'edited', why: 'the editor x could not be started' });
    expect(told.message).toEqual({ text: 'The editor x could not be started.', tone: 'bad' });
    expect(act(opened(), { type: 'edited', why: null }).message).toBeNull();
  });
});

describe('a copy of a shipped scenario', () => {
  const copy = (): ReadState => ({ ...opened(), file: 'scenarios/shipped.yaml', isCopy: true });
  const named = (state: ReadState): ReadState => press(state, 's', ...'deep', 'enter');

  test('is saved where that is asked for, and is an ordinary file then', () => {
    const asked = named(press(copy(), 'right'));
    expect(asked.prompt).toMatchObject({ kind: 'where', text: 'shipped.yaml' });
    expect(asked.writing).toBeNull();
    expect(screenText({ ...asked, size: { columns: 120, rows: 40 } })).toContain('File › shipped.yaml');
    const writing = press(asked, 'C-u', ...'my.yaml', 'enter');
    expect(writing.writing).toMatchObject({ to: 'my.yaml', before: SPECIMEN });
    const saved = carriedOut(writing);
    expect(saved).toMatchObject({ file: 'my.yaml', isCopy: false, prompt: null, writing: null });
    expect(saved.message).toEqual({ text: 'Saved in my.yaml as deep.', tone: 'good' });
    // The next save is written into that file.
    expect(press(saved, 'down', 'right', 's', 'enter').writing).toMatchObject({ to: null, before: saved.loaded.text });
  });

  test('is asked about again where it could not be saved', () => {
    const failed = carriedOut(press(named(press(copy(), 'right')), 'enter'), 'failed');
    expect(failed.prompt).toMatchObject({ kind: 'where', text: 'shipped.yaml' });
    expect(failed.message).toEqual({ text: 'Not saved: the disk is full.', tone: 'bad' });
    expect(failed).toMatchObject({ isCopy: true, file: 'scenarios/shipped.yaml' });
    expect(press(failed, 'C-u', 'enter').message?.text).toBe('A file needs a name.');
    expect(press(failed, 'esc')).toMatchObject({ prompt: null, writing: null, isCopy: true });
  });

  test('is saved before leaving too', () => {
    const leaving = press(copy(), 'right', 'q', 's', ...'deep', 'enter');
    expect(leaving.prompt).toMatchObject({ kind: 'where' });
    expect(carriedOut(press(leaving, 'enter')).isLeaving).toBe(true);
  });

  test('has no plan renamed or deleted, and no editor opened', () => {
    const plans = press(copy(), 'tab', '3', 'down');
    for (const key of ['r', 'd', 'e']) {
      const after = press(plans, key);
      expect([after.prompt, after.errand]).toEqual([null, null]);
      expect(after.message?.text).toContain('This is a shipped scenario: s saves it');
    }
  });
});

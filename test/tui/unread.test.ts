import { describe, expect, test } from 'vitest';
import { paired } from '../../src/tui/in-front.ts';
import { KEYMAP } from '../../src/tui/keymap.ts';
import { isRead } from '../../src/tui/state.ts';
import { greeting, spoken } from '../../src/tui/view/speech.ts';
import { begun, opened, press, pressed, reread, SPECIMEN, screenText } from './specimen.ts';

const BROKEN = 'runway: 1\n';

describe('a file that was never read', () => {
  test.each([
    [['esc', '5', 'pgdn']],
    [['pgup', 'pgdn']],
    [['?', 'pgdn', 'esc', 'pgdn']],
    [['w', 'pgdn', 'w', 'pgup']],
    [['4', 'tab', 'enter', 'down', '/', 's', 't', 'enter']],
  ])('stays on what is wrong with it: %j', (keys) => {
    const state = pressed(begun(BROKEN), ...keys);
    expect(isRead(state)).toBe(false);
    expect(screenText(state)).toContain('The file is broken');
    expect(screenText(state)).toContain('error');
  });

  test('scrolls what is wrong, to its last line and no further', () => {
    const many = begun(`runway: 1\n${Array.from({ length: 40 }, (_, i) => `wrong${i}: 1`).join('\n')}\n`);
    const end = pressed(many, ...Array(40).fill('pgdn'));
    expect(screenText(many)).not.toContain('wrong39');
    expect(screenText(end)).toContain('wrong39');
    expect(pressed(end, 'down').overlayScroll).toBe(end.overlayScroll);
    expect(pressed(end, 'up').overlayScroll).toBe(end.overlayScroll - 1);
  });

  test('has keys that act: help, the other file, and the way out', () => {
    expect(screenText(pressed(begun(BROKEN), '?'))).toContain('Keys');
    expect(pressed(begun(BROKEN), 'q').isLeaving).toBe(true);
    const two = paired(opened(), begun(BROKEN));
    expect(pressed(two, 'o', 'pgdn', 'pgdn', 'o').place).toBe(0);
    const unsaved = pressed(press(two, 'right'), 'o', 'q');
    expect([unsaved.place, unsaved.prompt?.kind]).toEqual([0, 'quit']);
  });

  test('is told of in words, and so is its first good reading', () => {
    const state = begun(BROKEN);
    expect(greeting(state).slice(0, 2)).toEqual(['The file cannot be used.', 'specimen.yaml cannot be used.']);
    expect(greeting(state).at(-1)).toBe('Question mark tells every key, control L says all of this again, q leaves.');
    for (const key of new Set(KEYMAP.flatMap(({ keys }) => keys))) spoken(state, pressed(state, key));
    expect(spoken(state, reread(state, SPECIMEN))).toContain('Specimen Ltd, no plan.');
  });

  test('shows its result after the first good reading, whatever was pressed before', () => {
    for (const keys of [[], ['?'], ['pgdn', 'w'], ['esc', '5', 'tab']])
      expect(screenText(reread(pressed(begun(BROKEN), ...keys), SPECIMEN))).toContain('Specimen Ltd');
  });

  test('bears every key', () => {
    for (const key of new Set(KEYMAP.flatMap(({ keys }) => keys)))
      expect(screenText(pressed(begun(BROKEN), key)).split('\n')).toHaveLength(24);
  });
});

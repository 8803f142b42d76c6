import { describe, expect, test } from 'vitest';
import { bindingFor, keymapOf } from '../../src/tui/keymap.ts';
import { type OwnKeys, ownKeys } from '../../src/tui/own-keys.ts';
import { opened, press, screenText } from './specimen.ts';

const PLACE = { source: { name: 'config.yaml', text: '' }, start: 0, end: 0 };
const own = (keys: Readonly<Record<string, readonly string[]>>): OwnKeys => {
  const settings = Object.entries(keys).map(([action, keys]) => ({ action, keys, place: PLACE }));
  const { keys: found, faults } = ownKeys(settings);
  expect(faults).toEqual([]);
  return found;
};

describe("the user's keys", () => {
  test('act in place of those of the screen, and are shown wherever keys are', () => {
    const state = { ...opened(), ownKeys: own({ quit: ['Q'], undo: ['Ctrl-R'], redo: ['W'] }) };
    expect(bindingFor(state, 'q')).toBeNull();
    expect(bindingFor(state, 'Q')!.action).toBe('quit');
    expect(bindingFor(state, 'C-r')!.action).toBe('undo');
    expect(screenText(state)).toContain('Q quit');
    const large = { ...state, size: { columns: 140, rows: 130 } };
    expect(screenText(press(large, '?'))).toMatch(/ Ctrl-R +Undo/);
    expect(screenText(press(large, ':', ...'leave'))).toMatch(/Leave; asks first.* Q /);
  });

  test('leave the standard key of an action that is bound in several places nowhere', () => {
    const keymap = keymapOf({ ownKeys: own({ quit: ['Q'] }) });
    const bound = keymap.filter(({ action }) => action === 'quit');
    expect(bound.length).toBeGreaterThan(2);
    for (const { keys } of bound) expect(keys).toEqual(['Q']);
  });

  test.each(['find-go', 'answer-yes', 'input-accept'])(
    'cannot be had for %s: texts and questions keep theirs',
    (action) => {
      const { faults } = ownKeys([{ action, keys: ['F'], place: PLACE }]);
      expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining(`there is no action "${action}"`)]);
    },
  );
});

import { describe, expect, test } from 'vitest';
import { ACTIONS, CONTEXTS, type Context, keySign } from '../../src/tui/key-binding.ts';
import { activeContexts, bindingFor, KEYMAP } from '../../src/tui/keymap.ts';
import { TABS } from '../../src/tui/tabs/all.ts';
import { begun, changedOnDisk, opened, press, SMALL, screenText } from './specimen.ts';

const states = {
  levers: opened(),
  table: press(opened(), 'tab'),
  month: press(opened(), 'tab', 'enter'),
  creditors: press(opened(), 'tab', '2'),
  plans: press(opened(), 'tab', '3'),
  odds: press(opened(), 'tab', '4'),
  moves: press(opened(), 'tab', '6'),
  target: press(opened(), 'S'),
  rescue: press(opened(), 'S', 'enter'),
  evidence: press(opened(), 'tab', '5'),
  typing: press(opened(), 'enter'),
  naming: press(opened(), 'right', 's'),
  renaming: press(opened(), 'tab', '3', 'down', 'r'),
  removing: press(opened(), 'tab', '3', 'down', 'd'),
  quitting: press(opened(), 'right', 'q'),
  changed: changedOnDisk(press(opened(), 'right', 's', 'S', 'enter')),
  percent: press(opened(), 'enter', '3', '0', 'enter'),
  finding: press(opened(), '/'),
  filtering: press(opened(), 'tab', '/'),
  figures: press(opened(), 'f'),
  help: press(opened(), '?'),
  unread: begun('runway: 1\n'),
  small: opened(undefined, { columns: 40, rows: 10 }),
};

describe('the keymap', () => {
  test.each(Object.entries(states))('binds no key twice: %s', (_, state) => {
    const contexts = activeContexts(state);
    const keys = KEYMAP.filter((b) => contexts.includes(b.context)).flatMap((b) => b.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test('every context can come about', () => {
    const reached = new Set(Object.values(states).flatMap(activeContexts));
    expect([...reached].sort()).toEqual((Object.keys(CONTEXTS) as Context[]).sort());
  });

  test('every action is bound, and every binding acts', () => {
    expect([...new Set(KEYMAP.map((b) => b.action))].sort()).toEqual(
      [...ACTIONS, ...TABS.map((tab) => `tab-${tab}`)].sort(),
    );
  });

  test('every binding is described in words that end without a stop', () => {
    for (const { description, label } of KEYMAP) {
      expect(description).toMatch(/^[A-Z].*[^.]$/);
      if (label !== null) expect(label.length).toBeLessThanOrEqual(12);
    }
  });

  test('the help names every key and what it does', () => {
    const help = screenText(press(opened(undefined, { columns: 250, rows: 130 }), '?'));
    for (const binding of KEYMAP) {
      expect(help).toContain(binding.keys.map(keySign).join('  '));
      expect(help).toContain(binding.description.split(' ').slice(0, 4).join(' '));
    }
  });

  test('there is a way out everywhere', () => {
    for (const state of Object.values(states)) expect(bindingFor(state, 'C-c')?.action).toBe('leave');
    expect(bindingFor(states.small, 'q')?.action).toBe('quit');
  });

  test('a key that cannot act says why', () => {
    const said = press(opened(), 'u');
    expect(said.message).toEqual({ text: 'There is nothing to undo.', tone: 'warn' });
    expect(screenText(press(opened(undefined, { columns: 250, rows: 130 }), '?'))).toContain(
      '(not now: there is nothing to undo)',
    );
  });

  test('the foot shows the keys of the pane', () => {
    const foot = (state = opened(undefined, SMALL)): string => screenText(state).split('\n').at(-1)!;
    expect(foot()).toContain('←→ change');
    expect(foot(states.plans)).toContain('Enter apply');
    expect(foot(states.typing)).toMatch(/Enter set +Esc cancel/);
    for (const state of [states.levers, states.table, states.plans])
      expect(foot(state)).toMatch(/: find +\? help +q quit/);
  });
});

import { describe, expect, test } from 'vitest';
import { parseMonth } from '../../src/formula/month.ts';
import { placeOf } from '../../src/tui/list-place.ts';
import { chosenLever, comparedWith, standing } from '../../src/tui/outcome.ts';
import { isBroken, type ReadState } from '../../src/tui/state.ts';
import { act, opened, press, reread, SMALL, SPECIMEN, screenText } from './specimen.ts';

const now = (state: ReadState) => standing(state);
const value = (state: ReadState, lever: string): number => now(state).settings.get(lever)!.value;
const from = (state: ReadState, lever: string): number => now(state).settings.get(lever)!.from;
const failure = (state: ReadState): number | null => now(state).outcome.result!.measures.failure?.t ?? null;
const month = (text: string): number => parseMonth(text)!;

describe('levers', () => {
  test('a step up answers at once', () => {
    const state = press(opened(), 'right');
    expect(value(state, 'layoffs')).toBe(0.05);
    expect(now(state).outcome.result).not.toEqual(now(opened()).outcome.result);
  });

  test.each([
    [['right', 'right', 'left'], 0.05],
    [['l', 'l', 'h'], 0.05],
    [['S-right'], 0.25],
    [['L', 'H', 'right'], 0.05],
    [['left'], 0],
    [Array(40).fill('right'), 0.5],
  ])('%j', (keys, expected) => {
    expect(value(press(opened(), ...keys), 'layoffs')).toBe(expected);
  });

  test('at its end it stays, says so, and leaves nothing to undo', () => {
    const state = press(opened(), 'left');
    expect(state.message?.text).toBe('The range of Lay off staff ends at 0%; type a value to go past that.');
    expect(state.past).toBeNull();
  });

  test('the month moves within the months simulated', () => {
    expect(from(press(opened(), ']'), 'layoffs')).toBe(month('2024-04'));
    expect(from(press(opened(), ...Array(30).fill(']')), 'layoffs')).toBe(month('2024-12'));
    expect(from(press(opened(), ...Array(30).fill('[')), 'layoffs')).toBe(month('2024-01'));
  });

  test('the arrows choose within the list', () => {
    expect(chosenLever(press(opened(), 'down', 'j'))!.lever.name).toBe('defer');
    expect(press(opened(), ...Array(9).fill('down')).lever).toBe(2);
    expect(press(opened(), 'down', 'up', 'up', 'k').lever).toBe(0);
    expect(press(opened(), 'end').lever).toBe(2);
    expect(press(opened(), 'G', 'g').lever).toBe(0);
  });

  test('reset sets value and month back; R sets all back', () => {
    const changed = press(opened(), 'right', ']', 'down', 'right');
    expect(changed.choice.changes.size).toBe(2);
    expect([...press(changed, '0').choice.changes.keys()]).toEqual(['layoffs']);
    expect(press(changed, 'R').choice.changes.size).toBe(0);
  });

  test('a lever moved back to what the file says counts as unchanged', () => {
    expect(press(opened(), 'right', 'left').choice.changes.size).toBe(0);
  });
});

describe('typing', () => {
  const type = (state: ReadState, text: string): ReadState => press(state, 'enter', ...text);

  test.each([
    ['20%', 0.2, '2024-03'],
    ['2024-06', 0, '2024-06'],
    ['35%@2024-05', 0.35, '2024-05'],
  ])('%s', (text, expected, when) => {
    const state = press(type(opened(), text), 'enter');
    expect(state.input).toBeNull();
    expect([value(state, 'layoffs'), from(state, 'layoffs')]).toEqual([expected, month(when)]);
  });

  test('keys with a meaning elsewhere are text here', () => {
    expect(type(opened(), 'qup?0b').input).toBe('qup?0b');
  });

  test('outside the range it is taken, with a warning', () => {
    const state = press(type(opened(), '90%'), 'enter');
    expect(value(state, 'layoffs')).toBe(0.9);
    expect(state.message).toEqual({
      text: 'Lay off staff 90% from Mar 2024. That is outside its range of 0% to 50%.',
      tone: 'warn',
    });
  });

  test('a bare number above the range of a share is asked about in percent, and never taken as it stands', () => {
    const asked = press(type(opened(undefined, { columns: 120, rows: 40 }), '30@2024-05'), 'enter');
    expect([asked.prompt?.kind, asked.input, asked.choice.changes.size]).toEqual(['percent', '30@2024-05', 0]);
    expect(screenText(asked)).toContain('Enter or y sets 30%, Esc goes back to what was typed.');
    expect(screenText(asked)).toMatch(/\n y yes +Esc no/);
    for (const yes of ['enter', 'y']) {
      const set = press(asked, yes);
      expect([value(set, 'layoffs'), from(set, 'layoffs')]).toEqual([0.3, month('2024-05')]);
      expect([set.prompt, set.input]).toEqual([null, null]);
    }
    const back = press(asked, 'esc');
    expect([back.prompt, back.input, back.choice.changes.size]).toEqual([null, '30@2024-05', 0]);
    expect(press(back, 'C-u', ...'3000%', 'enter').choice.changes.get('layoffs')?.value).toBe(30);
    expect(press(asked, 'x', 'q').input).toBe('30@2024-05');
  });

  test.each([
    ['raise', '30', 30],
    ['defer', '90', null],
    ['defer', '1', 1],
    ['defer', '0.3', 0.3],
    ['defer', '300', 300],
    ['defer', '3*10', 30],
  ])('%s at %s', (lever, text, expected) => {
    const order = [...opened().loaded.scenario.levers.keys()];
    const state = press(opened(), ...Array(order.indexOf(lever)).fill('down'), 'enter', ...text, 'enter');
    expect(state.choice.changes.get(lever)?.value ?? null).toBe(expected);
    expect(state.prompt?.kind ?? null).toBe(expected === null ? 'percent' : null);
  });

  test('a typed text that cannot be read stays, to be mended', () => {
    const state = press(type(opened(), 'x'), 'enter');
    expect(state.input).toBe('x');
    expect(state.message?.tone).toBe('bad');
    expect(press(state, 'backspace', '5', '%', 'enter').choice.changes.get('layoffs')?.value).toBe(0.05);
  });

  test('escape leaves the lever as it is; an empty text too', () => {
    for (const keys of [['3', '0', '%', 'esc'], ['enter'], [' ', 'enter'], ['9', 'C-u', 'enter']]) {
      const state = press(opened(), 'enter', ...keys);
      expect([state.input, state.choice.changes.size]).toEqual([null, 0]);
    }
  });

  test('a paste is text while typing, and nothing otherwise', () => {
    expect(act(press(opened(), 'enter'), { type: 'paste', text: '2\n0%\u001b' }).input).toBe('20%');
    const state = opened();
    expect(act(state, { type: 'paste', text: 'qqq' })).toBe(state);
    expect(act(press(state, '/'), { type: 'paste', text: 'la\ny\u0007' }).find?.text).toBe('lay');
  });
});

describe('undo, plans, baseline', () => {
  test('undo and redo walk the same way', () => {
    const one = press(opened(), 'right');
    const two = press(one, ']');
    expect(press(two, 'u').choice).toBe(one.choice);
    expect(press(two, 'u', 'u').choice.changes.size).toBe(0);
    expect(press(two, 'u', 'u', 'U', 'C-r').choice).toBe(two.choice);
    expect(press(two, 'u', 'right').future).toBeNull();
  });

  test('p goes through the plans and back to none', () => {
    const shrink = press(opened(), 'p');
    expect(shrink.choice.plan).toBe('shrink');
    expect([value(shrink, 'layoffs'), from(shrink, 'layoffs')]).toEqual([0.4, month('2024-02')]);
    expect(press(opened(), 'p', 'p').choice.plan).toBe('grow');
    expect(press(opened(), 'p', 'p', 'p').choice.plan).toBeNull();
  });

  test('a plan sets changes by hand aside, and undo brings them back', () => {
    const state = press(opened(), 'right', 'p');
    expect(state.choice.changes.size).toBe(0);
    expect(value(press(state, 'u'), 'layoffs')).toBe(0.05);
  });

  test('the tab of plans applies the one pointed at', () => {
    const state = press(opened(), '3', 'tab', 'down', 'down', 'enter');
    expect(state.choice.plan).toBe('grow');
  });

  test('a pinned result stays while levers move', () => {
    const state = opened();
    const pinned = press(state, 'b', 'right');
    expect(pinned.baseline!.result).toBe(now(state).outcome.result);
    expect(comparedWith(pinned)).toBe(pinned.baseline);
    expect(press(pinned, 'b').baseline).toBeNull();
  });

  test('without a pinned result a change is compared with the file', () => {
    expect(comparedWith(opened())).toBeNull();
    expect(comparedWith(press(opened(), 'right'))?.label).toBe('the file');
  });
});

describe('the file', () => {
  test('a question about a lever or a plan that is gone is asked no more', () => {
    const percent = press(opened(), 'enter', '3', '0', 'enter');
    const other = SPECIMEN.replace(
      'shrink: {label: Shrink at once, set: {layoffs: 40%@2024-02, defer: 0%}}',
      'rest: {set: {defer: 0%}}',
    );
    expect(reread(percent, other).prompt?.kind).toBe('percent');
    const gone = other.replace(/ {2}layoffs: .*\n/, '').replace('150k * (1 - layoffs)', '150k');
    expect(reread(percent, gone)).toMatchObject({ prompt: null, input: null });
    for (const key of ['r', 'd']) {
      const asked = press(opened(), '3', 'tab', 'down', key);
      expect(asked.prompt).not.toBeNull();
      expect(screenText(reread(asked, other))).toContain('Specimen Ltd');
      expect(reread(asked, other).prompt).toBeNull();
    }
  });

  test('a new reading keeps what was changed by hand', () => {
    const before = press(opened(), 'right', 'b');
    const after = reread(before, SPECIMEN.replace('cash: 900k', 'cash: 500k'));
    expect(value(after, 'layoffs')).toBe(0.05);
    expect(failure(after)).toBeLessThan(failure(before)!);
    expect(after.baseline).toBe(before.baseline);
    expect(after.message?.text).toBe('The file was read again.');
  });

  test('a broken file leaves the last good result and tells what is wrong', () => {
    const before = opened();
    const broken = reread(before, SPECIMEN.replace('cash: 900k', 'cash: 900k +'));
    expect(broken.loaded).toBe(before.loaded);
    expect([isBroken(broken), broken.overlay]).toEqual([true, 'faults']);
    const healed = reread(broken, SPECIMEN);
    expect([isBroken(healed), healed.overlay]).toEqual([false, null]);
  });

  test('levers can be moved while the file is broken', () => {
    const broken = reread(opened(), 'runway: 1\n');
    expect(value(press(broken, 'right'), 'layoffs')).toBe(0.05);
  });

  test('the chosen lever is the same one where it stands elsewhere in the new file', () => {
    const state = press(opened(), 'down');
    const moved = reread(state, SPECIMEN.replace('levers:\n', 'levers:\n  first: 10%\n'));
    expect(chosenLever(moved)!.lever.name).toBe('raise');
  });

  test('a plan that is gone is no longer in force', () => {
    const state = reread(press(opened(), 'p'), SPECIMEN.replace('shrink:', 'contract:'));
    expect(state.choice.plan).toBeNull();
    expect(state.message?.text).toContain('no plan shrink any more');
  });

  test('undo leads to no plan that is gone; its levers stand as it set them', () => {
    const before = press(opened(), 'p', 'p');
    const after = reread(before, SPECIMEN.replace('shrink:', 'contract:'));
    const undone = press(after, 'u');
    expect(undone.choice.plan).toBeNull();
    expect(value(undone, 'layoffs')).toBe(0.4);
    expect(press(undone, 'U').choice.plan).toBe('grow');
  });

  test('a lever that is gone takes its change with it', () => {
    const state = reread(
      press(opened(), 'end', 'right'),
      SPECIMEN.replace('  defer: {value: 50%}\n', '').replace('pay: 1 - defer, ', '').replace(', defer: 0%', ''),
    );
    expect(now(state).settings.has('defer')).toBe(false);
    expect(state.lever).toBeLessThan(2);
  });

  test('a file without levers or plans answers every key', () => {
    const bare = opened('runway: 1\nstart: 2024-01\ncash: 100k\ncosts: {rent: 10k}\n');
    for (const key of [
      'up',
      'right',
      '[',
      'enter',
      '0',
      'R',
      'b',
      'b',
      'u',
      'p',
      '3',
      'tab',
      'enter',
      'down',
      'pgdn',
      '?',
      'esc',
      'w',
    ]) {
      expect(press(bare, key).loaded).toBe(bare.loaded);
    }
  });
});

describe('moving about', () => {
  test('scrolling stays within what there is', () => {
    expect(placeOf(press(opened(), ...Array(9).fill('pgup')), 'months').first).toBe(0);
    const end = press(opened(), ...Array(9).fill('pgdn'));
    expect(placeOf(end, 'months').first).toBeGreaterThan(0);
    expect(placeOf(end, 'months').first).toBeLessThan(12);
    expect(placeOf(act(end, { type: 'resize', size: { columns: 160, rows: 50 } }), 'months').first).toBe(0);
  });

  test('the month pointed at stays in view', () => {
    const state = press(opened(), 'tab', ...Array(20).fill('down'));
    expect(state.month).toBe(11);
    expect(placeOf(press(state, 'home'), 'months').first).toBe(0);
  });

  test('columns scroll until the last is in view', () => {
    const state = press(opened(), 'tab', ...Array(99).fill('right'));
    expect(placeOf(state, 'months').column).toBeGreaterThan(5);
    expect(placeOf(state, 'months').column).toBeLessThan(19);
    expect(placeOf(press(state, ...Array(99).fill('left')), 'months').column).toBe(0);
  });

  test('escape closes the help, then goes back to the levers', () => {
    const state = press(opened(), 'tab', '?');
    expect(press(state, 'esc')).toMatchObject({ overlay: null, pane: 'table' });
    expect(press(state, 'esc', 'esc').pane).toBe('levers');
  });

  test('a terminal that is too small acts on nothing but the way out', () => {
    const state = act(opened(), { type: 'resize', size: { columns: 60, rows: 20 } });
    expect(press(state, 'right')).toBe(state);
    const again = act(state, { type: 'resize', size: SMALL });
    expect(press(again, 'right').choice.changes.size).toBe(1);
  });
});

test('an end that a plan gives a lever is taken away where the same value is typed with a month alone', () => {
  const text = SPECIMEN.replace('layoffs: 40%@2024-02', 'layoffs: 40%@2024-02..2024-05');
  const state = press(opened(text), 'p');
  expect(now(state).settings.get('layoffs')).toMatchObject({ value: 0.4, until: expect.any(Number) });
  const endless = press(state, 'enter', ...'40%@2024-02', 'enter');
  expect(now(endless).settings.get('layoffs')).toMatchObject({ value: 0.4, until: null });
  expect(press(endless, '0').choice.changes.size).toBe(0);
});

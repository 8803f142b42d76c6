import { describe, expect, test } from 'vitest';
import { lineDiff } from '../../src/report/line-diff.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { lineOf } from '../../src/tui/list-place.ts';
import { standing } from '../../src/tui/outcome.ts';
import { readPlanName } from '../../src/tui/plan-name.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { isUnsaved } from '../../src/tui/unsaved.ts';
import { act, carriedOut, changedOnDisk, opened, press, reread, SPECIMEN, screenText } from './specimen.ts';

const settings = (state: ReadState) => standing(state).settings;
const plans = (state: ReadState): string[] => [...state.loaded.scenario.plans.keys()];
const typed = (state: ReadState, text: string): ReadState => press(state, 'C-u', ...text, 'enter');
const savedAs = (state: ReadState, name: string): ReadState => carriedOut(typed(press(state, 's'), name));
/** The lines that the write would add to the specimen, and take from it. */
const wanted = (state: ReadState) =>
  lineDiff(state.writing!.before, state.writing!.after, 0).map(({ sign, text }) => sign + text);

describe('a lever past its range', () => {
  const set = (value: string, ...keys: string[]) => press(opened(), ...keys, 'enter', ...value, 'enter', 's');

  test('is asked about before it is saved, with its range', () => {
    const asked = typed(set('90%'), 'deep');
    expect([asked.prompt?.kind, asked.writing]).toEqual(['outside', null]);
    expect(screenText({ ...asked, size: { columns: 120, rows: 40 } })).toContain(
      'Lay off staff 90%, its range is 0% to 50%.',
    );
    expect(press(asked, 'esc')).toMatchObject({ prompt: null, writing: null });
    const saved = carriedOut(press(asked, 'y'));
    expect(saved.loaded.scenario.plans.get('deep')?.set.get('layoffs')?.value).toBe(0.9);
    // The setting is in the plan now: saving another lever does not ask about it again.
    expect(press(saved, 'down', 'right', 's', 'enter').prompt).toBeNull();
  });

  test('is asked about after the plan to be replaced, and before the end', () => {
    expect(press(typed(set('90%'), 'grow'), 'y').prompt?.kind).toBe('outside');
    const quitting = typed(press(opened(), 'enter', ...'90%', 'enter', 'q', 's'), 'deep');
    expect(carriedOut(press(quitting, 'y')).isLeaving).toBe(true);
  });

  test('is not asked about where the file gives no range', () => {
    const text = SPECIMEN.replace(', range: [0, 2M], step: 100k', '');
    const state = press(opened(text), 'down', 'enter', ...'9M', 'enter', 's');
    expect(typed(state, 'deep').prompt).toBeNull();
    expect(typed(set('40%'), 'deep').prompt).toBeNull();
  });
});

describe('saving', () => {
  test('asks for a name and writes the levers that differ from the file', () => {
    const state = typed(press(opened(), 'right', ']', 's'), 'Cut deep');
    expect(wanted(state)).toEqual(['+  cut_deep: {label: Cut deep, set: {layoffs: 5%@2024-04}}']);
    expect(state.prompt).toBeNull();
  });

  test('once written, the plan is in hand and the levers stand as they did', () => {
    const before = press(opened(), 'right', ']');
    const after = savedAs(before, 'Cut deep');
    expect(after.choice).toEqual({ plan: 'cut_deep', changes: new Map() });
    expect(settings(after)).toEqual(settings(before));
    expect(after.message).toEqual({ text: 'Saved in specimen.yaml as Cut deep.', tone: 'good' });
    expect([plans(after).at(-1), lineOf(after, 'plans'), after.writing]).toEqual(['cut_deep', 3, null]);
  });

  test('undo goes back to what was set by hand, and from there on', () => {
    const before = press(opened(), 'right', 'right');
    const after = savedAs(before, 'deep');
    expect(press(after, 'u').choice).toEqual(before.choice);
    expect(settings(press(after, 'u', 'u')).get('layoffs')!.value).toBe(0.05);
    expect(press(after, 'u', 'U').choice).toEqual(after.choice);
  });

  test('the plan in hand is offered, and its own line changes', () => {
    const state = press(opened(), 'p', 'left', 's');
    expect(state.prompt).toMatchObject({ kind: 'save', text: 'Shrink at once' });
    expect(wanted(press(state, 'enter'))).toEqual([
      '-  shrink: {label: Shrink at once, set: {layoffs: 40%@2024-02, defer: 0%}}',
      '+  shrink: {label: Shrink at once, set: {layoffs: 35%@2024-02, defer: 0%}}',
    ]);
  });

  test('undo keeps the levers of the plan as it was before it was saved over', () => {
    const state = carriedOut(press(opened(), 'p', 'left', 's', 'enter'));
    expect(settings(state).get('layoffs')!.value).toBe(0.35);
    expect(settings(press(state, 'u', 'u')).get('layoffs')!.value).toBe(0.4);
  });

  test('what is typed for a name takes the columns that a terminal gives it', () => {
    const shown = screenText(press(opened(), 'right', 's', ...'資a b'));
    expect(shown).toContain('Name › 資a b▏');
  });

  test('another plan is replaced only when that is said again', () => {
    const asked = typed(press(opened(), 'right', 's'), 'grow');
    expect(asked).toMatchObject({ prompt: { kind: 'replace', plan: 'grow' }, writing: null });
    expect(press(asked, 'esc')).toMatchObject({ prompt: null, writing: null });
    expect(wanted(press(asked, 'y'))).toEqual(['-  grow: {set: {raise: 1.5M}}', '+  grow: {set: {layoffs: 5%}}']);
  });

  test('a name that is none is told of, and stays to be mended', () => {
    const state = typed(press(opened(), 'right', 's'), '!?');
    expect(state.prompt).toMatchObject({ kind: 'save', text: '!?' });
    expect(state.message?.text).toBe('A name needs a letter from a to z.');
    expect(typed(state, 'ok').writing).not.toBeNull();
  });

  test('escape writes nothing, and nothing is lost', () => {
    const before = press(opened(), 'right');
    expect(press(before, 's', 'x', 'esc')).toMatchObject({ prompt: null, writing: null, choice: before.choice });
  });

  test.each<[string, ReadState, string]>([
    ['nothing to save', opened(), 'No lever has been changed: there is nothing to save.'],
    [
      'a broken file',
      reread(press(opened(), 'right'), 'runway: 1\n'),
      'The file is broken: mend it first, and what is set here stays.',
    ],
    ['no levers', opened('runway: 1\nstart: 2024-01\ncash: 1k\n'), 'This file has no levers.'],
  ])('says why it cannot: %s', (_, state, why) => {
    expect(press(state, 's')).toMatchObject({ prompt: null, message: { text: why } });
  });

  test('a write that failed is told of, and the levers stay', () => {
    const state = typed(press(opened(), 'right', 's'), 'x');
    const reading = readScenario({ name: '', text: state.writing!.after });
    const after = act(state, { type: 'written', written: { kind: 'failed', why: 'the disk is full' }, reading });
    expect(after).toMatchObject({ writing: null, choice: state.choice, message: { tone: 'bad' } });
    expect(after.message!.text).toBe('Not saved: the disk is full.');
  });

  test('a save that had been cut off is told of with the one that found it', () => {
    const state = typed(press(opened(), 'right', 's'), 'x');
    const reading = readScenario({ name: '', text: state.writing!.after });
    const after = act(state, { type: 'written', written: { kind: 'written', kept: '/there/a.before' }, reading });
    expect(after.message).toEqual({
      text: 'Saved in specimen.yaml as x. A save was cut off; the text before it is in /there/a.before.',
      tone: 'warn',
    });
  });

  test('a paste is a name while one is asked for', () => {
    expect(act(press(opened(), 'right', 's'), { type: 'paste', text: 'Cut\n deep' }).prompt).toMatchObject({
      text: 'Cut deep',
    });
  });
});

describe('a file that changed on disk meanwhile', () => {
  const newer = SPECIMEN.replace('cash: 900k', 'cash: 800k').replace('  grow:', '  # by hand\n  grow:');
  const asked = changedOnDisk(typed(press(opened(), 'right', 's'), 'deep'), newer);

  test('is not written over: what changed is shown, with the choice', () => {
    expect(asked).toMatchObject({ prompt: { kind: 'changed' }, writing: null });
    const text = screenText(asked);
    expect(text).toContain('Changed on disk; nothing is saved yet');
    expect(text).toContain('- cash: 900k');
    expect(text).toContain('+ cash: 800k');
  });

  test('y saves into the newer text, with all that changed there', () => {
    const { writing } = press(asked, 'y');
    expect(writing!.before).toBe(newer);
    expect(writing!.after).toBe(`${newer}  deep: {set: {layoffs: 5%}}\n`);
  });

  test('escape writes nothing', () => {
    expect(press(asked, 'esc')).toMatchObject({ prompt: null, writing: null, choice: asked.choice });
  });
});

describe('our own write', () => {
  test('is not taken for news when the watch tells of it', () => {
    const after = savedAs(press(opened(), 'right'), 'deep');
    expect(reread(after, after.loaded.text)).toEqual(after);
  });
});

describe('renaming', () => {
  const asked = press(opened(), '3', 'tab', 'down', 'r');

  test('changes name and label; the levers in hand follow', () => {
    expect(asked.prompt).toMatchObject({ kind: 'rename', plan: 'shrink', text: 'Shrink at once' });
    const state = typed(press(opened(), 'p', 'right', '3', 'tab', 'r'), 'Cut deep');
    expect(wanted(state)).toEqual([
      '-  shrink: {label: Shrink at once, set: {layoffs: 40%@2024-02, defer: 0%}}',
      '+  cut_deep: {label: Cut deep, set: {layoffs: 40%@2024-02, defer: 0%}}',
    ]);
    const after = carriedOut(state);
    expect(after.choice).toEqual({ ...state.choice, plan: 'cut_deep' });
    expect(settings(after)).toEqual(settings(state));
  });

  test('to the same name, to nothing or to one that is taken writes nothing', () => {
    expect(press(asked, 'enter')).toMatchObject({ prompt: null, writing: null });
    expect(typed(asked, '').message?.text).toBe('A plan needs a name.');
    expect(typed(asked, 'grow')).toMatchObject({ prompt: { kind: 'rename' }, message: { tone: 'bad' } });
  });
});

describe('deleting', () => {
  test('is asked again, and takes the plan out of the file', () => {
    const asked = press(opened(), '3', 'tab', 'end', 'down', 'down', 'd');
    expect(asked.prompt).toEqual({ kind: 'remove', plan: 'grow' });
    expect(wanted(press(asked, 'y'))).toEqual(['-  grow: {set: {raise: 1.5M}}']);
    expect(press(asked, 'n').writing).toBeNull();
  });

  test('leaves the levers of the plan in hand as changes by hand', () => {
    const state = press(opened(), 'p', '3', 'tab', 'd', 'y');
    const after = carriedOut(state);
    expect(after.choice.plan).toBeNull();
    expect(settings(after)).toEqual(settings(state));
    expect(plans(after)).toEqual(['grow']);
  });

  test('no plan is no plan to delete or rename', () => {
    for (const key of ['d', 'r'])
      expect(press(opened(), '3', 'tab', key).message?.text).toBe('This line is no plan of the file.');
  });
});

describe('leaving', () => {
  test.each<[string, string[], boolean]>([
    ['nothing was set', [], false],
    ['a plan of the file', ['p'], false],
    ['a lever that was set back', ['right', 'left'], false],
    ['the levers of a plan, set by hand', ['p', 'right', 'left'], false],
    ['a month of a lever that does nothing', [']'], false],
    ['a lever', ['right'], true],
    ['a plan and a lever', ['p', 'right'], true],
  ])('%s', (_, keys, unsaved) => {
    const state = press(opened(), ...keys);
    expect(isUnsaved(state)).toBe(unsaved);
    expect(press(state, 'q').isLeaving).toBe(!unsaved);
    expect(press(state, 'C-c').isLeaving).toBe(!unsaved);
  });

  test('leaving does not ask about levers that the command line set', () => {
    const reading = readScenario({ name: '', text: SPECIMEN });
    const set = new Map([['layoffs', { value: 0.3, from: reading.scenario!.start, until: null }]]);
    const state = act(
      { ...opened(), loaded: null },
      { type: 'read', reading: { ...reading, settings: set }, text: SPECIMEN },
    );
    expect(state.choice.changes.size).toBe(1);
    expect(press(state, 'q').isLeaving).toBe(true);
  });

  test('the question: y and a second Ctrl-C leave, Esc stays, s saves first', () => {
    const asked = press(opened(), 'right', 'q');
    expect(asked).toMatchObject({ prompt: { kind: 'quit' }, isLeaving: false });
    expect(press(asked, 'y').isLeaving).toBe(true);
    expect(press(asked, 'C-c').isLeaving).toBe(true);
    expect(press(asked, 'esc')).toMatchObject({ prompt: null, isLeaving: false });
    const saved = carriedOut(typed(press(asked, 's'), 'deep'));
    expect([saved.isLeaving, plans(saved).at(-1)]).toEqual([true, 'deep']);
  });

  test('a save that fails does not leave', () => {
    const state = typed(press(opened(), 'right', 'q', 's'), 'deep');
    expect(changedOnDisk(state).isLeaving).toBe(false);
  });

  test('is asked about in a terminal that is too small, too', () => {
    const state = press(act(press(opened(), 'right'), { type: 'resize', size: { columns: 60, rows: 20 } }), 'q');
    expect(screenText(state)).toContain('Quit without saving? y or Esc');
    expect(press(state, 'y').isLeaving).toBe(true);
  });
});

describe('a name for a plan', () => {
  const { scenario } = readScenario({ name: '', text: SPECIMEN });

  test.each([
    ['deep', { name: 'deep', label: null }],
    ['Cut deep', { name: 'cut_deep', label: 'Cut deep' }],
    [' Süß & 2 saure! ', { name: 'su_2_saure', label: 'Süß & 2 saure!' }],
    ['Shrink!', { name: 'shrink_2', label: 'Shrink!' }],
    ['cash', { name: 'cash_plan', label: 'cash' }],
    ['2024', { fault: 'a name needs a letter from a to z' }],
    ['', { fault: 'a plan needs a name' }],
  ])('%j', (text, expected) => {
    expect(readPlanName(scenario!, text)).toEqual(expected);
  });

  test('a label has at most 100 characters', () => {
    expect(readPlanName(scenario!, `${'ü'.repeat(99)}b`)).toMatchObject({ name: 'u'.repeat(40) });
    expect(readPlanName(scenario!, `${'ü'.repeat(100)}b`)).toEqual({ fault: 'a name has at most 100 characters' });
  });

  test('a plan that is there is meant by its name and by its label', () => {
    for (const text of ['shrink', 'Shrink at once'])
      expect(readPlanName(scenario!, text)).toEqual({ there: scenario!.plans.get('shrink') });
  });
});
